"""Reading an answer set: strictly, and with a message that names the place and the right word."""

from __future__ import annotations

import json
from typing import Any

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from strategies import Drawn, answer_sets

from magapp.errors import InputError
from magapp.pack import Pack
from magapp.reading import ANSWERS
from magapp.rules import Clearance
from magapp.visit.consultation import MAX_REASON, read_consultation


def refused(content: bytes | str, pack: Pack) -> InputError:
    with pytest.raises(InputError) as caught:
        read_consultation(content, pack)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
    return caught.value


def answers(**said: Any) -> str:
    return json.dumps({"answers": said})


# --- what is read --------------------------------------------------------------------------------


def test_a_whole_answer_set(pack: Pack) -> None:
    asked = read_consultation(
        json.dumps(
            {
                "language": "en",
                "channel": "staff",
                "answers": {
                    "who": "other",
                    "signals": ["tension", "fatigue"],
                    "conditions": [],
                    "other_magnesium": 62.5,
                    "food": {"nuts": 3, "dairy": 0.5},
                },
                "cleared": [{"gate": "age_70_plus", "reason": " kidneys checked "}],
            }
        ),
        pack,
    )
    assert (asked.language, asked.channel) == ("en", "staff")
    assert asked.answers == {
        "who": "other",
        "signals": ["fatigue", "tension"],
        "conditions": [],
        "other_magnesium": 62.5,
        "food": {"nuts": 3, "dairy": 0.5},
    }
    assert asked.cleared == (Clearance("age_70_plus", "kidneys checked"),)


def test_what_is_left_out_has_a_default(pack: Pack) -> None:
    asked = read_consultation('{"answers": {}}', pack)
    assert (asked.language, asked.channel, asked.answers, asked.cleared) == ("nl", "kiosk", {}, ())


def test_null_is_unanswered_and_an_empty_list_is_not(pack: Pack) -> None:
    asked = read_consultation(
        '{"answers": {"age": null, "food": null, "other_magnesium": null, "conditions": []}}', pack
    )
    assert asked.answers == {"conditions": []}


def test_a_byte_order_mark_and_any_spacing_are_fine(pack: Pack) -> None:
    content = json.dumps({"answers": {"who": "self"}}, indent=4).replace("\n", "\r\n")
    read = read_consultation(content.encode("utf-8-sig"), pack)
    assert read == read_consultation(answers(who="self"), pack)


def test_the_same_number_is_the_same_answer(pack: Pack) -> None:
    for written in ("100", "100.0", "1e2", "1000e-1"):
        read = read_consultation(f'{{"answers": {{"other_magnesium": {written}}}}}', pack)
        assert repr(read.answers["other_magnesium"]) == "100"


