"""The parts put together: a pack, its rules and a shelf, ready to advise."""

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from magapp.catalogue import Catalogue, load_catalogue
from magapp.errors import InputError, nearest
from magapp.pack import Pack, load_pack
from magapp.resources import resource
from magapp.rules import Advice, Answers, Clearance, Rules
from magapp.settings import Settings, home, load_settings
from magapp.suggest import Suggestion, suggest

if TYPE_CHECKING:
    from magapp.rules.explain import Explainer, WhyNot


class Assistant:
    """What every face of the program works with; knows no screen.

    The catalogue is read on first use, so that a start does not wait for it.
    """

    def __init__(self, pack: Pack, settings: Settings, catalogue: Path) -> None:
        self.pack = pack
        self.settings = settings
        self._catalogue = catalogue
        forms = [form.id for form in pack.forms]
        for form in settings.allow_forms:
            if form not in forms:
                raise InputError(
                    "settings: allow_forms", f"'{form}' is not known.", nearest(form, forms)
                )
        if settings.language and settings.language not in pack.languages:
            raise InputError(
                "settings: language",
                f"'{settings.language}' is not in the pack.",
                nearest(settings.language, pack.languages),
            )
        self.rules = Rules(pack, settings.allow_forms)

    @property
    def language(self) -> str:
        """The language a consultation starts in."""
        return self.settings.language or self.pack.default_language

    @cached_property
    def catalogue(self) -> Catalogue:
        """The shop's shelf. Raises InputError when it cannot be read."""
        return load_catalogue(self._catalogue, [form.id for form in self.pack.forms])

    def advise(
        self, answers: Answers, channel: str = "kiosk", cleared: tuple[Clearance, ...] = ()
    ) -> tuple[Advice, Suggestion]:
        """The advice for these answers, and the products on this shelf that go with it."""
        advice = self.rules.advise(answers, channel, cleared)
        if advice.outcome != "suggest":
            return advice, Suggestion()
        return advice, suggest(self.pack, advice, self.catalogue.products)

    @cached_property
    def explainer(self) -> "Explainer":
        """What explains an advice; builds the space of all answer sets on first use."""
        from magapp.rules.explain import Explainer
        from magapp.rules.proof import AnswerSpace

        return Explainer(AnswerSpace(self.rules))

    def explain(self, advice: Advice, channel: str, language: str) -> dict[str, Any]:
        """Why an advice of ours is as it is, in words.

        As `report.explanation_json`, and under `other_forms` why each other form is not first.
        """
        from magapp.report import explanation_json, why_not_json

        explanation = self.explainer.explain(advice.answers, channel, advice.cleared)
        said = explanation_json(self.pack, explanation, language)
        said["other_forms"] = [
            why_not_json(self.pack, answer, language)
            | {"name": self.pack.text(language, f"form.{answer.subject}.name")}
            for form in (self.pack.forms if advice.forms else ())
            if (answer := self.explainer.why_not_form(advice, form.id)).reason != "shown"
        ]
        return said

    def why_not(self, advice: Advice, suggestion: Suggestion, subject: str) -> "WhyNot":
        """Why a form, or a product by its EAN, is not shown.

        Raises InputError when the subject is neither.
        """
        forms = [form.id for form in self.pack.forms]
        if subject in forms:
            return self.explainer.why_not_form(advice, subject)
        products = {product.ean: product for product in self.catalogue.products}
        if subject not in products:
            raise InputError(
                "",
                f"'{subject}' is neither a form nor an EAN on the shelf.",
                nearest(subject, [*forms, *products]),
            )
        return self.explainer.why_not_product(advice, suggestion, products[subject])


def open_assistant(catalogue: Path | None = None, pack: Path | None = None) -> Assistant:
    """The assistant on the program's own pack, or one in a folder, with the shop's settings.

    Raises MagappError when a file of the shop cannot be read.
    """

    def approve(unseen: Pack) -> None:
        from magapp.check import approve

        approve(unseen)

    folder = home()
    try:
        read = load_pack(pack or resource("packs", "magnesium"), folder / "cache", approve)
    except FileNotFoundError as error:
        raise InputError("", str(error)) from None
    return Assistant(
        read.on(date.today()),
        load_settings(folder),
        catalogue or resource("catalogue", "demo.csv"),
    )
