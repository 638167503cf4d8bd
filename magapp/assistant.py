"""The parts put together: a pack, its rules and a shelf, ready to advise."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from magapp.errors import InputError, MagappError, StoreError, near
from magapp.machine.clock import day_in_force, today
from magapp.pack import Pack
from magapp.pack.compiled import Checked, packed_name, recall
from magapp.pack.signature import Signature, last_signed, note_signed
from magapp.resources import own_pack_folder
from magapp.settings import (
    PACKS,
    SettingError,
    Settings,
    home,
    read_settings,
    unknown_value,
)
from magapp.stockroom import Stockroom

if TYPE_CHECKING:
    from magapp.delivery import Delivery, Used
    from magapp.products import Catalogue
    from magapp.proof.explain import Explainer, WhyNot
    from magapp.records.recorder import Recorder
    from magapp.rules import Advice, Answers, Clearance, Rules
    from magapp.shelf.shelf import Shelf
    from magapp.shelf.suggest import Suggestion
    from magapp.store import Call, Store
    from magapp.store.records import RecordStore
    from magapp.takehome.report import ExplanationText, FitText
    from magapp.upkeep import Upkeep


class Assistant:
    """What every face of the program works with; knows no screen.

    `catalogue` is a file with products to go by, in place of the shop's own; `folder` that of the
    shop's database, None for `MAGAPP_HOME`.
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
        self.takes_packs = False
        """Whether packs are taken that somebody publishes: where it is the shop's own."""
        self._records = False
        """Whether visits that end are written down."""
        self._recorder: Recorder | None = None
        """Who writes down what ends; None where nobody does, as in a tour."""
        self._making_recorder = Lock()
        self.stockroom = Stockroom(pack, catalogue, folder, lambda: self.settings.shop)
        self.stockroom.wake = self._wake
        self._explaining = Lock()
        self._delivering = Lock()
        self._delivery: Delivery | None = None

    @cached_property
    def rules(self) -> Rules:
        """The rules of the pack, made on first use."""
        from magapp.rules import Rules

        return Rules(self.pack, self.settings.allow_forms)

    @property
    def folder(self) -> Path | None:
        """The folder of the shop's database; None for `MAGAPP_HOME`."""
        return self.stockroom.folder

    @property
    def store(self) -> Store | None:
        """The shop's database, as `Stockroom.store`."""
        return self.stockroom.store

    @property
    def catalogue(self) -> Catalogue:
        """The shop's products as they are now, as `Stockroom.catalogue`."""
        return self.stockroom.catalogue

    @property
    def shelf(self) -> Shelf:
        """The products ready to be ranked and found, as `Stockroom.shelf`."""
        return self.stockroom.shelf

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

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()

    def let_go(self) -> None:
        """Close the shop's database, as `Stockroom.let_go`."""
        self.stockroom.let_go()

    @cached_property
    def upkeep(self) -> Upkeep:
        """What is done beside the screen, once it is started: backups, the till's folder."""
        from magapp.upkeep import Upkeep

        return Upkeep(
            self.pack,
            lambda: self.settings,
            lambda: self.stockroom.there,
            again=self._look_beside,
        )

    @property
    def till_asks(self) -> int:
        """How many things about the till's lists wait for somebody in the office."""
        return self.upkeep.till.asks if "upkeep" in vars(self) else 0

    def _wake(self) -> None:
        self.upkeep.wake()

    def look_again(self) -> None:
        """As `Stockroom.look_again`, and send the records that wait for a server as well."""
        self.stockroom.look_again()
        outbox = self.stockroom.outbox
        if outbox is not None and self.stockroom.products_since is None:
            with suppress(MagappError):
                if outbox.has_records and (recorder := self.recorder) is not None:
                    recorder.send()

    def _look_beside(self) -> None:
        self.look_again()
        if self.takes_packs:
            self.delivery.look()

    # -- another pack -----------------------------------------------------------------------------

    @property
    def delivery(self) -> Delivery:
        """What sees to packs that somebody publishes. For work beside the screen."""
        with self._delivering:
            if self._delivery is None:
                from magapp.delivery import Used

                delivery = open_delivery()
                used = delivery.begin()
                if used.number and self.takes_packs:  # another program took it since this began
                    delivery.used, delivery.ready = Used(0, delivery.own()), used
                self._delivery = delivery
            return self._delivery

    @property
    def pack_waits(self) -> bool:
        """Whether another pack is to be used from the next consultation on, and can be at once.

        One in other languages is used when the program starts again.
        """
        return self._ready is not None and not self.pack_needs_start

    @property
    def pack_needs_start(self) -> bool:
        """Whether the pack that is to be used next has other languages."""
        ready = self._ready
        return ready is not None and ready.checked.pack.languages != self.pack.languages

    @property
    def _ready(self) -> Used | None:
        return self._delivery.ready if self._delivery is not None else None

    @property
    def packs_refused(self) -> int:
        """How many packs were not taken that nobody in the office has read of."""
        return self._delivery.unseen if self._delivery is not None else 0

    def take_pack(self) -> bool:
        """Go on with the pack that waits; whether that was done.

        For whoever knows that no consultation is going on: what was made for the one before is not
        to be used any more. Nothing is waited for: while products are read, it is not done.
        """
        if not self.pack_waits or self._delivery is None:
            return False
        with ExitStack() as held:
            for lock in (self._explaining, self.stockroom.reading, self.stockroom.shelving):
                if not lock.acquire(blocking=False):
                    return False
                held.callback(lock.release)
            used = self._delivery.take()
            if used is None:
                return False
            self.pack = used.checked.pack.on(day_in_force())
            self._be_signed(used.checked.signed)
            self.use_settings(self.settings, self.faults)
            for made in ("rules", "explainer"):
                vars(self).pop(made, None)
            self.stockroom.use_pack(self.pack)
        if "upkeep" in vars(self):
            self.upkeep.pack = self.pack
        if self._recorder is not None:
            self._recorder.pack = self.pack
        return True

    def _be_signed(self, signed: Signature | None) -> None:
        """Note who signed the pack, or that nobody did."""
        self.signed = signed
        if signed:
            note_signed(home(), signed)
        else:
            self.last_signed = last_signed(home())

    def advise(
        self, answers: Answers, channel: str = "kiosk", cleared: tuple[Clearance, ...] = ()
    ) -> tuple[Advice, Suggestion]:
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
        store = self.stockroom.there
        if store is None or (minutes := store.attended()) is None:
            return False
        from magapp.store import COUNTER_MINUTES

        store.call(kiosk)
        return abs(minutes) <= COUNTER_MINUTES

    def calls(self) -> tuple[Call, ...]:
        """The kiosks where somebody asks for staff. Raises StoreError like `call_staff`."""
        store = self.stockroom.there
        return store.calls() if store else ()

    def attend(self) -> None:
        """A counter looks for calls; nothing is made by it. Raises StoreError like `call_staff`."""
        store = self.stockroom.there
        if store is not None:
            store.attend()

    def answer_call(self, kiosk: str) -> None:
        """Somebody goes to this kiosk. Raises StoreError like `call_staff`."""
        if self.store is not None:
            self.store.answer_call(kiosk)

    def record(self) -> None:
        """From now on write down each visit that ends, as far as the settings say so."""
        self._records = True

    @property
    def recorder(self) -> Recorder | None:
        """Writes down each visit that ends; None where none is. Made when it is first asked for."""
        with self._making_recorder:
            if self._records and self._recorder is None:
                self._recorder = self._made_recorder()
            return self._recorder

    def _made_recorder(self) -> Recorder:
        from magapp.records.recorder import Keeper, Recorder

        keep = self.settings.records.days

        def opened() -> Keeper | None:
            if not keep and not self.stockroom.is_there:
                return None
            return self.records(make=keep > 0)

        def now() -> datetime | None:
            return datetime.now() if today() else None

        room = self.stockroom
        return Recorder(self.pack, opened, keep, room.has, now, lambda: room.outbox)

    def records(self, make: bool = False) -> RecordStore | None:
        """The shop's records, in the database that this run goes by; None where there are none.

        With `make` they are made. Raises StoreError when they cannot be used.
        """
        from magapp.store.records import open_records

        room = self.stockroom
        return open_records(room.folder, make, room.shop, room.address)

    def load_made_up(self) -> int:
        """Load a year of made-up records in place of those that were, and say how many.

        Raises StoreError when they cannot be written, and PackError when the cases cannot be read.
        """
        from magapp.pack import load_cases
        from magapp.records.made_up import made_up, made_up_seconds

        cases, shelf = load_cases(own_pack_folder()), self.stockroom.read_shelf()
        records = self.records(make=True)
        assert records is not None  # it was made
        with records:
            records.remove_made_up()
            day = day_in_force().toordinal()
            records.add([*made_up_seconds(self.rules, cases, day)], made_up=True)
            return records.add_many(made_up(self.pack, self.rules, shelf, cases, day))

    def remove_made_up(self) -> None:
        """Take away what was made up; nothing happens where there is nothing. Raises StoreError."""
        records = self.records()
        if records is not None:
            with records:
                records.remove_made_up()

    @cached_property
    def explainer(self) -> Explainer:
        """What explains an advice; builds the space of all answer sets on first use."""
        from magapp.proof.explain import Explainer
        from magapp.proof.space import AnswerSpace

        return Explainer(AnswerSpace(self.rules))

    def prepare(self, staff: bool) -> None:
        """Read the shelf, and for `staff` make ready what finds products and explains an advice.

        Beside a screen that goes on, in a thread. A shelf that cannot be read is said when it is
        asked for.
        """
        with suppress(MagappError):
            self.stockroom.prepare(search=staff)
        self.stockroom.keep()
        if staff:
            with self._explaining:
                self.explainer.prepare()

    def explain(self, advice: Advice, channel: str, language: str) -> ExplanationText:
        """Why an advice of ours is as it is, and why each other form is not first, in words."""
        from magapp.takehome.report import explanation_in_words

        forms = [form.id for form in (self.pack.forms if advice.forms else ())]
        with self._explaining:
            explanation = self.explainer.explain(advice.answers, channel, advice.cleared)
            others = [self.explainer.why_not_form(advice, form) for form in forms]
        others = [other for other in others if other.reason != "shown"]
        return explanation_in_words(self.pack, explanation, advice.answers, language, others)

    def fits(self, advice: Advice, suggestion: Suggestion, ean: str, language: str) -> FitText:
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

    def why_not(self, advice: Advice, suggestion: Suggestion, subject: str) -> WhyNot:
        """Why a form, or a product by its EAN in whatever dress, is not shown.

        Raises InputError when the subject is neither.
        """
        from magapp.products.gtin import find_gtin

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


def open_in_use() -> Checked:
    """The pack that this shop uses: the last one that came, else the program's own.

    Raises what `open_pack` raises.
    """
    came = (home() / PACKS).is_dir()
    return open_delivery().begin().checked if came else open_checked()


def open_delivery() -> Delivery:
    """What sees to packs that somebody publishes, by the shop's settings; it has yet to `begin`."""
    from magapp.delivery import Delivery

    return Delivery(open_checked, lambda: read_settings(home())[0])


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
    takes, delivery = pack is None and not trial, None
    if takes and (home() / PACKS).is_dir():
        delivery = open_delivery()
        checked = delivery.begin().checked
    else:
        checked = open_checked(pack, trial)
    opened = checked.pack.on(day_in_force())
    if lenient:
        settings, unknown = fit_settings(settings, opened)
        faults += unknown
    assistant = Assistant(opened, settings, catalogue)
    assistant.stockroom.pack_folder = pack
    assistant.faults = faults
    assistant.takes_packs = takes
    if delivery is not None:
        assistant._delivery = delivery
    if trial:
        assistant.signed = checked.signed
    else:
        assistant._be_signed(checked.signed)
    return assistant
