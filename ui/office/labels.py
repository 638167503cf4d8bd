"""Words that several pages of the office share: columns, forms, dosage forms, warnings, amounts."""

from __future__ import annotations

from PySide6.QtCore import QObject

from magapp.language.amounts import Amounts
from magapp.language.words import Words
from magapp.products import Product
from magapp.products.columns import AMOUNT, OTHERS, SALT
from ui.frame.setting import Setting


class OfficeWords(QObject):
    """In the language of the moment."""

    def __init__(self, setting: Setting, parent: QObject) -> None:
        super().__init__(parent)
        self.setting = setting

    @property
    def amounts(self) -> Amounts:
        """Numbers and prices."""
        return self.setting.amounts

    def column(self, name: str) -> str:
        """A column of the catalogue."""
        unit = self.setting.pack.substance.unit
        return {
            "ean": self.tr("EAN"),
            "name": self.tr("Name"),
            "brand": self.tr("Brand"),
            "form": self.tr("Form"),
            "blend": self.tr("Blend"),
            AMOUNT: self.tr("{substance} per unit ({unit})").format(
                substance=self.setting.substance, unit=unit
            ),
            "units_per_day": self.tr("Units a day"),
            "units_per_pack": self.tr("Units in a pack"),
            "price": self.tr("Price"),
            "currency": self.tr("Currency"),
            "dosage_form": self.tr("Dosage form"),
            "vegan": self.tr("Vegan"),
            "stock": self.tr("Stock"),
            "shelf": self.tr("Shelf"),
            "contains": self.tr("Also holds (mg per unit)"),
            SALT: self.tr("Weight of the salt ({unit})").format(unit=unit),
            "picture": self.tr("Picture"),
        }[name]

    def form(self, form: str) -> str:
        """A form, as customers read it."""
        return self.setting.text(f"form.{form}.name")

    def forms_of(self, product: Product) -> str:
        """The form of a product; of a blend all of them."""
        return " + ".join(self.form(form) for form, _ in product.blend)

    def dosage(self, dosage_form: str) -> str:
        """A dosage form: there may be products of one that nobody is asked about."""
        return Words(self.setting.language.code)(f"dosage_{dosage_form}")

    def warning(self, code: str) -> str:
        """A warning in two or three words."""
        return {
            "buffered": self.tr("Buffered"),
            "eu_limited": self.tr("Allowed with conditions"),
            "eu_unsure": self.tr("Check whether it is allowed"),
            "no_claim": self.tr("No claim"),
            "active": self.tr("Never suggested: too much of another active"),
            "over_ceiling": self.tr("Never suggested: too much in one unit"),
            "actives": self.tr("Other actives"),
            "in_store_ean": self.tr("The shop's own number"),
            "twice": self.tr("Twice in the file"),
            "below_zero": self.tr("Below zero"),
            "stock_only": self.tr("Only the stock was taken"),
        }.get(code, code)

    def per_100(self, product: Product) -> str:
        """What 100 mg costs."""
        return self.amounts.money(product.price_per_100, product.currency)

    def value(self, product: Product, field: str) -> str:
        """A field of a product, to show what changed."""
        value = getattr(product, field)
        if field == "price":
            return self.amounts.money(product.price, product.currency)
        if field == "form":
            return self.form(product.form)
        if field == "blend":
            return self.forms_of(product)
        if field == "dosage_form":
            return self.dosage(product.dosage_form)
        if field == "vegan":
            return self.tr("yes") if value else self.tr("no")
        if field == "contains":
            return (
                ", ".join(f"{name} {self.amounts.with_unit(mg, OTHERS)}" for name, mg in value)
                or "–"
            )
        if isinstance(value, int | float):
            return self.amounts.number(value)
        return str(value or "–")
