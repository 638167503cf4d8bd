"""The tour: every screen as a PNG, at three sizes, in every language, for kiosk and staff.

The answers come from the pack itself: those that ask the most questions, and one of the pack's
cases for every outcome. So a new pack is shown without a change here. The office shows the demo,
never the shop's own products. A file is called `CHANNEL-NUMBER-SCREEN-SIZE-LANGUAGE.png`, by which
`make pictures` finds those of README.md: their names stand in the Makefile.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication

from magapp.assistant import Assistant, open_assistant
from magapp.cli.streams import say_done
from magapp.errors import InputError, refused_by_system
from magapp.pack import load_cases
from magapp.pack.model import Question
from magapp.products.columns import AMOUNT, SALT
from magapp.resources import resource
from magapp.rules import Advice, Answers, Rules, Value
from magapp.settings import Settings
from magapp.shelf.suggest import Suggestion
from magapp.visit.medicines import Found
from ui.app import build
from ui.ask.lookup import LookupPage
from ui.counter.counter import CounterShell
from ui.counter.sheet_medicines import MedicinesCard
from ui.counter.start import CounterStart
from ui.frame.files import write_whole
from ui.kiosk.kiosk import KioskShell
from ui.look.fonts import load_text_font
from ui.walk.shell import Shell

if TYPE_CHECKING:
    from magapp.products import Product
    from ui.office.office import OfficeScreen
    from ui.office.shop_products import ShopProducts

SIZES = (QSize(1366, 768), QSize(1920, 1080), QSize(1080, 1920))


class Shown(NamedTuple):
    """An outcome to show, by a name for its picture."""

    name: str
    advice: Advice
    suggestion: Suggestion


def tour(folder: Path) -> int:
    """Render every screen into a folder; returns an exit status."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(str(folder), "unmakeable", why=refused_by_system(error)) from None
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    before = qInstallMessageHandler(_quiet)
    try:
        with open_assistant() as assistant:
            count = _take_pictures(folder, application, assistant)
    finally:
        qInstallMessageHandler(before)
    say_done(f"{count} pictures in {folder}")
    return 0


def _take_pictures(folder: Path, application: QApplication, assistant: Assistant) -> int:
    with TemporaryDirectory() as place:
        office = Assistant(assistant.pack, assistant.settings, folder=Path(place))
        try:
            return _take_all(folder, application, assistant, office)
        finally:
            if office.store is not None:
                office.store.close()


def _take_all(
    folder: Path, application: QApplication, assistant: Assistant, office: Assistant
) -> int:
    """Take the pictures; the office shows made-up products, never the shop's own."""
    outcomes = _outcomes(assistant)
    goods: ShopProducts | None = None
    count = 0
    for channel in ("kiosk", "staff"):
        if channel == "staff":
            goods = _goods(office)
        for size in SIZES:
            shell = build(application, assistant, channel, size, motion=False)
            shell.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            shell.show()
            for language in assistant.pack.languages:
                shell.go_start()
                shell.use_language(language)  # after it: a kiosk starts in its first language
                _settle()
                for number, name in enumerate(_screens(shell, outcomes, goods)):
                    _settle()
                    file = folder / (
                        f"{channel}-{number:02}-{name}"
                        f"-{size.width()}x{size.height()}-{language}.png"
                    )
                    write_whole(file, _png(shell.grab().toImage()))
                    count += 1
            shell.close()
            shell.deleteLater()
            _settle()
    return count


def _png(image: QImage) -> bytes:
    """An image as a PNG without filters: flat surfaces need none, and Qt takes twice the time."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    width, height, line = image.width(), image.height(), image.bytesPerLine()
    bits = image.constBits()
    rows = b"".join(b"\0" + bytes(bits[at * line : at * line + 3 * width]) for at in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 4)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _quiet(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but for the one thing that means nothing without a screen."""
    if "propagateSizeHints" not in message:
        print(f"magapp: {message}", file=sys.stderr)


