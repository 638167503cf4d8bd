"""The cells of a row as a product, strictly: what cannot be read for certain is refused."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Generic, TypeVar

import msgspec

from magapp.errors import InputError, near
from magapp.language.amounts import exactly
from magapp.language.saying import Saying
from magapp.pack.model import Pack
from magapp.products.columns import AMOUNT, SALT, heading, plain
from magapp.products.gtin import canonical_ean
from magapp.products.label import active_name, label_refusal, label_warnings
from magapp.products.product import COLUMNS, DOSAGE_FORMS, EXTRA_COLUMNS, Product
from magapp.showing import cleaned

FIELDS = (*COLUMNS, *EXTRA_COLUMNS)
"""The order in which the reader takes the cells of a row."""
MOST = 1_000_000
"""Larger amounts are slips of the hand."""
TRUE = {"1", "true", "yes", "y", "ja", "j", "x", "waar"}
FALSE = {"0", "false", "no", "n", "nee", "", "onwaar"}
MOST_SIGNS = 1_000
"""Of a cell that is needed; a name is shorter, and prose stands in columns that are not."""
HINTS = 1_000
"""So many refused rows get the nearest right word; a file with more has another fault."""
SOLD_OUT = {
    "uitverkocht", "nietopvoorraad", "nietleverbaar", "geenvoorraad", "leeg", "op", "geen", "nee",
    "soldout", "outofstock", "notinstock", "unavailable", "onbackorder", "backorder", "nabestellen",
    "no", "none", "false", "onwaar", "falsch", "faux", "ausverkauft", "nichtvorratig",
    "nichtauflager", "nichtverfugbar", "nichtlieferbar", "nein", "epuise", "rupture",
    "rupturedestock", "enrupture", "enrupturedestock", "horsstock", "indisponible", "non",
    "discontinued", "uitassortiment",
}  # fmt: skip
"""Stock in words, as `plain` writes them: there is none."""
IN_STOCK = {
    "opvoorraad", "voorradig", "leverbaar", "ja", "instock", "available", "yes", "true", "waar",
    "wahr", "vrai", "auflager", "lagernd", "vorratig", "verfugbar", "lieferbar", "enstock",
    "disponible", "oui",
}  # fmt: skip
"""There is some, nobody says how much."""
CURRENCIES = {"€": "EUR", "¤": "EUR", "euro": "EUR", "£": "GBP", "$": "USD"}
DOSAGE_NAMES = {
    "capsules": "capsule", "caps": "capsule", "vegacaps": "capsule", "softgel": "capsule",
    "tablets": "tablet", "tabletten": "tablet", "kauwtablet": "tablet", "kauwtabletten": "tablet",
    "bruistablet": "tablet", "bruistabletten": "tablet",
    "poeder": "powder", "sachet": "powder", "sachets": "powder",
    "vloeibaar": "liquid", "vloeistof": "liquid", "druppels": "liquid", "drank": "liquid",
}  # fmt: skip

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_GROUP = re.compile(r"(?<=\d)[ \u00a0\u202f'’](?=\d{3}(?!\d))", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}", re.ASCII)
_DECIMALS = re.compile(r"\d([.,])\d{1,2}(?!\d)", re.ASCII)
_STOCK = re.compile(r"(?:>=?\s*)?([+-]?\d+)(?:\s*(?:\+|st|stuks?|stk|stuck|pcs|pieces?)\.?)?", re.I)
_PRICE = re.compile(r"(€|¤|£|\$|[a-z]{3,4})?\s*([^€¤£$a-z]*?)\s*(€|¤|£|\$|[a-z]{3,4})?", re.I)

Known = TypeVar("Known")


class _Memo(dict[str, Known], Generic[Known]):
    """What a cell means, worked out once: most cells of a column repeat."""

    def __init__(self, read: Callable[[str], Known]) -> None:
        self.read = read

    def __missing__(self, cell: str) -> Known:
        known = self[cell] = self.read(cell)
        return known


class _Label(msgspec.Struct, frozen=True):
    """What the label says of magnesium and other actives, per unit."""

    form: str
    blend: tuple[tuple[str, float], ...]
    mg: float
    units_per_day: int
    contains: tuple[tuple[str, float], ...]
    salt: float | None
    warnings: tuple[Saying, ...]


class RowReader:
    """Reads rows of cells in the order of `FIELDS`.

    With `warns`, what a buyer should know of a product is found too. `mark` is the decimal mark of
    the file where that is known: `1.250` is 1250 when it is a comma.
    """

    def __init__(self, pack: Pack, mark: str = "", *, warns: bool = False) -> None:
        self._pack = pack
        self._warns = warns
        self._mark = mark
        self._substance = pack.substance
        names = (name.lower() for _, name in pack.called.names)
        self._called = tuple(dict.fromkeys((*names, pack.substance.id)))
        self._forms = {form.id: form for form in pack.forms}
        self._order = {form.id: index for index, form in enumerate(pack.forms)}
        self._named = {
            self._salt_name(name): form.id for form in pack.forms for name in (form.id, *form.names)
        }
        self._hints = HINTS
        self._text = _Memo(_clean)
        self._pack_size = _Memo(lambda cell: self._whole("units_per_pack", cell, 1))
        self._stock = _Memo(self._stock_of)
        self._dosage = _Memo(self._dosage_form)
        self._vegan = _Memo(_yes_or_no)
        self._prices: dict[tuple[str, str], tuple[Decimal, str]] = {}
        self._labels: dict[tuple[str, ...], _Label] = {}

    def read(self, cells: Sequence[str]) -> tuple[Product, tuple[Saying, ...]]:
        """A row as a product and its warnings.

        Raises InputError naming the column.
        """
        (ean, name, brand, form, mg, per_day, per_pack, price, currency, dosage, vegan, stock,
         shelf, contains, salt, picture) = cells  # fmt: skip
        if sum(map(len, cells)) > MOST_SIGNS:
            _check_length(cells)
        ean = canonical_ean(ean)
        name = name.strip() if name.isprintable() else _clean(name)
        if not name:
            raise InputError("name", "empty")
        facts = (form, mg, per_day, contains, salt)
        label = self._labels.get(facts) or self._label(facts)
        money = self._prices.get((price, currency)) or self._price(price, currency)
        count, said = self._stock[stock]
        product = Product(
            ean=ean,
            name=name,
            brand=self._text[brand],
            form=label.form,
            blend=label.blend,
            per_unit=label.mg,
            units_per_day=label.units_per_day,
            units_per_pack=self._pack_size[per_pack],
            price=money[0],
            currency=money[1],
            dosage_form=self._dosage[dosage],
            vegan=self._vegan[vegan],
            stock=count,
            shelf=self._text[shelf],
            contains=label.contains,
            salt_per_unit=label.salt,
            picture=self._text[picture],
        )
        return product, label.warnings + said

    def stock_left(self, ean: str, stock: str) -> tuple[str, int] | None:
        """What a row says of stock that is refused for something else: its EAN, and how many.

        None when either cannot be read.
        """
        try:
            return canonical_ean(ean), self._stock[stock][0]
        except InputError:
            return None

    def _stock_of(self, cell: str) -> tuple[int, tuple[Saying, ...]]:
        """How many there are, and what is to be said of it: below zero there is none."""
        word = plain(cell)
        if word in SOLD_OUT:
            return 0, ()
        if word in IN_STOCK:
            return 1, ()
        match = _STOCK.fullmatch(cell.strip())
        amount = self._amount("stock", match[1] if match else cell)
        if amount <= 0 and cell.strip():
            return 0, (Saying.of("below_zero", stock=cell.strip()),) if amount < 0 else ()
        return self._whole("stock", match[1] if match else cell, 0), ()

    def _label(self, facts: tuple[str, str, str, str, str]) -> _Label:
        form, mg_text, per_day, contains, salt_text = (_clean(each) for each in facts)
        salt = self._positive(SALT, salt_text) if salt_text else None
        if not mg_text and salt:
            unit, called = self._substance.unit, self._pack.called
            raise InputError(AMOUNT, "only_weight_of_salt", salt=salt, unit=unit, substance=called)
        mg = self._positive(AMOUNT, mg_text)
        blend = self._blend(form, mg)
        product = Product(
            ean="", name="", brand="", units_per_pack=1, price=Decimal(1), currency="EUR",
            dosage_form="capsule", vegan=False, stock=0, shelf="",
            form=min(blend, key=lambda share: (-share[1], self._order[share[0]]))[0],
            blend=blend,
            per_unit=mg,
            units_per_day=self._whole("units_per_day", per_day, 1),
            contains=self._shares("contains", contains),
            salt_per_unit=salt,
        )  # fmt: skip
        if refusal := label_refusal(product, self._pack):
            raise InputError(AMOUNT, refusal.code, **refusal.values)
        label = self._labels[facts] = _Label(
            product.form,
            blend,
            mg,
            product.units_per_day,
            product.contains,
            salt,
            label_warnings(product, self._pack) if self._warns else (),
        )
        return label

    def _blend(self, text: str, mg: float) -> tuple[tuple[str, float], ...]:
        """The forms and their mg elemental; a lone form has all of it."""
        if not text:
            raise InputError("form", "empty")
        if ":" not in text and ";" not in text:
            return ((self._form(text), mg),)
        if text.count("%") == text.count(":"):  # shares of the substance
            parts = self._shares("form", text.replace("%", ""))
            if abs(sum(share for _, share in parts) - 100) > 1:
                total = sum(share for _, share in parts)
                raise InputError("form", "adds_up_percent", total=total)
            parts = tuple((name, mg * share / 100) for name, share in parts)
        else:
            parts = self._shares("form", text)
        blend: dict[str, float] = {}
        for name, amount in parts:
            form = self._form(name)
            if form in blend:
                raise InputError("form", "has_twice", name=form)
            blend[form] = amount
        total = sum(blend.values())
        if abs(total - mg) > 0.01 * mg:
            column = heading(AMOUNT, self._substance)
            raise InputError("form", "adds_up_mg", total=total, mg=mg, column=column)
        return tuple(blend.items())

    def _form(self, name: str) -> str:
        """The id of a form by any of its names."""
        form = self._named.get(self._salt_name(name))
        if form is None:
            name = name.strip().lower()
            raise InputError("form", "unknown", word=name, mend=self._near(name, self._forms))
        return form

    def _salt_name(self, name: str) -> str:
        """A form's name for comparison, without that of the substance before it."""
        name = name.strip().lower()
        for called in self._called:
            if name.startswith(called):
                return name.removeprefix(called).lstrip(" -") or name
        return name

    def _dosage_form(self, cell: str) -> str:
        name = _clean(cell).lower()
        form = DOSAGE_NAMES.get(name, name)
        if form not in DOSAGE_FORMS:
            mend = self._near(name, DOSAGE_FORMS)
            raise InputError("dosage_form", "unknown", word=name, mend=mend)
        return form

    def _near(self, word: str, words: Iterable[str]) -> Saying | str:
        """The nearest right word, for the first rows that need one: looking for it takes time."""
        self._hints -= 1
        return near(word, words) if self._hints >= 0 else ""

    def _shares(self, column: str, text: str) -> tuple[tuple[str, float], ...]:
        """`bisglycinate:60;citrate:40` as pairs, every amount in mg and above 0."""
        shares: dict[str, float] = {}
        for part in filter(None, (each.strip().lower() for each in text.split(";"))):
            name, colon, amount = part.partition(":")
            name = name.strip()
            if not colon:
                raise InputError(column, "part_without_amount", part=part)
            if not name:
                raise InputError(column, "part_without_name", part=part)
            if column == "contains":
                name = active_name(name, self._pack)
            if name in shares:
                raise InputError(column, "has_twice", name=name)
            shares[name] = self._amount(column, amount)
            if shares[name] <= 0:
                raise InputError(column, "part_not_above_zero", part=part)
        return tuple(shares.items())

    def _price(self, text: str, currency: str) -> tuple[Decimal, str]:
        """A price and its currency: `€ 12,95`, `12.95 EUR`, `12,-`."""
        match = _PRICE.fullmatch(text.strip())
        before, amount, after = match.groups() if match else (None, text, None)
        amount = re.sub(r"[.,][-–=]+$", "", amount)
        try:
            price = exactly(self._positive("price", amount))
        except InputError as error:
            values = {**error.saying.values}
            if error.code in ("no_number", "number_missing"):
                values["cell"] = text.strip()
            raise InputError("price", error.code, **values) from None
        code = _currency(currency)
        for sign in filter(None, (before, after)):
            said = _currency(sign)
            if code and said != code:
                raise InputError("price", "other_currency", cell=text.strip(), code=code)
            code = said
        money = self._prices[text, currency] = (price, code or "EUR")
        return money

    def _amount(self, column: str, text: str) -> float:
        amount = number(text, self._mark)
        if amount is None:
            if not text.strip() and column in FIELDS:
                raise InputError(column, "number_missing", cell="")
            raise InputError(column, "no_number", cell=text.strip())
        if abs(amount) > MOST:
            raise InputError(column, "more_than", cell=text.strip(), most=MOST)
        return amount

    def _positive(self, column: str, text: str) -> float:
        amount = self._amount(column, text)
        if amount <= 0:
            raise InputError(column, "not_above_zero", cell=text.strip())
        return amount

    def _whole(self, column: str, text: str, least: int) -> int:
        amount = self._amount(column, text)
        if amount != int(amount) or amount < least:
            raise InputError(column, "no_whole_number", cell=text.strip(), least=least)
        return int(amount)


