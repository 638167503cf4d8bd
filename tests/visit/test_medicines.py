"""Finding a medicine by letter, by typing, and by its exact name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magapp.pack import Pack
from magapp.pack.model import LookUp, Medicine
from magapp.visit.medicines import Looked, MedicineIndex, plain


def medicine(name: str, *brands: str, groups: tuple[str, ...] = ("iron",)) -> Medicine:
    return Medicine(name=name, brands=brands, groups=groups, sources=("practice",))


SMALL = MedicineIndex(
    [
        medicine("omeprazol", "Losec", groups=("ppi_long",)),
        medicine("esomeprazol", "Nexium"),
        medicine("ferrofumaraat"),
        medicine("fenytoïne", "Epanutin"),
        medicine("acetylcysteïne", "Fluimucil"),
    ],
    LookUp(strictest_first=("ppi_long", "iron")),
)


@pytest.fixture(scope="session")
def index(pack: Pack) -> MedicineIndex:
    return MedicineIndex.of(pack)


def names(index: MedicineIndex, typed: str) -> list[str]:
    return [found.name for found in index.look_up(typed).offered]


def test_letters_lead_to_every_name(pack: Pack, index: MedicineIndex) -> None:
    reached = [found.name for letter in index.letters() for found in index.starting(letter)]
    assert sorted(reached) == sorted(
        name for each in pack.medicines for name in (each.name, *each.brands)
    )
    assert all(index.starting(letter) for letter in index.letters())
    assert list(index.letters()) == sorted({*index.letters()})


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
    assert names(SMALL, "e")[:2] == ["esomeprazol", "Epanutin"]
    assert names(SMALL, "prazol") == ["omeprazol", "esomeprazol"]
    assert names(SMALL, "losec") == ["Losec", "omeprazol"]
    assert SMALL.look_up("losec").offered[0].medicine.name == "omeprazol"


def test_what_matters_comes_before_what_does_not(pack: Pack) -> None:
    """Of names that begin alike: Enter must not take a harmless one for one that clashes."""
    index = MedicineIndex.of(pack)
    found = names(index, "levof")
    assert found[0] == "levofloxacine"
    for typed in ("a", "c", "l", "m", "o", "p"):
        offered = index.look_up(typed).offered
        strict = [each.medicine.groups != ("no_interaction",) for each in offered]
        assert strict[0]
        for place, each in enumerate(offered):
            if not strict[place] and any(strict[place:]):  # it comes before its own combinations
                assert any(each.medicine.name in other.medicine.name for other in offered[place:])


def test_accents_capitals_and_signs_do_not_matter() -> None:
    assert names(SMALL, "FENYTOINE") == names(SMALL, "fenytoïne") == ["fenytoïne"]
    found = SMALL.look_up("Acetyl-Cysteine ").exact
    assert found is not None
    assert found.name == "acetylcysteïne"


def test_a_typing_error_still_finds_it() -> None:
    assert "omeprazol" in names(SMALL, "omeprasol")
    assert SMALL.look_up("omeprasol").exact is None
    assert SMALL.look_up("omeprasol").near


@pytest.mark.parametrize("typed", ["", " ", "-", "qqq", "zzzzzzzz"])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    assert SMALL.look_up(typed) == Looked()


@given(typed=st.text(max_size=12), most=st.integers(1, 8))
def test_any_typing_is_harmless(typed: str, most: int) -> None:
    looked = SMALL.look_up(typed, most)
    assert len(looked.offered) <= most
    assert len({each.name for each in looked.offered}) == len(looked.offered)
    named = looked.exact
    assert named is None or plain(typed) in {plain(n) for n in (named.name, named.medicine.name)}


def test_a_name_whose_use_decides_is_asked_about(pack: Pack) -> None:
    """Short or long is the customer's to say, and not to know is always an answer."""
    options = {option.id for option in pack.question("medicines").option}
    asked = {each.id: each for each in pack.which}
    assert {each.which for each in pack.medicines if each.which} == {*asked}
    for which in pack.which:
        assert {group for option in which.option for group in option.groups} <= options
        assert which.unanswered() == ("unsure",)
    for each in pack.medicines:
        assert {*each.groups} <= options
        assert "ppi_long" not in each.groups, each.name
