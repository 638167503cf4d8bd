"""The presets of a pack: whether their answers are any, read as those of a consultation are."""

from pathlib import Path

from magapp.errors import Fault, InputError, PackError
from magapp.pack import Pack, load_pack
from magapp.pack.read import Faults, in_order
from magapp.visit.consultation import build_consultation


def load_whole(folder: Path) -> Pack:
    """The pack in a folder, whose presets can be given as answers.

    Raises PackError with every fault found, and FileNotFoundError when there is no such folder.
    """
    pack = load_pack(folder)
    if faults := preset_faults(pack):
        raise PackError(faults)
    return pack


def preset_faults(pack: Pack) -> list[Fault]:
    """Answers of presets that are none."""
    faults = Faults()
    for preset in pack.presets:
        for question, value in preset.answers.items():
            try:
                build_consultation({"answers": {question: value}}, pack)
            except InputError as error:
                place = f"preset {preset.id}: answers.{error.place.partition('.')[2]}"
                faults.append(Fault("bad-answer", "questions.toml", place, error.saying))
    return in_order(faults)