def _settle() -> None:
    """Let every posted event arrive, also those that delete what is no longer needed."""
    for _ in range(2):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def _nobodys_folder() -> Iterator[Path]:
    """A folder in the place of the shop's own, for as long as something made up is in it."""
    before = os.environ.get("MAGAPP_HOME")
    with TemporaryDirectory() as place:
        os.environ["MAGAPP_HOME"] = place
        try:
            yield Path(place)
        finally:
            del os.environ["MAGAPP_HOME"]
            if before is not None:
                os.environ["MAGAPP_HOME"] = before


def draw_map(folder: Path, shelves: Iterable[str], most: int = 12) -> None:
    """Draw the plan of no shop, with the racks of these shelves; it says that it is a demo."""
    from magapp.machine.shelf_map import ShelfMap, in_order, keep_map, keep_picture, racks

    shelves = [each for each in dict.fromkeys(shelves) if each]
    named = racks(shelves) or tuple(shelves)
    inner = [each for each in named if not any(other != each and other.startswith(each)
             for other in named)]  # fmt: skip
    wide, high = 1_600, 1_000
    plan = QImage(wide, high, QImage.Format.Format_RGB32)
    plan.fill(QColor("#ffffff"))
    painter = QPainter(plan)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wall, rack, floor = QColor("#4b5563"), QColor("#dbe1e8"), QColor("#f6f7f9")
    painter.setPen(QPen(wall, 14))
    painter.setBrush(floor)
    painter.drawRect(QRectF(30, 30, wide - 60, high - 60))
    painter.fillRect(QRectF(1_180, high - 45, 240, 32), floor)  # the door
    painter.setPen(QPen(wall, 4))
    painter.setBrush(QColor("#c9d1da"))
    painter.drawRoundedRect(QRectF(1_260, 560, 110, 300), 20, 20)  # the counter
    painter.setBrush(rack)
    places: dict[str, tuple[float, float]] = {}
    names = sorted(inner, key=in_order)[:most]
    step = (high - 220) / max(1, -(-len(names) // 4))
    for at, name in enumerate(names):
        row, column = divmod(at, 4)
        box = QRectF(110 + column * 270, 90 + row * step, 130, step - 70)
        painter.drawRoundedRect(box, 10, 10)
        places[name] = box.center().x() / wide, box.center().y() / high
    font = QFont(load_text_font())
    font.setBold(True)
    font.setPixelSize(90)
    painter.setFont(font)
    painter.setPen(QColor("#8b95a1"))
    painter.drawText(QPointF(110, high - 75), "DEMO")
    painter.end()
    shop = ShelfMap(keep_picture(folder, _png(plan)))
    for name, (x, y) in places.items():
        shop = shop.put(name, x, y)
    keep_map(folder, shop)


def _goods(office: Assistant) -> ShopProducts:
    """The demo products with a few gaps, for whom each of them is, and figures that are made up.

    What is rarest to take is sold out; what is hardly less rare is there in the first form alone.
    """
    from ui.office.shop_products import ShopProducts

    goods = ShopProducts(office)
    products = tuple(goods.shelf)
    found = _by_number(each.dosage_form for each in products)
    rarer, rarest = found[-2:][0], found[-1]
    first = _by_number(each.form for each in products)[0]
    for product in products:
        if product.dosage_form == rarest:
            goods.set_stock(product.ean, 0)()
        elif product.dosage_form == rarer and product.form != first:
            goods.retire(product.ean)()
    goods.coverage()
    office.load_made_up()
    return goods


def _by_number(names: Iterable[str]) -> list[str]:
    """Names that occur, the most frequent first."""
    counts = Counter(names)
    return sorted(counts, key=lambda name: (counts[name], name), reverse=True)


def _until(condition: Callable[[], bool]) -> None:
    """Wait for what is worked out beside the screen."""
    while not condition():
        _settle()


def _screens(shell: Shell, outcomes: list[Shown], goods: ShopProducts | None) -> Iterator[str]:
    """Bring one screen after the other to the front, and name it."""
    yield "start"
    if isinstance(shell, CounterShell):
        yield from _guide(shell)
    if goods is not None:
        yield from _office(shell, goods)
        shell.go_start()
    shell.begin()
    if isinstance(shell, CounterShell):
        yield from _sheets(shell)
    else:
        while question := shell.question:
            yield from _question(shell, question)
            # Not by Next: an answer that sends the customer away at once would end the tour here.
            if shell.step_on() is None:
                shell.show_review()
            else:
                shell.show_question()
        if isinstance(shell, KioskShell):
            yield from _beside(shell)
        yield "review"
    shell.ask_restart()
    yield "restart"
    if isinstance(shell, CounterShell):
        yield from _beside_asking(shell, outcomes)
    for name, advice, suggestion in outcomes:
        outcome = shell.outcome()
        outcome.show_outcome(advice, suggestion, shell.setting.language.code)
        shell.show_screen(outcome)
        yield name
        if name == "suggest":
            for tab in ("day", "know", "food", "facts"):
                outcome.show_tab(tab)
                yield f"{name}-{tab}"
            outcome.show_tab("products")
        if shell.setting.staff:
            outcome.toggle_reasons()
            yield f"{name}-reasons"
        outcome.forget()
    yield from _slips(shell, outcomes)
    shell.show_fault()
    yield "fault"
    yield from _maps(shell, outcomes, goods)


def _maps(shell: Shell, outcomes: list[Shown], goods: ShopProducts | None) -> Iterator[str]:
    """The map of the shop: on an opened product, on the kiosk's last page, and in the office."""
    found = next((each for each in outcomes if each.suggestion.products), None)
    with _nobodys_folder() as place:
        if found is not None:
            draw_map(place, [each.shelf for each in shell.assistant.catalogue.products])
            shell.go_start()
            shell.flow.fill(found.advice.answers)
            shell.show_advice()
            shell.outcome().show_tab("product:1")
            yield "opened-map"
            if isinstance(shell, KioskShell):
                shell.finish()
                yield "closing-map"
        if goods is not None:
            yield from _office_map(shell, goods, place)
    shell.go_start()


def _slips(shell: Shell, outcomes: list[Shown]) -> Iterator[str]:
    """What is taken home: of an advice with a day to plan, and of a referral."""
    for name, advice, _ in outcomes:
        if name not in ("suggest", "refer-soon"):
            continue
        shell.flow.restart()
        shell.flow.fill(advice.answers)
        shell.show_advice()
        shell.show_slip()
        yield f"{name}-slip"
        if isinstance(shell, KioskShell) and advice.outcome == "suggest":
            shell.finish()
            yield "closing"
    shell.forget()
    shell.go_start()


def _sheets(shell: CounterShell) -> Iterator[str]:
    """The desk of staff: each question with the keys on it, then all of its sheet answered."""
    desk = shell.desk
    seen: list[str] = []
    while rest := [each for each in shell.flow.path() if each not in seen]:
        question = shell.assistant.pack.question(rest[0])
        seen.append(question.id)
        shell.change(question.id)
        card = desk.card
        yield question.id
        if isinstance(card, MedicinesCard):
            several = next(each for each in shell.assistant.pack.medicines if each.which)
            for letter in several.name[:3]:
                card.type(letter)
            yield f"{question.id}-names"
            card.choose(Found(several.name, several))
            yield f"{question.id}-which"
            card.type("1")
            yield f"{question.id}-chosen"
        answer = _longest(shell.assistant.rules, shell.flow.drafts, question)
        shell.flow.answer(question.id, answer)
        shell.show_question()
    desk.fold()
    shell.show_question()
    yield "folded"
    desk.fold()
    shell.show_question()


def _beside_asking(shell: CounterShell, outcomes: list[Shown]) -> Iterator[str]:
    """What staff do beside asking, with the answers of the outcomes that lead there."""
    shell.show_product()
    yield "product"
    best = next((each.suggestion.products for each in outcomes if each.suggestion.products), ())
    if best:
        shell.begin_with(best[-1].product.ean)
    for name, advice, _ in outcomes:
        if name not in ("ask-staff", "suggest"):
            continue
        shell.flow.restart()
        shell.flow.fill(advice.answers)
        shell.show_question()
        yield f"{name}-pane"
        shell.show_advice()
        yield f"{name}-in-the-hand"
        if name == "ask-staff":
            shell.beside.show_clearing()
            yield "clearing"
        else:
            shell.beside.show_compare()
            yield "compare"
            yield from _look_back(shell)
            shell.show_advice()
            shell.side.turn()
            yield "customer"
            shell.side.turn_back()
    shell.go_start()


def _look_back(shell: CounterShell) -> Iterator[str]:
    """Who comes again, where the pack asks anything then: as it begins, and for each way on."""
    if not shell.show_look_back():
        return
    yield "look-back"
    found = {steps[0].outcome: answers for answers, steps in shell.session.look_back.steps.items()}
    for outcome, answers in found.items():
        for question, option in zip(shell.assistant.pack.look_back, answers, strict=True):
            shell.session.say_back(question.id, option)
        yield f"look-back-{outcome.replace('_', '-')}"
    shell.session.finish_look_back()


def _beside(shell: KioskShell) -> Iterator[str]:
    """What the kiosk offers after its questions, and what it shows beside them."""
    for question in shell.flow.path():
        if shell.flow.draft(question) is None:
            shell.change(question)
            yield from _question(shell, question)
            shell.show_review()
    shell.show_help(coming=True)
    yield "help"
    shell.show_still(20)
    yield "still-there"
    shell.show_leave()
    yield "leave"
    shell.show_review()


def _office(shell: Shell, goods: ShopProducts) -> Iterator[str]:
    """The office: products, one of them, importing a list, and what goes wrong."""
    from magapp.errors import DamagedStore
    from ui.office.office import OfficeScreen

    screen = OfficeScreen(shell.setting, shell.assistant)
    shell.deck.addWidget(screen)
    shell.show_screen(screen)
    screen.take(goods)
    page = screen.assortment
    yield "office"
    page.by_form.click()
    page.search.setText(_by_number(each.form for each in goods.shelf)[:2][-1][:4])
    page.look()
    yield "office-filters"
    page.clear_filters()
    products = sorted(goods.shelf, key=lambda each: each.ean)
    page.scanned(products[0].ean)
    yield "office-product"
    page.show_whom()
    yield "office-whom"
    page.edit()
    page.editor.lines[AMOUNT].setText(page.editor.lines[SALT].text())
    page.editor.try_to_save()
    yield "office-edit"
    page.close_panel()
    page.scanned("8712345678906")
    yield "office-new"
    page.close_panel()
    screen.show_gaps()
    yield "office-gaps"
    yield from _figures(screen)
    screen.show_import()
    yield "office-import"
    with TemporaryDirectory() as place:
        yield from _import(screen, products, Path(place) / "products.csv")
    yield from _upkeep(screen, goods)
    path = Path("magapp.db")
    screen.show_trouble(DamagedStore("store_damaged", path, path))
    yield "office-trouble"
    with TemporaryDirectory() as place:  # settings that are nobody's
        screen.assistant = Assistant(shell.assistant.pack, Settings(), folder=Path(place))
        yield from _setting_up(screen)
    shell.deck.removeWidget(screen)
    screen.deleteLater()


def _office_map(shell: Shell, goods: ShopProducts, place: Path) -> Iterator[str]:
    """Before there is a map, with one that is half done, and with a place pointed at."""
    from magapp.machine.shelf_map import remove_map
    from ui.office.office import OfficeScreen

    screen = OfficeScreen(shell.setting, shell.assistant)
    shell.deck.addWidget(screen)
    shell.show_screen(screen)
    screen.take(goods)
    remove_map(place)
    screen.open_map()
    yield "office-no-map"
    draw_map(place, [each.shelf for each in goods.shelf], 4)
    screen.open_map()
    page = screen.shelf_map
    assert page.map is not None
    if len(page.map.places) > 1:
        page.choose(page.map.places[1].shelf)
    yield "office-map"
    page.point(0.8, 0.3)
    yield "office-map-place"
    shell.deck.removeWidget(screen)
    screen.deleteLater()


def _guide(shell: CounterShell) -> Iterator[str]:
    """What a new shop is asked to set up, on the first screen."""
    from magapp.settings.first_start import STEPS

    start = shell.start_screen
    assert isinstance(start, CounterStart)
    start.show_guide(frozenset())
    yield "start-guide"
    start.show_guide(frozenset(STEPS))


def _setting_up(screen: OfficeScreen) -> Iterator[str]:
    """The first steps, each page of the settings, and the PIN."""
    from magapp.settings.table import PAGES

    up = screen.setting_up
    up.show_steps()
    yield "first-steps"
    for page in PAGES:
        up.show_settings(page)
        _until(lambda: not up.settings.busy)
        yield f"settings-{page}"
    up.settings.fields["brand",].wanted.emit("green")
    up.show_settings("shop")
    yield "settings-wrong"
    up.settings.pin_wanted.emit()
    yield "settings-pin"


def _figures(screen: OfficeScreen) -> Iterator[str]:
    """The shop's figures: before there are any, each view, one beside another period, a table."""
    from ui.office.dashboard import Reading

    screen.show_dashboard()
    page = screen.dashboard
    _until(lambda: page.job is None)
    read, page.reading = page.reading, Reading()
    page.say()
    yield "office-no-figures"
    page.reading = read
    for view in page.tabs.tabs:
        page.tabs.choose(view)
        if view == "second":  # rarer: four weeks may show none
            page.length.setCurrentIndex(1)
            _until(lambda: page.job is None)
        _settle()  # a chart may be higher than its room, which narrows it, and so on
        yield f"office-figures-{view}"
    page.length.setCurrentIndex(0)
    _until(lambda: page.job is None)
    page.beside_it.setCurrentIndex(1)
    _until(lambda: page.job is None)
    page.tabs.choose("gates")
    _settle()
    yield "office-figures-beside"
    page.as_table.click()
    _settle()
    yield "office-figures-table"
    page.as_table.click()
    page.beside_it.setCurrentIndex(0)


def _upkeep(screen: OfficeScreen, goods: ShopProducts) -> Iterator[str]:
    """What the program does by itself, with made-up files and entries: nothing is written."""
    from magapp.language.saying import Saying
    from magapp.machine.journal import Happened
    from magapp.store import Backup, Inside, Taken
    from magapp.upkeep import Found, Look, TillState

    page, minute, place = screen.upkeep, 29_866_000, Path("magapp")
    screen.show_upkeep()
    while page.till.looking:
        _settle()
    wrong = {"code": "ean_zeros", "values": {"number": "00000000"}}
    report = json.dumps([[str(line), "ean", wrong] for line in (12, 48)])
    till = page.till
    till.state = TillState(
        "/srv/till",
        Look((Found("wholesaler.csv", "columns", Saying.of("till_columns")),)),
    )
    till.show_taken(
        (
            Taken("b", 2, "stock.csv", "Till", 0, minute, 1, 14, 96, 2, True, report),
            Taken("a", 1, "stock.csv", "Till", 0, minute - 1_440, 0, 9, 102, 0, True, "[]"),
        )
    )
    page.turn_to("till")
    till.table.selectRow(1)
    yield "office-till"
    products = sorted(goods.shelf, key=lambda each: each.ean)
    backups = page.backups
    whys = ("scheduled", "on-demand", "scheduled", "before-restore")
    rows = [
        Backup(place, number, why, 60.0 * (minute + 1_440 * number), 96_000 + 2_000 * number)
        for number, why in enumerate(whys, 1)
    ]
    page.turn_to("backups")
    backups.show_rows(rows)
    yield "office-backups"
    backups.show_inside(
        Inside(
            rows[-1].made, 1, len(products), 3, (), "stock.csv", tuple(products[:1]),
            tuple(zip(products[1:4], products[1:4], strict=True)), tuple(products[4:6]),
        ),
        place,
    )  # fmt: skip
    yield "office-backups-inside"
    backups.close_inside()
    happened = page.happened
    happened.show_entries(
        (
            Happened(minute, "printed", {"to": "network", "paper": "80mm"}),
            Happened(minute - 9, "print_failed", {"to": "network", "why": "paper"}),
            Happened(
                minute - 30, "imported",
                {"file": "stock.csv", "added": 1, "changed": 14, "unchanged": 96, "refused": 2},
            ),
            Happened(minute - 40, "pin_wrong", {}),
            Happened(minute - 70, "backed_up", {"file": "magapp-000004-scheduled.db"}),
            Happened(minute - 71, "started", {"channel": "staff", "version": "0.1.0"}),
        )
    )  # fmt: skip
    page.turn_to("happened")
    yield "office-happened"
    yield from _packs(screen)


def _packs(screen: OfficeScreen) -> Iterator[str]:
    """Questions and rules that came, made up: nothing is read or written."""
    from datetime import UTC, datetime

    from msgspec.structs import replace

    from magapp.delivery import Delivered, DeliveryReport
    from magapp.delivery.changes import changes
    from magapp.delivery.parcel import Manifest
    from magapp.language.saying import Saying

    packs, pack, key = screen.upkeep.packs, screen.setting.pack, f"ed25519:{'A' * 43}"

    def made(day: int) -> Manifest:
        moment = datetime(2026, 11, day, 11, 30, tzinfo=UTC)
        number = int(f"202611{day}1230")
        return Manifest(1, number, pack.id, f"2.0.{day}", moment, "N. N.", key, "0", {})

    first, second, third = (made(each) for each in (10, 20, 30))
    day, came = second.made.date(), int(third.made.timestamp())
    shop, before = screen.assistant, screen.assistant.settings
    shop.settings = replace(before, packs=replace(before.packs, keys=(key,)))
    why = Saying.of("delivery_check", count=1, first=Saying.of("fault_idle_invariant"))
    other = replace(
        pack,
        medicines=pack.medicines[3:],
        gates=(replace(pack.gates[0], sources=()), *pack.gates[2:]),
        texts={
            each: {**texts, "invitation.line": texts["invitation.title"]}
            for each, texts in pack.texts.items()
        },
    )
    for pair in ((first.number, second.number), (second.number, first.number)):
        for code in pack.languages:
            packs.take_changes(pair, code, changes(other, pack, code).in_words(code))
    packs.show_report(
        DeliveryReport(
            (
                Delivered(third.number, "refused", third.version, third, why=why, at=came),
                Delivered(second.number, "used", second.version, second, "N. N.", day),
                Delivered(first.number, "kept", first.version, first),
                Delivered(0, "kept", pack.version),
            ),
            second.number, first.number, None, None, 1,
        )
    )  # fmt: skip
    screen.upkeep.turn_to("packs")
    yield "office-packs"
    packs.ask(first.number)
    yield "office-packs-back"
    packs.leave_it()
    shop.settings = before


def _import(screen: OfficeScreen, products: list[Product], file: Path) -> Iterator[str]:
    """The steps of an import; the last one is shown, not done."""
    from msgspec.structs import replace

    from magapp.products import export_csv
    from magapp.store import Imported

    page = screen.importing
    dearer = [replace(each, price=each.price + 1) for each in products[:5]]
    new = replace(products[0], ean="8712345678906")
    rows = export_csv([*dearer, *products[5:12], new], screen.setting.pack.substance).replace(
        "\nshelf", "\nplace", 1
    )
    wrong = rows.splitlines()[-1].replace("8712345678906", "8712345678900")
    file.write_text(f"{rows}{wrong}\n", encoding="utf-8")
    page.read_file(file)
    _until(lambda: page.job is None)
    yield "office-columns"
    page.make_plan()
    _until(lambda: page.job is None)
    for which in ("refused", "changed"):
        page.preview.show_lines(which)
        yield f"office-preview-{which}"
    page.show_progress(5_000, 20_000)
    yield "office-progress"
    page.show_result(Imported(1, file.name, 1, 5, 7, 1, 37))
    yield "office-result"


def _question(shell: Shell, question_id: str) -> Iterator[str]:
    """One question: as it is met, and with the answer that leads on."""
    question = shell.assistant.pack.question(question_id)
    page = shell.page(question_id)
    if isinstance(page, LookupPage):
        yield question_id
        for letter in page.asking.index.letters():
            several = [each for each in page.asking.index.starting(letter) if each.medicine.which]
            if several:
                page.show_letter(letter)
                yield f"{question_id}-letters"
                page.show_letter(several[0].name[:3])
                yield f"{question_id}-names"
                page.choose(several[0])
                yield f"{question_id}-which"
                page.show_letters()
                break
    answer = _longest(shell.assistant.rules, shell.flow.drafts, question)
    shell.flow.answer(question_id, answer)
    shell.show_question()
    yield question_id if not isinstance(page, LookupPage) else f"{question_id}-chosen"


def _longest(rules: Rules, drafts: Answers, question: Question) -> Value:
    """The answer after which most questions follow."""

    def length(value: Value) -> int:
        known = {**drafts, question.id: value}
        # Some questions wait for one more answer: how long it lasts, after which complaint it is.
        further = [
            {**known, later.id: option.id}
            for later in rules.pack.questions
            if later.kind == "one" and later.id not in known
            for option in later.option
        ]
        return max(len(rules.asked(answers)) for answers in (known, *further))

    options = [option.id for option in question.option]
    if question.kind == "one":
        return max(options, key=length)
    if question.kind == "number":
        return question.picks[len(question.picks) // 3] if question.picks else question.min
    if question.kind == "portions":
        return {item.id: 2.0 for item in rules.pack.screener[::3]}
    if question.kind == "moments":
        ticked = drafts.get(rules.lookup)
        first = rules.pack.slots[0].id
        spaced = [each.medicine for each in rules.pack.spacings]
        return {each: [first] for each in spaced if isinstance(ticked, list) and each in ticked}
    chosen = options[:2]
    for option in options[2:]:
        if length([*chosen, option]) > length(chosen):
            chosen.append(option)
    return chosen


def _outcomes(
    assistant: Assistant,
) -> list[Shown]:
    """A case of the pack for every kind of outcome, and a suggestion that nothing fits."""
    found: dict[str, tuple[Advice, Suggestion]] = {}
    for case in load_cases(resource("packs", assistant.pack.id)):
        advice, suggestion = assistant.advise(case.answers, case.channel)
        name = advice.outcome.replace("_", "-")
        if advice.urgency:
            name += f"-{advice.urgency}"
        best = found.get(name)
        if best is None or len(suggestion.products) > len(best[1].products):
            found[name] = (advice, suggestion)
    if "suggest" in found:
        advice, suggestion = found["suggest"]
        found["suggest-nothing"] = (advice, Suggestion(excluded=suggestion.excluded))
    return [Shown(name, *given) for name, given in sorted(found.items())]
