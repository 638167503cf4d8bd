"""Finding a medicine by letter, by typing, and by its exact name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magapp.medicines import MedicineIndex, plain
from magapp.pack import Pack
from magapp.pack.model import Medicine


def medicine(name: str, *brands: str, groups: tuple[str, ...] = ("iron",)) -> Medicine:
    return Medicine(name=name, brands=brands, groups=groups, sources=("practice",))


SMALL = MedicineIndex(
    [
        medicine("omeprazol", "Losec", groups=("ppi_short", "ppi_long")),
        medicine("esomeprazol", "Nexium"),
        medicine("ferrofumaraat"),
        medicine("fenytoïne", "Epanutin"),
        medicine("acetylcysteïne", "Fluimucil"),
    ]
)


@pytest.fixture(scope="session")
def index(pack: Pack) -> MedicineIndex:
    return MedicineIndex(pack.medicines)


def names(index: MedicineIndex, typed: str) -> list[str]:
    return [found.name for found in index.search(typed)]


def test_letters_lead_to_every_name(pack: Pack, index: MedicineIndex) -> None:
    reached = [found.name for letter in index.letters() for found in index.starting(letter)]
    assert sorted(reached) == sorted(
        name for each in pack.medicines for name in (each.name, *each.brands)
    )
    assert all(index.starting(letter) for letter in index.letters())
    assert list(index.letters()) == sorted({*index.letters()})


def test_every_name_is_found_by_itself_and_by_its_beginning(
    pack: Pack, index: MedicineIndex
) -> None:
    for each in pack.medicines:
        for name in (each.name, *each.brands):
            found = index.named(name)
            assert found is not None
            assert {*found.groups} == {*each.groups}, name
            assert name in names(index, name)


def test_letters() -> None:
    assert SMALL.letters() == ("A", "E", "F", "L", "N", "O")
    assert [found.name for found in SMALL.starting("e")] == ["Epanutin", "esomeprazol"]
    assert [found.name for found in SMALL.starting("F")] == [
        "fenytoïne",
        "ferrofumaraat",
        "Fluimucil",
    ]
    assert SMALL.starting("Q") == ()


def test_typing_finds_beginnings_first_then_parts() -> None:
    assert names(SMALL, "omep") == ["omeprazol", "esomeprazol"]
    assert names(SMALL, "e")[:2] == ["Epanutin", "esomeprazol"]
    assert names(SMALL, "prazol") == ["esomeprazol", "omeprazol"]
    assert names(SMALL, "losec") == ["Losec"]
    assert SMALL.search("losec")[0].medicine.name == "omeprazol"


def test_what_matters_comes_before_what_does_not(pack: Pack) -> None:
    """Of names that begin alike: Enter must not take a harmless one for one that clashes."""
    index = MedicineIndex(pack.medicines, pack.question("medicines").neutral())
    found = [each.name for each in index.search("levo")]
    assert "levothyroxine" in found
    assert found.index("levofloxacine") < found.index("levocabastine")
    for typed in ("a", "c", "l", "m", "o", "p"):
        matter = [each.medicine.groups != ("no_interaction",) for each in index.search(typed)]
        assert matter == sorted(matter, reverse=True)


def test_accents_capitals_and_signs_do_not_matter() -> None:
    assert names(SMALL, "FENYTOINE") == names(SMALL, "fenytoïne") == ["fenytoïne"]
    found = SMALL.named("Acetyl-Cysteine ")
    assert found is not None
    assert found.name == "acetylcysteïne"


def test_a_typing_error_still_finds_it() -> None:
    assert "omeprazol" in names(SMALL, "omeprasol")
    assert SMALL.named("omeprasol") is None


@pytest.mark.parametrize("typed", ["", " ", "-", "qqq", "zzzzzzzz"])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    assert SMALL.search(typed) == ()
    assert SMALL.named(typed) is None


@given(typed=st.text(max_size=12), most=st.integers(1, 8))
def test_any_typing_is_harmless(typed: str, most: int) -> None:
    found = SMALL.search(typed, most)
    assert len(found) <= most
    assert len({*found}) == len(found)
    named = SMALL.named(typed)
    assert named is None or plain(typed) in {plain(n) for n in (named.name, *named.brands)}


def test_a_medicine_with_several_groups_is_asked_about(pack: Pack) -> None:
    """At least those whose use decides: short or long."""
    options = {option.id for option in pack.question("medicines").option}
    several = [each for each in pack.medicines if len(each.groups) > 1]
    assert several
    for each in pack.medicines:
        assert {*each.groups} <= options
        assert ("ppi_short" in each.groups) == ("ppi_long" in each.groups), each.name
