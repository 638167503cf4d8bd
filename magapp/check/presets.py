"""What gives several answers at once: whether they are any, read as those of a consultation are."""

from pathlib import Path

from magapp.errors import Fault, InputError, PackError
from magapp.pack import Pack, load_pack
from magapp.pack.read import Faults, in_order
from magapp.visit.consultation import build_consultation


def load_whole(folder: Path) -> Pack:
    """The pack in a folder, whose presets and shortcuts can be given as answers.

    Raises PackError with every fault found, and FileNotFoundError when there is no such folder.
    """
    pack = load_pack(folder)
    if faults := preset_faults(pack):
        raise PackError(faults)
    return pack


def preset_faults(pack: Pack) -> list[Fault]:
    """Answers of presets and shortcuts that are none."""
    faults = Faults()
    for place, answers in pack.given_at_once():
        for question, value in answers.items():
            try:
                build_consultation({"answers": {question: value}}, pack)
            except InputError as error:
                there = f"{place}: answers.{error.place.partition('.')[2]}"
                faults.append(Fault("bad-answer", "questions.toml", there, error.saying))
    return in_order(faults)
