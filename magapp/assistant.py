"""The parts put together: a pack, its rules and a shelf, ready to advise."""

from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Event, Lock, RLock, Thread
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from magapp.errors import DamagedStore, InputError, MagappError, StoreError, near
from magapp.machine.clock import day_in_force, today
from magapp.pack import Pack
from magapp.pack.compiled import Checked, packed_name, recall
from magapp.pack.signature import Signature, last_signed, note_signed
from magapp.products.gtin import find_gtin
from magapp.resources import own_pack_folder, resource
from magapp.rules import Advice, Answers, Clearance, Rules
from magapp.settings import (
    SettingError,
    Settings,
    home,
    read_settings,
    store_exists,
    unknown_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from magapp.language.saying import Saying
    from magapp.products import Catalogue
    from magapp.proof.explain import Explainer, WhyNot
    from magapp.records.recorder import Recorder
    from magapp.shelf.shelf import Shelf
    from magapp.shelf.suggest import Suggestion
    from magapp.store import Call, Store
    from magapp.takehome.report import ExplanationText, FitText
    from magapp.upkeep import Upkeep


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
        for fault in fit_settings(settings, pack)[1]:
            raise fault
        self.pack = pack
        self.settings = settings
        self.faults: tuple[InputError, ...] = ()
        """What is wrong in the settings, where the defaults stand in for it."""
        self.signed: Signature | None = None
        """Who signed the pack as it is; None when nobody did."""
        self.last_signed: Signature | None = None
        """Where nobody did: who signed the last signed one that was used here, if that is known."""
        self.patience: float | None = None
        """How many seconds `shelf` is waited for; None for as long as it takes."""
        self.recorder: Recorder | None = None
        """Who writes down what ends; None where nobody does, as in a tour."""
        self._catalogue = catalogue
        self._folder = folder
        self._read: tuple[int | None, Catalogue] | None = None
        self._explaining = Lock()
        self._opening = Lock()
        self._store: Store | None = None
        self._shelving = RLock()
        self._shelf: tuple[Catalogue, Shelf] | None = None
        self._beside: _ShelfReader | None = None

    @cached_property
    def rules(self) -> Rules:
        """The rules of the pack, made on first use."""
        return Rules(self.pack, self.settings.allow_forms)

    @property
    def folder(self) -> Path | None:
        """The folder of the shop's database; None for `MAGAPP_HOME`."""
        return self._folder

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that a screen offers, in the order of the pack."""
        offered = self.settings.languages
        return tuple(each for each in self.pack.languages if not offered or each in offered)

    @property
    def language(self) -> str:
        """The language a consultation starts in."""
        first, offered = self.settings.language or self.pack.default_language, self.languages
        return first if first in offered else offered[0]

    def use_settings(self, settings: Settings, faults: tuple[InputError, ...] = ()) -> None:
        """Go on with other settings of the shop; what this pack does not have is in `faults`."""
        self.settings, unknown = fit_settings(settings, self.pack)
        self.faults = (*faults, *unknown)

    @property
    def keeps_store(self) -> bool:
        """Whether the products are the shop's own, or the demo until there are any."""
        return self._catalogue is None

    @property
    def store(self) -> "Store | None":
        """The shop's database, made on first use; None when the catalogue is a file's.

        Raises StoreError when it cannot be used.
        """
        if self._catalogue is not None:
            return None
        from magapp.store import open_store

        with self._opening:  # what another thread opens is everybody's, and is closed for all
            if self._store is None:
                try:
                    self._store = open_store(self._folder)
                except StoreError as error:
                    self._note(error)
                    raise
            return self._store

    def __enter__(self) -> "Assistant":
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()

    def let_go(self) -> None:
        """Close the database, so that its file can be replaced; it is opened again on first use."""
        store, self._store = self._store, None
        if store is not None:
            store.close()
        self._read = None

    @cached_property
    def upkeep(self) -> "Upkeep":
        """What is done beside the screen, once it is started: backups, the till's folder."""
        from magapp.upkeep import Upkeep

        return Upkeep(
            self.pack,
            lambda: self.settings,
            lambda: self.store if self._catalogue is None and self._stored() else None,
        )

    @property
    def till_asks(self) -> int:
        """How many things about the till's lists wait for somebody in the office."""
        return self.upkeep.till.asks if "upkeep" in vars(self) else 0

    @property
    def catalogue(self) -> "Catalogue":
        """The shop's shelf as it is now; nothing is made by asking.

        Raises InputError when a file cannot be read, StoreError when the database cannot.
        """
        with self._shelving:
            try:
                return self._kept_catalogue()
            except StoreError as error:
                self._note(error)
                if isinstance(error, DamagedStore):  # another file may soon stand in its place
                    self.let_go()
                raise

    @staticmethod
    def _note(error: StoreError) -> None:
        from magapp.machine.journal import note

        note("database_trouble", why=error.code)

    def _kept_catalogue(self) -> "Catalogue":
        from magapp.products import Catalogue, load_catalogue

        store = self.store if self._catalogue is None and self._stored() else None
        version = store.version if store else None
        if self._read is None or self._read[0] != version:
            if store:
                from magapp.products.stored import known_forms

                products, strange = known_forms(store.products(), self.pack.forms)
                self._read = version, Catalogue(products, store.refused + strange)
            else:
                path = self._catalogue or resource("catalogue", "demo.csv")
                self._read = version, load_catalogue(path, self.pack)
        return self._read[1]

    @property
    def shelf(self) -> "Shelf":
        """The products of the catalogue as it is now, ready to be ranked and found.

        Made on first use, and kept up from then on. Raises as `catalogue` does, and StoreError
        when `patience` runs out; whoever asks next finds what was read meanwhile, and does not wait
        again for what is being read still.
        """
        if self.patience is None:
            return self.read_shelf()
        reading = self._beside
        if reading is None or reading.over.is_set():
            reading = self._beside = _ShelfReader(self.read_shelf)
        if not reading.over.wait(reading.begun + self.patience - monotonic()):
            raise StoreError("store_waits")
        self._beside = None
        return reading.result()

    def read_shelf(self) -> "Shelf":
        """The `shelf`, however long it takes: for work beside the screen."""
        from magapp.shelf.shelf import Shelf

        with self._shelving:
            catalogue = self.catalogue
            if self._shelf is None:
                self._shelf = catalogue, Shelf(self.pack, catalogue.products)
            elif self._shelf[0] is not catalogue:
                self._shelf[1].hold(catalogue.products)
                self._shelf = catalogue, self._shelf[1]
            return self._shelf[1]

    def _stored(self) -> bool:
        return self._store is not None or store_exists(self._folder)

    @property
    def trouble(self) -> "Saying | None":
        """Why the database that was opened can only be read; None where all is well."""
        return self._store.trouble if self._store else None

    def advise(
        self, answers: Answers, channel: str = "kiosk", cleared: tuple[Clearance, ...] = ()
    ) -> "tuple[Advice, Suggestion]":
        """The advice for these answers, and the products on this shelf that go with it."""
        advice = self.rules.advise(answers, channel, cleared)
        if not advice.suggests:
            from magapp.shelf.suggest import Suggestion

            return advice, Suggestion()
        return advice, self.shelf.suggest(advice)

    def call_staff(self, kiosk: str) -> bool:
        """Let the counter know that somebody at this kiosk asks for staff; whether it sees that.

        It does when one of this shop looked for calls in the last minutes. Where none ever did, in
        this database, nothing is noted. Raises StoreError when the database cannot be used.
        """
        store = self.store if self._stored() else None
        shop = self.settings.shop
        if store is None or (minutes := store.attended(shop)) is None:
            return False
        from magapp.store import COUNTER_MINUTES

        store.call(kiosk, shop)
        return abs(minutes) <= COUNTER_MINUTES

    def calls(self) -> "tuple[Call, ...]":
        """The kiosks where somebody asks for staff. Raises StoreError like `call_staff`."""
        store = self.store if self._stored() else None
        return store.calls(self.settings.shop) if store else ()

    def attend(self) -> None:
        """A counter looks for calls; nothing is made by it. Raises StoreError like `call_staff`."""
        store = self.store if self._stored() else None
        if store is not None:
            store.attend(self.settings.shop)

    def answer_call(self, kiosk: str) -> None:
        """Somebody goes to this kiosk. Raises StoreError like `call_staff`."""
        if self.store is not None:
            self.store.answer_call(kiosk, self.settings.shop)

    def record(self) -> None:
        """From now on write down each consultation that ends, as far as the settings say so."""
        from magapp.records.recorder import Keeper, Recorder

        keep = self.settings.records.days

        def opened() -> Keeper | None:
            if not keep and not self._stored():
                return None
            from magapp.store.records import open_records

            return open_records(self._folder, make=keep > 0)

        def now() -> datetime | None:
            return datetime.now() if today() else None

        self.recorder = Recorder(self.pack, opened, keep, self._in_stock, now)

    def _in_stock(self, form: str) -> bool:
        """Whether there is anything of a form on the shelf that was last read: nothing waits."""
        return self._shelf is None or self._shelf[1].has(form)

    def load_made_up(self) -> int:
        """Load a year of made-up records in place of those that were, and say how many.

        Raises StoreError when they cannot be written, and PackError when the cases cannot be read.
        """
        from magapp.pack import load_cases
        from magapp.records.made_up import made_up
        from magapp.store.records import open_records

        cases, shelf = load_cases(own_pack_folder()), self.read_shelf()
        records = open_records(self._folder)
        assert records is not None  # it was made
        with records:
            records.remove_made_up()
            day = day_in_force().toordinal()
            return records.add_many(made_up(self.pack, self.rules, shelf, cases, day))

    def remove_made_up(self) -> None:
        """Take away what was made up; nothing happens where there is nothing. Raises StoreError."""
        from magapp.store.records import open_records

        records = open_records(self._folder, make=False)
        if records is not None:
            with records:
                records.remove_made_up()

    @cached_property
    def explainer(self) -> "Explainer":
        """What explains an advice; builds the space of all answer sets on first use."""
        from magapp.proof.explain import Explainer
        from magapp.proof.space import AnswerSpace

        return Explainer(AnswerSpace(self.rules))

    def prepare(self, staff: bool) -> None:
        """Read the shelf, and for `staff` make ready what finds products and explains an advice.

        Beside a screen that goes on, in a thread. A shelf that cannot be read is said when it is
        asked for.
        """
        with suppress(MagappError), self._shelving:
            shelf = self.read_shelf()  # here there is time: `patience` is for a screen
            if staff:
                shelf.prepare_search()
        if staff:
            with self._explaining:
                self.explainer.prepare()

    def explain(self, advice: Advice, channel: str, language: str) -> "ExplanationText":
        """Why an advice of ours is as it is, and why each other form is not first, in words."""
        from magapp.takehome.report import explanation_in_words

        forms = [form.id for form in (self.pack.forms if advice.forms else ())]
        with self._explaining:
            explanation = self.explainer.explain(advice.answers, channel, advice.cleared)
            others = [self.explainer.why_not_form(advice, form) for form in forms]
        others = [other for other in others if other.reason != "shown"]
        return explanation_in_words(self.pack, explanation, advice.answers, language, others)

    def fits(self, advice: Advice, suggestion: "Suggestion", ean: str, language: str) -> "FitText":
        """What to say of the product in the customer's hand.

        Raises KeyError when it is not on the shelf.
        """
        from magapp.shelf.fits import fit
        from magapp.takehome.report import fit_in_words

        shelf = self.shelf
        held = shelf[ean]
        judged = fit(self.pack, advice, suggestion, held)
        instead = shelf[judged.instead] if judged.instead else None
        return fit_in_words(self.pack, advice, judged, held, instead, language)

    def product_name(self, ean: str) -> str:
        """What a product of the shelf is called; the EAN itself when it is not on the shelf."""
        shelf = self.shelf
        return shelf[ean].name if ean in shelf else ean

    def called(self, ean: str) -> str:
        """As `product_name`; the EAN as well while the shelf cannot be read."""
        try:
            return self.product_name(ean)
        except StoreError:
            return ean

    def why_not(self, advice: Advice, suggestion: "Suggestion", subject: str) -> "WhyNot":
        """Why a form, or a product by its EAN in whatever dress, is not shown.

        Raises InputError when the subject is neither.
        """
        forms = [form.id for form in self.pack.forms]
        if subject in forms:
            return self.explainer.why_not_form(advice, subject)
        shelf = self.shelf
        ean = find_gtin(subject)
        if ean not in shelf:
            like = [each.ean for each in shelf.search(subject)] if subject.isdigit() else []
            mend = near(subject, [*forms, *like])
            raise InputError("", "no_subject", word=subject, mend=mend)
        return self.explainer.why_not_product(advice, suggestion, shelf[ean])


class _ShelfReader:
    """Reads a shelf in a thread of its own; `over` when it is read, or cannot be."""

    def __init__(self, read: "Callable[[], Shelf]") -> None:
        self.over = Event()
        self.begun = monotonic()
        self._read = read
        self._shelf: Shelf | None = None
        self._error: BaseException | None = None
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            self._shelf = self._read()
        except BaseException as error:  # whoever waits for it gets it
            self._error = error
        self.over.set()

    def result(self) -> "Shelf":
        """The shelf; raises what reading it raised."""
        if self._error is not None:
            raise self._error
        assert self._shelf is not None
        return self._shelf


def fit_settings(settings: Settings, pack: Pack) -> tuple[Settings, tuple[SettingError, ...]]:
    """The settings without what this pack does not know; and what that is."""
    forms = [form.id for form in pack.forms]
    unknown = [form for form in settings.allow_forms if form not in forms]
    faults = [unknown_value("allow_forms", form, forms) for form in unknown]
    strange = [each for each in settings.languages if each not in pack.languages]
    faults += [unknown_value("languages", each, pack.languages) for each in strange]
    offered = tuple(each for each in settings.languages if each in pack.languages)
    language, among = settings.language, offered or pack.languages
    if language and language not in among:
        faults.append(unknown_value("language", language, among))
        language = ""
    if faults:
        known = tuple(form for form in settings.allow_forms if form in forms)
        settings = msgspec.structs.replace(
            settings, allow_forms=known, languages=offered, language=language
        )
    return settings, tuple(faults)


def open_pack(folder: Path | None = None, trial: bool = False) -> Pack:
    """The program's own pack, or the one in a folder, checked before it is used.

    In a `trial` it is taken as it is. Raises MagappError when there is none, it cannot be read, or
    the check finds an error.
    """
    return open_checked(folder, trial).pack


def open_checked(folder: Path | None = None, trial: bool = False) -> Checked:
    """As `open_pack`, with who signed it. Only what comes with the program was checked before.

    Writes nothing and opens no database. Raises what `open_pack` raises.
    """
    where, today = folder or own_pack_folder(), day_in_force()
    try:
        if trial:
            from magapp.check.presets import load_whole

            return Checked(load_whole(where), None, today)
        checked = recall(where, packed_name(own_pack_folder()))
        if checked is None or not checked.holds(today):
            from magapp.check import approve

            checked = approve(where, today)
    except FileNotFoundError:
        raise InputError("", "no_pack", folder=str(where)) from None
    return checked


def open_assistant(
    catalogue: Path | None = None,
    pack: Path | None = None,
    trial: bool = False,
    lenient: bool = False,
) -> Assistant:
    """The assistant on the program's own pack, or one in a folder, with the shop's settings.

    The pack is that of `open_pack`. Raises MagappError when a file of the shop cannot be read, or
    the check finds an error. To be `lenient` means defaults in place of what is wrong in the
    settings; `Assistant.faults` says what.
    """
    settings, faults = read_settings(home())
    if faults and not lenient:  # before the pack is read: it is the quicker one to be wrong
        raise faults[0]
    checked = open_checked(pack, trial)
    opened = checked.pack.on(day_in_force())
    if lenient:
        settings, unknown = fit_settings(settings, opened)
        faults += unknown
    assistant = Assistant(opened, settings, catalogue)
    assistant.faults = faults
    assistant.signed = checked.signed
    if checked.signed:
        note_signed(home(), checked.signed)
    elif not trial:
        assistant.last_signed = last_signed(home())
    return assistant