@given(said=answer_sets)
def test_every_valid_answer_set_is_read_as_it_is(pack: Pack, said: Drawn) -> None:
    read = read_consultation(answers(**said).encode(), pack).answers
    assert read.keys() == said.keys()
    for question, value in said.items():
        if isinstance(value, list):
            order = reference.MANY[question]
            assert read[question] == sorted(value, key=order.index)
        elif question == "moments":  # nothing said of a medicine is the same as leaving it out
            assert read[question] == {medicine: each for medicine, each in value.items() if each}
        else:
            assert read[question] == value


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        # Words that are not known, with the nearest that is.
        ('{"answer": {}}', "answer", "Did you mean 'answers'?"),
        (answers(sexe="male"), "answers.sexe", "Did you mean 'sex'?"),
        (answers(condition=[]), "answers.condition", "Did you mean 'conditions'?"),
        (answers(sex="mal"), "answers.sex", "Did you mean 'male'?"),
        (answers(age="18-69"), "answers.age", "Did you mean '18_69'?"),
        (answers(age="old"), "answers.age", "Choose from: 18_69, 4_8, 70_plus, 9_17, under_4."),
        (answers(signals=["cramp"]), "answers.signals", "Did you mean 'cramps'?"),
        (answers(medicines=["ppi"]), "answers.medicines", 'cannot be "ppi".'),
        (answers(other_magnesium="unsur"), "answers.other_magnesium", "Did you mean 'unsure'?"),
        (answers(food={"nut": 1}), "answers.food.nut", "Did you mean 'nuts'?"),
        ('{"language": "en-GB", "answers": {}}', "language", "Choose from: en, nl."),
        ('{"language": null, "answers": {}}', "language", "cannot be null."),
        ('{"channel": "kisok", "answers": {}}', "channel", "Did you mean 'kiosk'?"),
        # The wrong type.
        (answers(who=["self"]), "answers.who", 'cannot be ["self"].'),
        (answers(who=True), "answers.who", "cannot be true."),
        (answers(age=30), "answers.age", "cannot be 30."),
        (answers(signals="fatigue"), "answers.signals", "is a list of options"),
        (answers(signals={"fatigue": True}), "answers.signals", "is a list of options"),
        (answers(signals=[["fatigue"]]), "answers.signals", 'cannot be ["fatigue"].'),
        (answers(signals=[None]), "answers.signals", "cannot be null."),
        (answers(conditions=False), "answers.conditions", "is a list of options"),
        (answers(food=[1]), "answers.food", "is an object of portions"),
        (answers(food={"nuts": "many"}), "answers.food.nuts", 'is a number, not "many".'),
        (answers(food={"nuts": None}), "answers.food.nuts", "is a number, not null."),
        (answers(other_magnesium=[100]), "answers.other_magnesium", "is a number, not [100]."),
        (answers(other_magnesium=True), "answers.other_magnesium", "is a number, not true."),
        (answers(other_magnesium="100"), "answers.other_magnesium", 'cannot be "100".'),
        ('{"answers": []}', "answers", "is not an object."),
        ("{}", "answers", "is missing."),
        ('{"answers": null}', "answers", "is missing."),
        ("[]", "", "An answer set is one JSON object."),
        ('"self"', "", "An answer set is one JSON object."),
        ("null", "", "An answer set is one JSON object."),
        # Numbers out of their range.
        (answers(other_magnesium=-1), "answers.other_magnesium", "is -1; it goes from 0 to 2000."),
        (answers(other_magnesium=-0.01), "answers.other_magnesium", "it goes from 0 to 2000."),
        (answers(other_magnesium=2000.5), "answers.other_magnesium", "it goes from 0 to 2000."),
        (answers(other_magnesium=1e300), "answers.other_magnesium", "it goes from 0 to 2000."),
        (answers(food={"nuts": -1}), "answers.food.nuts", "it goes from 0 to 21."),
        (answers(food={"nuts": 22}), "answers.food.nuts", "it goes from 0 to 21."),
        ('{"answers": {"other_magnesium": 1e999}}', "answers.other_magnesium", "is a number"),
        ('{"answers": {"other_magnesium": -1e999}}', "answers.other_magnesium", "is a number"),
        ('{"answers": {"other_magnesium": NaN}}', "answers.other_magnesium", "is a number"),
        ('{"answers": {"other_magnesium": Infinity}}', "answers.other_magnesium", "is a number"),
        ('{"answers": {"other_magnesium": -Infinity}}', "answers.other_magnesium", "is a number"),
        ('{"answers": {"food": {"nuts": NaN}}}', "answers.food.nuts", "is a number"),
        (
            f'{{"answers": {{"other_magnesium": {"9" * 400}}}}}',
            "answers.other_magnesium",
            "it goes from 0 to 2000.",
        ),
        (f'{{"answers": {{"other_magnesium": {"9" * 5000}}}}}', "", "cannot be read"),
        # The same thing twice.
        ('{"answers": {"age": "18_69", "age": "under_4"}}', "", "'age' is there twice"),
        ('{"answers": {}, "answers": {}}', "", "'answers' is there twice"),
        (answers(signals=["cramps", "cramps"]), "answers.signals", "has 'cramps' twice."),
        # Not JSON.
        ("", "line 1, column 1", "is not JSON"),
        ("   ", "line 1, column 4", "is not JSON"),
        ('{"answers": {}', "line 1, column 15", "is not JSON"),
        ('{\n"answers": {"age": }}', "line 2, column 20", "is not JSON"),
        ("{'answers': {}}", "line 1, column 2", "is not JSON"),
        ('{"answers": {}} {"answers": {}}', "line 1, column 17", "is not JSON"),
        ("MAG1:ABC", "line 1, column 1", "is not JSON"),
    ],
)
def test_refused(pack: Pack, content: str, place: str, says: str) -> None:
    for each in (content, content.encode()):
        error = refused(each, pack)
        assert error.place == place
        assert says in str(error)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"answers": {"who": "self"}}'.encode("utf-16"), "is not UTF-8"),
        ('{"answers": {"who": "mij\xe9"}}'.encode("latin-1"), "is not UTF-8"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00", "is not UTF-8"),
        (b"\x00" * 10, "is not JSON"),
        (b"[" * 200_000, "is nested too deeply"),
        (b'{"answers":' * 50_000, "is nested too deeply"),
        (b" " * (ANSWERS + 1), "is larger than 1,000,000 bytes"),
    ],
)
def test_refused_bytes(pack: Pack, content: bytes, says: str) -> None:
    assert says in str(refused(content, pack))


