"""Whether the words of a pack are lawful: claims in their own words, and none that go further.

Customers may read the authorised claims, sentences about safety and neutral reasons. What they may
not read is data (words.toml); this finds it in every text, whoever edited it. Texts for staff may
carry the article's reasoning, always with the grade of its evidence.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from unicodedata import combining, normalize

from magapp.errors import Fault
from magapp.language.saying import Saying
from magapp.pack.model import Pack, Word
from magapp.pack.texts import text_keys

SIGNIFICANT_SHARE = 0.15
"""A claim needs this share of the label's reference amount in a daily portion of a supplement.

Regulation (EU) 1169/2011, annex XIII part A, to which 1924/2006 and 432/2012 refer."""

STATEMENTS_BY_LAW = {
    "1924/2006 10(2)(a)": "law_varied",
    "1924/2006 10(2)(b)": "law_how_much",
    "1924/2006 10(2)(c)": "law_avoid",
    "1924/2006 10(2)(d)": "law_harm",
    "2002/46 6(1)": "law_supplement",
    "2002/46 6(3)(c)": "law_exceed",
    "2002/46 6(3)(d)": "law_replace",
    "2002/46 6(3)(e)": "law_children",
}
"""What has to stand beside a claim (a code of words), by the provision a statement names."""

_STAFF = ("article", "invariant", "preset", "why")
"""Kinds of text that only staff read; the part `staff`, or one that begins so, is theirs too."""
_INTAKE = ("section", "question", "option", "shortcut", "gate", "screener", "which")
"""Kinds of text that customers read before there is a product, or where there is none."""
_CLAIMING = ("claim", "reason", "quote", "statement", "outcome")
"""Kinds of text beside a product in which no form and no brand may stand."""
_WITH_PRODUCTS = "outcome.suggest."


def word_faults(pack: Pack, brands: Iterable[str] = ()) -> Iterator[Fault]:
    """Every word, claim and missing statement of a pack that the law does not allow.

    `brands` are those on the shelf: a claim belongs to the substance, not to a brand.
    """
    yield from _list_faults(pack)
    names = tuple(filter(None, (each.strip() for each in brands)))
    for language in pack.languages:
        yield from _text_faults(pack, language, names)
    yield from _claim_faults(pack)
    yield from _statement_faults(pack)
    yield from _grade_faults(pack)


@lru_cache(maxsize=8192)
def folded(sentence: str) -> str:
    """A sentence without capitals, accents, fields and invisible characters."""
    sentence = re.sub(r"\{[^{}]*\}", " ", sentence)
    letters = normalize("NFKD", sentence.casefold())
    plain = "".join(each for each in letters if not combining(each) and each not in _INVISIBLE)
    return plain.translate(_ALIKE)


_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2019": "'"})


@lru_cache(maxsize=1024)
def pattern(matches: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of these words in a folded sentence, on word boundaries."""
    words = [folded(match).strip() for match in matches]
    begins = [_expression(word) for word in words if not word.startswith("*")]
    # one walk over each word of the sentence for all of these: that is most of the time
    ends = [_expression(word) for word in words if word.startswith("*")]
    either = [*begins, *([rf"\w*(?:{'|'.join(ends)})"] if ends else [])]
    return re.compile(rf"(?<!\w)(?:{'|'.join(either)})(?!\w)")


def _expression(word: str) -> str:
    core = re.sub(r"(?:\\ |\\-|-|\s)+", _gap, re.escape(word.strip("*")))
    return core + (r"\w*" if word.endswith("*") else "")


def _gap(found: re.Match[str]) -> str:
    """Between the words of a match: a hyphen may also be a space or nothing."""
    return r"[\s-]*" if "-" in found[0] else r"[\s-]+"


def customer_keys(pack: Pack) -> list[str]:
    """The keys of all texts that customers read, sorted. A new kind of text is one of them."""
    return sorted(key for key in set().union(*text_keys(pack)) if not _for_staff(key))


def _for_staff(key: str) -> bool:
    kind, *_, part = key.split(".")
    return kind in _STAFF or part.partition("_")[0] == "staff"


