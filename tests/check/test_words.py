"""The words of a pack: what the law does not allow is found, by code and place."""

from typing import Any

import pytest
from msgspec.structs import replace

from magapp.check.words import customer_keys, folded, pattern, word_faults
from magapp.errors import PackError
from magapp.pack import Pack, read_pack
from magapp.pack.model import Word, WordException
from magapp.rules.advise import Reason
from magapp.takehome.report import reason_text


def said(pack: Pack, key: str, sentence: str, language: str = "nl") -> Pack:
    """The pack with one sentence changed, as a shop would."""
    texts = pack.texts | {language: pack.texts[language] | {key: sentence}}
    return replace(pack, texts=texts)


def found(pack: Pack, **more: Any) -> set[tuple[str, str, str]]:
    """What is wrong with a pack, as (code, file, place)."""
    return {(fault.code, fault.file, fault.place) for fault in word_faults(pack, **more)}


def word(match: str, **fields: Any) -> Word:
    """An entry of the list."""
    given = {
        "id": "one",
        "language": "nl",
        "where": "everywhere",
        "reason": "Not allowed.",
        "replacement": "nothing",
        "sources": ("practice",),
    }
    return Word(match=(match,), **(given | fields))


def test_the_real_pack_has_no_fault(pack: Pack) -> None:
    assert list(word_faults(pack)) == []


@pytest.mark.parametrize(
    ("language", "key", "sentence"),
    [
        ("nl", "outcome.food_first.text", "Magnesium geneest."),
        ("nl", "question.signals.help", "Magnesium VOORKOMT veel."),
        ("nl", "option.tried.magnesium.line", "Het werkt kalmerend."),
        ("nl", "gate.few_signals.text", "U hebt geen tekort."),
        ("nl", "gate.food_rich.title", "Zelfs met gezonde voeding te weinig"),
        ("nl", "outcome.suggest.title", "Beter slapen met magnesium"),
        ("nl", "outcome.suggest.text", "Dit is cruciaal."),
        ("nl", "outcome.suggest.text", "Voor wie magnesium nodig heeft."),
        ("nl", "outcome.suggest.text", "Goed bij een burn out."),
        ("nl", "outcome.suggest.text", "Goed bij een burnout."),
        ("nl", "caution.start_low.text", "Magnesium verlicht."),
        ("nl", "reason.preference.text", "Goedkoop bij nachtkrampen."),
        ("nl", "food.almonds.name", "Amandelen, rustgevend"),
        ("nl", "form.malate.name", "Malaat voor de spierkramp"),
        ("nl", "slot.bedtime.name", "Voor het slapen"),
        ("nl", "exclusion.form.text", "Past niet bij hormonale dingen."),
        ("nl", "spacing.iron.text", "Goed voor rusteloze  benen."),
        ("en", "outcome.suggest.text", "Relieves PMS."),
        ("en", "outcome.suggest.text", "It soothes."),
        ("en", "question.age.help", "Magnesium prevents a lot."),
        ("en", "statement.laxative.text", "For headaches."),
        ("en", "reason.guideline.text", "Recommended by doctors."),
    ],
)
def test_a_forbidden_word_in_an_edited_text_is_found(
    pack: Pack, language: str, key: str, sentence: str
) -> None:
    place = ("forbidden-word", f"text/{language}/", key)
    assert place in found(said(pack, key, sentence, language))


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("gate.kidney.staff", "Nierziekte: geen behandeling, tekort niet bewezen."),
        ("article.melatonin.says", "Magnesium geneest slecht slapen."),
        ("invariant.refer_alarm.text", "Een klacht leidt naar de arts."),
    ],
)
def test_texts_for_staff_are_free(pack: Pack, key: str, sentence: str) -> None:
    assert found(said(pack, key, sentence)) == set()
    assert key not in customer_keys(pack)


@pytest.mark.parametrize(
    "key", ["question.signals.title", "option.signals.headache.title", "gate.headache.text"]
)
def test_a_complaint_may_be_named_where_there_is_no_product(pack: Pack, key: str) -> None:
    assert found(said(pack, key, "Hoofdpijn of migraine")) == set()


def test_a_caution_names_a_complaint_only_to_send_the_reader_to_care(pack: Pack) -> None:
    key = "caution.sleep_long.text"
    assert found(said(pack, key, "Slaapt u slecht? Ga naar uw huisarts.")) == set()
    faults = found(said(pack, key, "Slaapt u slecht? Dan is dit iets voor u."))
    title = ("forbidden-word", "text/nl/", "caution.sleep_long.title")  # the care was in the text
    assert faults == {("forbidden-word", "text/nl/", key), title}


def test_the_statement_on_who_should_avoid_it_may_name_diseases_and_no_other(pack: Pack) -> None:
    sentence = "Niet gebruiken bij een nierziekte."
    assert found(said(pack, "statement.who_should_avoid.text", sentence)) == set()
    sentence = "Goed bij een nierziekte."
    place = ("forbidden-word", "text/nl/", "statement.who_should_avoid.text")
    assert found(said(pack, place[2], sentence)) == {place}