def test_the_largest_that_is_read(pack: Pack) -> None:
    content = answers(who="self").encode()
    assert read_consultation(content + b" " * (ANSWERS - len(content)), pack).answers


def test_a_long_word_is_shown_short(pack: Pack) -> None:
    assert len(str(refused(answers(who="x" * 9999), pack))) < 200
    assert len(str(refused(answers(**{"x" * 9999: 1}), pack))) < 200
    assert len(str(refused(answers(food={"x" * 9999: 1}), pack))) < 300
    twice = f'"{"x" * 9999}": 1'
    assert len(str(refused(f"{{{twice}, {twice}}}", pack))) < 200


def test_a_word_with_a_line_break_is_shown_on_one_line(pack: Pack) -> None:
    for content in (
        answers(who="a\nb"),
        answers(**{"a\nb": 1}),
        '{"a\\nb": 1}',
        '{"a\\nb": 1, "a\\nb": 2}',
    ):
        assert "a\\nb" in str(refused(content, pack))


CLEARED = {"gate": "age_70_plus", "reason": "checked"}


@pytest.mark.parametrize(
    ("cleared", "place", "says"),
    [
        ({}, "cleared", "is a list"),
        (None, "cleared", "is a list"),
        (["age_70_plus"], "cleared[0]", '"gate" and "reason"'),
        ([{"gate": "age_70_plus"}], "cleared[0]", '"gate" and "reason"'),
        ([CLEARED, {**CLEARED, "by": "me"}], "cleared[1].by", "is not known"),
        ([{**CLEARED, "hours": "dropped"}], "cleared[0].hours", "Choose from: kept."),
        ([{**CLEARED, "gate": "quinolone", "hours": "gone"}], "cleared[0].hours", "dropped, kept"),
        ([{**CLEARED, "gate": "age_70_plu"}], "cleared[0].gate", "Did you mean 'age_70_plus'?"),
        ([{**CLEARED, "gate": 7}], "cleared[0].gate", "cannot be 7."),
        ([{**CLEARED, "reason": ""}], "cleared[0].reason", "says in words"),
        ([{**CLEARED, "reason": "  "}], "cleared[0].reason", "says in words"),
        ([{**CLEARED, "reason": None}], "cleared[0].reason", "says in words"),
        ([{**CLEARED, "reason": "x" * (MAX_REASON + 1)}], "cleared[0].reason", "is longer than"),
    ],
)
def test_refused_clearances(pack: Pack, cleared: Any, place: str, says: str) -> None:
    error = refused(json.dumps({"answers": {}, "cleared": cleared}), pack)
    assert error.place == place
    assert says in str(error)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["self", "fatigue", "18_69", "unsure", "nuts"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["answers", "language", "channel", "cleared", *reference.ORDER])
            | st.text(max_size=4),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(
    data=st.one_of(
        JSON,
        st.fixed_dictionaries(
            {"answers": st.dictionaries(st.sampled_from(reference.ORDER), JSON, max_size=3)}
        ),
    )
)
def test_any_json_is_read_or_refused(pack: Pack, data: Any) -> None:
    try:
        read = read_consultation(json.dumps(data), pack)
    except InputError:
        return
    again = json.dumps({"answers": read.answers})
    assert read_consultation(again, pack).answers == read.answers


@given(content=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(pack: Pack, content: bytes) -> None:
    with pytest.raises(InputError):
        read_consultation(content, pack)