def read_product(row: Mapping[str, str], pack: Pack) -> Product:
    """One product from its cells by column, as a person types it. Raises InputError."""
    product, said = RowReader(pack).read([row.get(column, "") for column in FIELDS])
    for each in said:
        if each.code == "below_zero":  # in a file it is a till's; by hand it is a slip
            raise InputError("stock", "no_whole_number", cell=each.values["stock"], least=0)
    return product


def number(text: str, mark: str = "") -> float | None:
    """A number as people write it, or None: `1.250,50`, `1,250.50`, `62,5`, `1 250`.

    Of two marks the last is the decimal one. A single mark is the decimal one too, but for
    `1.250` in a file whose decimal mark is known to be the other.
    """
    text = _GROUP.sub("", text.strip())
    point, comma = text.rfind("."), text.rfind(",")
    if min(point, comma) >= 0:
        other = "," if point > comma else "."
        whole, last, rest = text.rpartition("." if other == "," else ",")
        text = f"{_ungrouped(whole, other)}{last}{rest}"
    elif text.count(".") + text.count(",") > 1:
        text = _ungrouped(text, "." if point >= 0 else ",")
    elif mark and (single := _THOUSANDS.fullmatch(text)) and single[1] != mark:
        text = text.replace(single[1], "")
    text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        return None
    amount = float(text)
    return amount if abs(amount) < float("inf") else None