def test_an_answer_that_a_reason_repeats_beside_a_product_is_looked_at(pack: Pack) -> None:
    key = "option.signals.headache"
    texts = {
        language: {name: text for name, text in texts.items() if name != f"{key}.reason"}
        for language, texts in pack.texts.items()
    }
    assert found(replace(pack, texts=texts)) == {
        ("forbidden-word", f"text/{language}/", f"{key}.title") for language in pack.languages
    }
    place = ("forbidden-word", "text/nl/", f"{key}.reason")
    assert found(said(pack, place[2], "uw migraine")) == {place}
    place = ("forbidden-word", "text/nl/", "option.preferences.gentle.title")
    assert found(said(pack, place[2], "Voor rustige darmen en hoofdpijn")) == {place}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_reason_says_what_its_answers_give_for_a_reason(pack: Pack, language: str) -> None:
    atoms = ("signals:headache", "signals:low_mood", "signals:fatigue")
    shown = reason_text(pack, Reason("weight.x", atoms), language)
    texts = pack.texts[language]
    assert texts["option.signals.headache.title"] not in shown
    assert shown.count(texts["option.signals.headache.reason"]) == 1
    assert texts["option.signals.fatigue.title"] in shown


@pytest.mark.parametrize(
    ("match", "sentence", "hit"),
    [
        ("kramp", "Een kramp.", True),
        ("kramp", "Krampachtig, nachtkramp.", False),
        ("slaap*", "In de slaapkamer.", True),  # a beginning stands for whatever follows
        ("slaap*", "De winterslaap van een beer.", False),
        ("slaap", "In de slaapkamer.", False),
        ("*tekort", "Een magnesiumtekort.", True),
        ("*tekort", "Een tekort.", True),
        ("*tekort", "Een tekortkoming.", False),
        ("nodig hebt", "Wat u nodig  hebt.", True),
        ("nodig hebt", "Wat u nodighebt.", False),
        ("burn-out*", "Een burnout, burn out of burn‑outs.", True),
    ],
)
def test_word_boundaries_hold(match: str, sentence: str, hit: bool) -> None:
    assert bool(pattern((match,)).search(folded(sentence))) == hit


@pytest.mark.parametrize(
    "sentence",
    ["KALMÉREND", "kal\u00admerend", "kalmerend.", "(Kalmerend)", "anti\u2011stress", "Antistress"],
)
def test_capitals_accents_and_invisible_characters_hide_nothing(pack: Pack, sentence: str) -> None:
    key = "outcome.suggest.text"
    assert ("forbidden-word", "text/nl/", key) in found(said(pack, key, sentence))


def test_the_name_of_a_field_is_not_a_word_of_the_sentence() -> None:
    assert folded("Één {kramp} té veel").split() == ["een", "te", "veel"]
    assert not pattern(("kramp",)).search(folded("Bij {kramp}."))


def test_a_fault_names_the_word_the_reason_and_what_may_be_said(pack: Pack) -> None:
    broken = said(pack, "outcome.suggest.text", "Werkt kalmerend.")
    (fault,) = word_faults(broken)
    entry = next(each for each in pack.words if each.id == "nl_calm")
    assert "kalmerend" in fault.message
    assert entry.reason in fault.message
    assert entry.replacement in fault.mend
    assert pack.text("nl", f"claim.{entry.claims[0]}.text") in fault.mend


def test_a_claim_has_to_be_said_in_its_own_words(pack: Pack) -> None:
    key = "claim.muscles.text"
    for wording in next(each for each in pack.claims if each.id == "muscles").wording["nl"]:
        assert found(said(pack, key, f"{wording}.")) == set()
    broken = said(pack, key, "Magnesium doet spieren goed")
    assert found(broken) == {("claim-wording", "text/nl/", key)}


def test_a_claim_without_a_wording_is_found(pack: Pack) -> None:
    first, *others = pack.claims
    without = replace(first, wording={"nl": first.wording["nl"]})
    broken = replace(pack, claims=(without, *others))
    assert found(broken) == {("claim-wording", "claims.toml", f"claim {first.id}: wording en")}


def test_a_wording_is_looked_at_like_any_text(pack: Pack) -> None:
    first, *others = pack.claims
    wording = first.wording | {"nl": (*first.wording["nl"], "Magnesium verhelpt moeheid")}
    broken = replace(pack, claims=(replace(first, wording=wording), *others))
    assert found(broken) == {("forbidden-word", "claims.toml", f"claim {first.id}: wording nl")}


def test_every_claim_is_there_in_four_languages(pack: Pack) -> None:
    assert len(pack.claims) == 10
    assert all(set(claim.wording) == {"nl", "en", "de", "fr"} for claim in pack.claims)


@pytest.mark.parametrize(
    "sentence", ["Bisglycinaat past bij u.", "Magnesium bisglycinaat.", "magnesium-L-threonaat"]
)
def test_a_reason_may_not_name_a_form(pack: Pack, sentence: str) -> None:
    place = ("form-claim", "text/nl/", "reason.guideline.text")
    assert found(said(pack, place[2], sentence)) == {place}


