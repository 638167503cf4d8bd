"""The parts put together: a pack, its rules and a shelf, ready to advise."""

from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock, RLock
from time import time
from typing import TYPE_CHECKING, Any

from magapp.errors import InputError, MagappError, nearest
from magapp.pack import Pack, load_pack
from magapp.resources import resource
from magapp.rules import Advice, Answers, Clearance, Rules
from magapp.settings import Settings, home, load_settings, store_exists

if TYPE_CHECKING:
    from magapp.catalogue import Catalogue
    from magapp.rules.explain import Explainer, WhyNot
    from magapp.shelf import Shelf
    from magapp.store import Store
    from magapp.suggest import Suggestion


class Assistant:
    """What every face of the program works with; knows no screen.

    The catalogue is that of a file, where one is named, else the shop's database, else (as long as
    there is none) the demo. It is read on first use, so that a start does not wait for it, and
    again when somebody changed the database.
    """

    def __init__(
        self,
        pack: Pack,
        settings: Settings,
        catalogue: Path | None = None,
        folder: Path | None = None,
    ) -> None:
        self.pack = pack
        self.settings = settings
        self._catalogue = catalogue
        self._folder = folder
        self._read: tuple[int | None, Catalogue] | None = None
        self._explaining = Lock()
        self._shelving = RLock()
        self._shelf: tuple[Catalogue, Shelf] | None = None
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

    @cached_property
    def rules(self) -> Rules:
        """The rules of the pack, made on first use."""
        return Rules(self.pack, self.settings.allow_forms)

    @property
    def folder(self) -> Path | None:
        """The folder of the shop's database; None for `MAGAPP_HOME`."""
        return self._folder

    @property
    def language(self) -> str:
        """The language a consultation starts in."""
        return self.settings.language or self.pack.default_language

    @cached_property
    def store(self) -> "Store | None":
        """The shop's database, made on first use; None when the catalogue is a file's.

        Raises StoreError when it cannot be used.
        """
        if self._catalogue is not None:
            return None
        from magapp.store import open_store

        return open_store(self._folder)

    def let_go(self) -> None:
        """Close the database, so that its file can be replaced; it is opened again on first use."""
        store = self.__dict__.pop("store", None)
        if store is not None:
            store.close()
        self._read = None

    @property
    def catalogue(self) -> "Catalogue":
        """The shop's shelf as it is now; nothing is made by asking.

        Raises InputError when a file cannot be read, StoreError when the database cannot.
        """
        from magapp.catalogue import Catalogue, load_catalogue

        with self._shelving:
            store = self.store if self._catalogue is None and self._stored() else None
            version = store.version if store else None
            if self._read is None or self._read[0] != version:
                if store:
                    self._read = version, Catalogue(store.products())
                else:
                    path = self._catalogue or resource("catalogue", "demo.csv")
                    self._read = version, load_catalogue(path, self.pack.forms)
            return self._read[1]

    @property
    def shelf(self) -> "Shelf":
        """The products of the catalogue as it is now, ready to be ranked and found.

        Made on first use, and kept up from then on. Raises as `catalogue` does.
        """
        from magapp.shelf import Shelf

        with self._shelving:
            catalogue = self.catalogue
            if self._shelf is None:
                self._shelf = catalogue, Shelf(self.pack, catalogue.products)
            elif self._shelf[0] is not catalogue:
                self._shelf[1].hold(catalogue.products)
                self._shelf = catalogue, self._shelf[1]
            return self._shelf[1]

    def _stored(self) -> bool:
        return "store" in self.__dict__ or store_exists(self._folder)

    def advise(
        self, answers: Answers, channel: str = "kiosk", cleared: tuple[Clearance, ...] = ()
    ) -> "tuple[Advice, Suggestion]":
        """The advice for these answers, and the products on this shelf that go with it."""
        advice = self.rules.advise(answers, channel, cleared)
        if not advice.suggests:
            from magapp.suggest import Suggestion

            return advice, Suggestion()
        return advice, self.shelf.suggest(advice)

    def call_staff(self, kiosk: str) -> bool:
        """Let the counter know that somebody at this kiosk asks for staff; False without a store.

        Raises StoreError when the database cannot be used.
        """
        if self.store is None:
            return False
        self.store.call(kiosk, time())
        return True

    def calls(self) -> tuple[str, ...]:
        """The kiosks where somebody asks for staff. Raises StoreError like `call_staff`."""
        store = self.store if self._stored() else None
        return store.calls(time()) if store else ()

    def answer_call(self, kiosk: str) -> None:
        """Somebody goes to this kiosk. Raises StoreError like `call_staff`."""
        if self.store is not None:
            self.store.answer_call(kiosk)

    @cached_property
    def explainer(self) -> "Explainer":
        """What explains an advice; builds the space of all answer sets on first use."""
        from magapp.rules.explain import Explainer
        from magapp.rules.proof import AnswerSpace

        return Explainer(AnswerSpace(self.rules))

    def prepare(self, staff: bool) -> None:
        """Read the shelf, and for `staff` make ready what finds products and explains an advice.

        Beside a screen that goes on, in a thread. A shelf that cannot be read is said when it is
        asked for.
        """
        with suppress(MagappError), self._shelving:
            shelf = self.shelf
            if staff:
                shelf.prepare_search()
        if staff:
            with self._explaining:
                self.explainer.prepare()

    def explain(self, advice: Advice, channel: str, language: str) -> dict[str, Any]:
        """Why an advice of ours is as it is, in words.

        As `report.explanation_json`, and under `other_forms` why each other form is not first.
        """
        from magapp.report import explanation_json, why_not_json

        forms = [form.id for form in (self.pack.forms if advice.forms else ())]
        with self._explaining:
            explanation = self.explainer.explain(advice.answers, channel, advice.cleared)
            others = [self.explainer.why_not_form(advice, form) for form in forms]
        said = explanation_json(self.pack, explanation, language)
        said["other_forms"] = [
            why_not_json(self.pack, other, language)
            | {"name": self.pack.text(language, f"form.{other.subject}.name")}
            for other in others
            if other.reason != "shown"
        ]
        return said

    def fits(
        self, advice: Advice, suggestion: "Suggestion", ean: str, language: str
    ) -> dict[str, Any]:
        """What to say of the product in the customer's hand, as `report.fit_json`.

        Raises KeyError when it is not on the shelf.
        """
        from magapp.fits import fit
        from magapp.report import fit_json

        shelf = self.shelf
        held = shelf[ean]
        judged = fit(self.pack, advice, suggestion, held)
        instead = shelf[judged.instead] if judged.instead else None
        return fit_json(self.pack, advice, judged, held, instead, language)

    def why_not(self, advice: Advice, suggestion: "Suggestion", subject: str) -> "WhyNot":
        """Why a form, or a product by its EAN, is not shown.

        Raises InputError when the subject is neither.
        """
        forms = [form.id for form in self.pack.forms]
        if subject in forms:
            return self.explainer.why_not_form(advice, subject)
        shelf = self.shelf
        if subject not in shelf:
            near = [each.ean for each in shelf.search(subject)] if subject.isdigit() else []
            raise InputError(
                "",
                f"'{subject}' is neither a form nor an EAN on the shelf.",
                nearest(subject, [*forms, *near]),
            )
        return self.explainer.why_not_product(advice, suggestion, shelf[subject])


def open_pack(folder: Path | None = None, trial: bool = False) -> Pack:
    """The program's own pack, or the one in a folder, checked before it is first used.

    Only a pack that passed is kept for the next time; in a `trial` it is taken as it is, and not
    kept. Raises MagappError when there is none, it cannot be read, or the check finds an error.
    """

    def approve(unseen: Pack) -> None:
        from magapp.check import approve

        approve(unseen)

    where = folder or resource("packs", "magnesium")
    try:
        return load_pack(where) if trial else load_pack(where, home() / "cache", approve)
    except FileNotFoundError as error:
        raise InputError("", str(error)) from None


def open_assistant(
    catalogue: Path | None = None, pack: Path | None = None, trial: bool = False
) -> Assistant:
    """The assistant on the program's own pack, or one in a folder, with the shop's settings.

    The pack is that of `open_pack`. Raises MagappError when a file of the shop cannot be read, or
    the check finds an error.
    """
    settings = load_settings(home())  # first: it is the quicker one to be wrong
    return Assistant(open_pack(pack, trial).on(date.today()), settings, catalogue)