def _ungrouped(text: str, mark: str) -> str:
    """The digits without marks between groups of three; unreadable when they are not."""
    first, *groups = text.split(mark)
    grouped = 1 <= len(first.lstrip("+-")) <= 3 and all(len(group) == 3 for group in groups)
    return "".join((first, *groups)) if grouped else "?"


def decimal_mark(cells: Iterable[str]) -> str:
    """The decimal mark of a file, from cells that hold prices; empty when they do not agree."""
    marks = {match[1] for cell in cells if (match := _DECIMALS.search(cell))}
    return marks.pop() if len(marks) == 1 else ""


def _check_length(cells: Sequence[str]) -> None:
    for column, cell in zip(FIELDS, cells, strict=True):
        if len(cell.strip()) > MOST_SIGNS:
            raise InputError(column, "cell_too_long", most=MOST_SIGNS)


def _clean(text: str) -> str:
    r"""Text without blanks around it or what steers a screen, lines ending in `\n`."""
    text = text.strip()
    if text.isprintable():
        return text
    text = cleaned(text)
    for letter in text:
        if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t":
            raise InputError("", "unprintable_letter", cell=text[:40])
    return text


def _yes_or_no(cell: str) -> bool:
    word = _clean(cell).lower()
    if word not in TRUE | FALSE:
        raise InputError("vegan", "neither_yes_nor_no", word=word)
    return word in TRUE


def _currency(text: str) -> str:
    text = text.strip()
    code = CURRENCIES.get(text.lower(), text.upper())
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise InputError("currency", "no_currency", word=text)
    return code