def test_a_form_that_the_list_does_not_know_is_found_by_its_name(pack: Pack) -> None:
    broken = said(pack, "form.malate.name", "Magnesiumnieuwstof")
    broken = said(broken, "outcome.suggest.title", "Met Magnesiumnieuwstof")
    assert found(broken) == {("form-claim", "text/nl/", "outcome.suggest.title")}


def test_a_claim_may_not_name_a_brand(pack: Pack) -> None:
    place = ("form-claim", "text/en/", "reason.preference.text")
    broken = said(pack, place[2], "Acme Gold is a good price.", "en")
    assert found(broken) == set()
    assert found(broken, brands=["Acme gold", ""]) == {place}


def test_a_form_may_be_named_where_nothing_is_claimed(pack: Pack) -> None:
    assert (
        found(said(pack, "caution.start_low.text", "Neem magnesiumcitraat bij het eten.")) == set()
    )


@pytest.mark.parametrize("value", [56.2, 0])
def test_claims_need_a_significant_dose(pack: Pack, value: float) -> None:
    constants = pack.constants | {"claim": replace(pack.constants["claim"], value=value)}
    broken = replace(pack, constants=constants)
    assert found(broken) == {("claim-threshold", "pack.toml", "constant claim")}


def test_a_higher_threshold_is_the_shop_s_own_choice(pack: Pack) -> None:
    constants = pack.constants | {"claim": replace(pack.constants["claim"], value=75)}
    assert found(replace(pack, constants=constants)) == set()


def test_claims_need_the_reference_amount_of_the_label(pack: Pack) -> None:
    constants = {name: each for name, each in pack.constants.items() if name[:5] != "label"}
    broken = replace(pack, constants=constants)
    assert found(broken) == {("claim-threshold", "pack.toml", "constant label_reference")}


def test_each_statement_of_the_law_is_missed(pack: Pack) -> None:
    for statement in pack.statements:
        others = tuple(each for each in pack.statements if each is not statement)
        assert found(replace(pack, statements=others)) == {
            ("missing-statement", "claims.toml", f"statement: law {law}") for law in statement.law
        }


def test_without_claims_nothing_has_to_stand_beside_them(pack: Pack) -> None:
    assert found(replace(pack, claims=(), statements=())) == set()


def test_the_article_is_never_told_without_its_grade(pack: Pack) -> None:
    place = ("article-grade", "text/nl/", "article.melatonin.verdict")
    assert found(said(pack, place[2], "Alleen een idee.")) == {place}
    assert found(said(pack, place[2], "Goed bewijs (A).")) == {place}  # it is U


def test_a_language_without_words_is_said_to_be_unchecked(pack: Pack) -> None:
    dutch = tuple(each for each in pack.words if each.language == "nl")
    broken = replace(pack, words=dutch)
    assert found(broken) == {("no-words", "words.toml", "language en")}


@pytest.mark.parametrize("match", ["", "*", "a*b", " - ", "**"])
def test_an_entry_that_finds_nothing_or_everything_is_refused(pack: Pack, match: str) -> None:
    broken = replace(pack, words=(*pack.words, word(match)))
    assert found(broken) == {("word-match", "words.toml", "word one: match")}
    exception = WordException(
        id="one", texts=("caution",), naming=(match,), reason="", sources=("practice",)
    )
    broken = replace(pack, word_exceptions=(*pack.word_exceptions, exception))
    assert found(broken) == {("word-match", "words.toml", "exception one: naming")}


def test_both_languages_are_told_the_same(pack: Pack) -> None:
    ids = {language: set[str]() for language in pack.languages}
    for each in pack.words:
        language, _, name = each.id.partition("_")
        assert language == each.language
        ids[language].add(name)
    assert ids["nl"] == ids["en"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (b'claims = ["muscles"]', b'claims = ["muscle"]', "claims"),
        (b'except_in = ["nl_caution"]', b'except_in = ["nl"]', "except_in"),
    ],
)
def test_links_of_the_list_are_followed(
    pack_files: dict[str, bytes], old: bytes, new: bytes, place: str
) -> None:
    files = pack_files | {"words.toml": pack_files["words.toml"].replace(old, new, 1)}
    with pytest.raises(PackError) as raised:
        read_pack(files)
    (fault,) = raised.value.faults
    assert (fault.code, fault.file) == ("unknown-id", "words.toml")
    assert fault.place.endswith(f": {place}")


@pytest.mark.parametrize(
    ("language", "things"),
    [
        ("nl", ("multi", "bruistablet", "sportdrank")),
        ("en", ("multivitamin", "fizzy tablet", "sports drink")),
    ],
)
def test_one_tap_for_nothing_names_what_the_question_counts(
    pack: Pack, language: str, things: tuple[str, ...]
) -> None:
    """Whoever drinks it has read that it counts, as on the question's own page."""
    (other,) = (each.id for each in pack.questions if each.role == "intake")
    (tap,) = (each for each in pack.shortcuts if each.answers.get(other) == 0)
    asked = pack.text(language, f"question.{other}.help")
    named = pack.text(language, f"shortcut.{tap.id}.line")
    for each in things:
        assert each in asked.lower()
        assert each in named.lower()
