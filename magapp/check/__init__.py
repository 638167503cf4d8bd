"""Everything that can be known to be wrong or right about a pack.

Reading it strictly comes first; then the rules over all answer sets, the promises, the cases and
the words. Run by `magapp check`, at each start with a pack that is not the program's own as it came
with it (`magapp.pack.compiled`), and in the tests.
"""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import msgspec

from magapp.check.cases import case_faults
from magapp.check.look_back import look_back_faults
from magapp.check.presets import load_whole
from magapp.check.structure import date_faults, source_faults, structure_faults
from magapp.check.words import word_faults
from magapp.errors import Fault, PackError
from magapp.language.saying import Saying
from magapp.pack import Pack, load_cases
from magapp.pack.compiled import Checked
from magapp.pack.folder import SIGNATURE
from magapp.pack.links import cited_sources
from magapp.pack.model import Expected
from magapp.pack.signature import read_signature, signature_faults
from magapp.products import Product
from magapp.products.demo import demo_of
from magapp.proof.invariants import Proof, prove
from magapp.proof.space import AnswerSpace
from magapp.rules import Rules


class Report(msgspec.Struct, frozen=True):
    """What a check found. `answer_sets` is over how many it was decided; 0 if it could not be."""

    faults: tuple[Fault, ...]
    proofs: tuple[Proof, ...] = ()
    answer_sets: int = 0
    pack: Pack | None = None

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that make the pack unfit for use."""
        return tuple(fault for fault in self.faults if fault.severity == "error")


def check_folder(
    folder: Path, day: date, shelf: Callable[[Pack], Iterable[Product]] | None = None
) -> Report:
    """The report on the pack in a folder, as it is in force on a day.

    `shelf` gives the products to hold doses and cases against, for the pack: else the demo. Raises
    FileNotFoundError when there is no such folder.
    """
    try:
        pack = load_whole(folder)
        cases = load_cases(folder)
    except PackError as error:
        return Report(error.faults)
    products = shelf(pack) if shelf is not None else demo_of(pack, folder).products
    return signed(check_pack(pack, cases, products, day), folder)


def signed(report: Report, folder: Path) -> Report:
    """The report with what there is to say now of the signature in the pack's folder."""
    faults = tuple(fault for fault in report.faults if fault.file != SIGNATURE)
    if report.pack:
        faults += tuple(signature_faults(folder, report.pack))
    return msgspec.structs.replace(report, faults=faults)


def check_pack(
    pack: Pack, cases: Iterable[Expected], products: Iterable[Product], day: date
) -> Report:
    """The report on a pack that reads without fault."""
    faults = [
        *date_faults(pack, day),
        *source_faults(pack, cited_sources(pack)),
    ]
    products = tuple(products)
    pack = pack.on(day)
    faults += word_faults(pack, {product.brand for product in products if product.brand})
    rules = Rules(pack)
    space = AnswerSpace(rules)
    proofs = tuple(prove(space, pack.invariants, products))
    for proof in proofs:
        place = f"invariant {proof.invariant}"
        if not proof.holds:
            broken = Saying.of("fault_broken", why=proof.message or "")
            faults.append(Fault("broken-invariant", "invariants.toml", place, broken))
        elif proof.idle:
            idle = Saying.of("fault_idle_invariant")
            faults.append(Fault("idle-invariant", "invariants.toml", place, idle, "warning"))
    faults += structure_faults(space)
    faults += look_back_faults(pack)
    faults += case_faults(rules, cases, products)
    order = {"error": 0, "warning": 1, "note": 2}
    faults.sort(key=lambda fault: (order[fault.severity], fault.file, fault.place, fault.code))
    return Report(tuple(faults), proofs, space.count(space.possible), pack)


def approve(folder: Path, day: date) -> Checked:
    """The pack in a folder, having passed the whole check as it is in force on a day.

    Raises PackError with the errors it has, and FileNotFoundError when there is no such folder.
    """
    pack, cases = load_whole(folder), load_cases(folder)
    products = demo_of(pack, folder).products
    report = signed(check_pack(pack, cases, products, day), folder)
    if report.errors:
        raise PackError(report.errors)
    return Checked(pack, read_signature(folder), day)