def _beside_product(key: str, echoed: frozenset[str]) -> bool:
    kind = key.split(".", 1)[0]
    if kind == "outcome":
        return key.startswith(_WITH_PRODUCTS)
    return kind not in _INTAKE or key in echoed


def _echoed(pack: Pack, language: str) -> frozenset[str]:
    """The texts of answers that a reason repeats beside a product."""
    atoms: set[str] = set()
    for weight in pack.weights:
        atoms |= pack.atoms(weight.when)
    keys = set()
    for question in pack.questions:
        for option in question.option:
            here = {f"{question.id}:{option.id}", f"{question.id}:*"}
            if question.role == "wishes" or here & atoms:
                key = f"option.{question.id}.{option.id}"
                instead = f"{key}.reason" in pack.texts[language]
                keys.add(f"{key}.{'reason' if instead else 'title'}")
    return frozenset(keys)


EMPTY = Saying.of("fault_match_empty")


def _list_faults(pack: Pack) -> Iterator[Fault]:
    """A language without a list, and entries of the list that would find anything or nothing."""
    listed = {word.language for word in pack.words}
    for language in pack.languages:
        if language not in listed:
            place = f"language {language}"
            yield Fault("no-words", "words.toml", place, Saying.of("fault_no_words"))
    matches = [(f"word {each.id}: match", each.match) for each in pack.words]
    matches += [(f"exception {each.id}: naming", each.naming) for each in pack.word_exceptions]
    for place, words in matches:
        wrong = [word for word in words if not _usable(word)]
        if wrong or not words:
            said = Saying.of("fault_match", words=str(wrong)) if wrong else EMPTY
            yield Fault("word-match", "words.toml", place, said)


def _usable(match: str) -> bool:
    core = folded(match).strip().strip("*")
    return "*" not in core and any(each.isalnum() for each in core)


class _Lint:
    """The words of one language, ready to look for."""

    def __init__(self, pack: Pack, language: str, brands: tuple[str, ...] = ()) -> None:
        self._pack, self._language = pack, language
        self._words = [
            (word, pattern(usable))
            for word in pack.words
            if word.language == language
            and (usable := tuple(match for match in word.match if _usable(match)))
        ]
        every = tuple(m for word, _ in self._words for m in word.match if _usable(m))
        self._any = pattern(every) if every else None
        self._exceptions = {
            each.id: (each, pattern(naming))
            for each in pack.word_exceptions
            if (naming := tuple(match for match in each.naming if _usable(match)))
        }
        texts = pack.texts.get(language, {})
        forms = (texts.get(f"form.{form.id}.name", "") for form in pack.forms)
        # a hyphen for each space, so that the name is found written as one word as well
        names = tuple(
            name for name in (each.replace(" ", "-") for each in (*forms, *brands)) if _usable(name)
        )
        self._names = pattern(names) if names else None

    def faults(
        self, file: str, place: str, kind: str, sentence: str, beside: bool, entry: str
    ) -> Iterator[Fault]:
        """What is wrong with a sentence; `entry` is all that its entry says, folded."""
        said = folded(sentence)
        claiming = beside and kind in _CLAIMING
        named = False
        if self._any and self._any.search(said):
            for word, finds in self._words:
                applies = {"everywhere": True, "suggestion": beside, "claim": claiming}[word.where]
                found = finds.search(said) if applies else None
                if found and not self._excepted(word, kind, entry):
                    code = "form-claim" if word.where == "claim" else "forbidden-word"
                    named = named or word.where == "claim"
                    mend = self._mend(word)
                    if kind == "quote" and word.where != "everywhere":
                        mend = Saying.of("fault_give_reason", mend=mend)
                    message = Saying.of("fault_says", word=found[0], reason=word.reason, mend=mend)
                    yield Fault(code, file, place, message)
        if claiming and not named and self._names and (found := self._names.search(said)):
            yield Fault("form-claim", file, place, Saying.of("fault_names", name=found[0]))

    def _excepted(self, word: Word, kind: str, entry: str) -> bool:
        for each in word.except_in:
            exception, naming = self._exceptions.get(each, (None, None))
            if exception and naming and kind in exception.texts and naming.search(entry):
                return True
        return False

    def _mend(self, word: Word) -> Saying:
        claims = [
            f"'{claim.wording[self._language][0]}'"
            for claim in self._pack.claims
            if claim.id in word.claims and claim.wording.get(self._language)
        ]
        instead = f"{word.replacement}{': ' if claims else ''}{', '.join(claims)}"
        return Saying.of("fault_instead", words=instead)


def _text_faults(pack: Pack, language: str, brands: tuple[str, ...]) -> Iterator[Fault]:
    """Words that must not stand in the texts of a language, or in the wording of its claims."""
    lint = _Lint(pack, language, brands)
    texts = pack.texts[language]
    echoed = _echoed(pack, language)
    keys = [key for key in customer_keys(pack) if key in texts]
    entries: dict[str, str] = {}
    for key in keys:
        name = key.rpartition(".")[0]
        entries[name] = f"{entries.get(name, '')} {folded(texts[key])}"
    for key in keys:
        kind = key.split(".", 1)[0]
        if key in echoed:
            kind = "reason" if key.endswith(".reason") else "quote"
        beside = _beside_product(key, echoed)
        entry = entries[key.rpartition(".")[0]]
        yield from lint.faults(f"text/{language}/", key, kind, texts[key], beside, entry)
    for claim in pack.claims:
        for sentence in claim.wording.get(language, ()):
            place = f"claim {claim.id}: wording {language}"
            yield from lint.faults("claims.toml", place, "claim", sentence, True, folded(sentence))


def _claim_faults(pack: Pack) -> Iterator[Fault]:
    """Claims that are not in their authorised words, or shown for too small a dose."""
    if not pack.claims:
        return
    for claim in pack.claims:
        for language in pack.languages:
            allowed = claim.wording.get(language, ())
            if not allowed:
                place = f"claim {claim.id}: wording {language}"
                missing = Saying.of("fault_wording_missing")
                yield Fault("claim-wording", "claims.toml", place, missing)
                continue
            said = pack.texts[language].get(f"claim.{claim.id}.text", "")
            if _bare(said) not in map(_bare, allowed):
                other = Saying.of("fault_wording", words=allowed[0])
                place = f"claim.{claim.id}.text"
                yield Fault("claim-wording", f"text/{language}/", place, other)
    lowest = pack.constants.get("claim")
    reference = pack.constants.get("label_reference")
    if lowest is None or reference is None:
        place = "constant label_reference" if lowest else "constant claim"
        lacking = Saying.of("fault_threshold_missing")
        yield Fault("claim-threshold", "pack.toml", place, lacking)
    elif lowest.value < (least := SIGNIFICANT_SHARE * reference.value) - 1e-9:
        low = Saying.of("fault_threshold", value=lowest.value, share=SIGNIFICANT_SHARE, least=least)
        yield Fault("claim-threshold", "pack.toml", "constant claim", low)


def _bare(sentence: str) -> str:
    """A claim without what does not change it: space around it and a full stop."""
    return " ".join(sentence.split()).removesuffix(".")


def _statement_faults(pack: Pack) -> Iterator[Fault]:
    """Statements that the law wants beside a claim, and that this pack does not make."""
    made = {law for statement in pack.statements for law in statement.law}
    for law, what in STATEMENTS_BY_LAW.items() if pack.claims else ():
        if law not in made:
            said = Saying.of("fault_statement", what=Saying.of(what), law=law)
            yield Fault("missing-statement", "claims.toml", f"statement: law {law}", said)


def _grade_faults(pack: Pack) -> Iterator[Fault]:
    """What staff read about the article without the grade of its evidence."""
    for language in pack.languages:
        for article in pack.article:
            key = f"article.{article.id}.verdict"
            if f"({article.grade})" not in pack.texts[language].get(key, ""):
                grade = Saying.of("fault_grade", grade=article.grade)
                yield Fault("article-grade", f"text/{language}/", key, grade)
