"""Slips on the screen: what a phone or a scanner reads from it, and what the printer does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
import zxingcpp
from driver import Counter, Driver, settle
from looks import words
from people import ON_LEVOTHYROXINE
from PIL import Image
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QScrollArea, QWidget

from magapp.rules import Value
from magapp.settings import Printer
from magapp.takehome.slip import as_text
from magapp.visit.handover import decode
from ui.kit.chip import Chip
from ui.kit.parts import Look, Paragraph
from ui.outcome.code import QUIET, LargeQr
from ui.slip.slip import SlipScreen

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
SIZES = [QSize(1366, 768), QSize(1920, 1080), QSize(1080, 1920)]


def seen(me: Driver) -> set[str]:
    """What a phone reads from the screen as it is."""
    settle()
    image = me.shell.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    dots = Image.frombuffer(
        "L",
        (image.width(), image.height()),
        bytes(image.constBits()),
        "raw",
        "L",
        image.bytesPerLine(),
        1,
    )
    return {each.text for each in zxingcpp.read_barcodes(dots, CODES)}


def advised(me: Driver, **more: Value) -> Driver:
    """The advice on the screen, without tapping through all questions."""
    me.begin()
    for question, value in (ON_LEVOTHYROXINE | more).items():
        me.shell.flow.answer(question, value)
    me.shell.show_advice()
    return me.wait(lambda: me.screen == "outcome")


def said(me: Driver) -> str:
    """Everything the screen in front says."""
    return " ".join(words(each for each in me.front.findChildren(QWidget) if each.isVisible()))


def slip_screen(me: Driver) -> SlipScreen:
    assert isinstance(me.front, SlipScreen)
    return me.front


@pytest.fixture
def on_paper(kiosk: Driver, tmp_path: Path) -> Iterator[Path]:
    """A printer that is a file, set up for the kiosk."""
    path = tmp_path / "printer"
    path.touch()
    before = kiosk.shell.assistant.settings
    printing = kiosk.shell.printing
    now = msgspec.structs.replace(before, printer=Printer("file", str(path), "80mm"))
    printing._settings, printing._hub = now, None
    yield path
    printing._settings, printing._hub = before, None


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_a_phone_reads_the_advice_from_the_kiosk(open_window: object, size: QSize) -> None:
    kiosk: Driver = open_window("kiosk", size)  # type: ignore[operator]
    advised(kiosk).tap("take").wait(lambda: kiosk.screen == "page:take")
    read = seen(kiosk)
    assert len(read) == 3
    text = next(each for each in read if not each.startswith(("BEGIN:VCALENDAR", "MAG2:")))
    assert kiosk.last[1].products[0].product.name in text
    assert any("BEGIN:VEVENT" in each for each in read)
    line = next(each for each in read if each.startswith("MAG2:"))
    assert decode(kiosk.assistant.pack, line).answers == ON_LEVOTHYROXINE
    kiosk.tap("slip:close").wait(lambda: kiosk.screen == "outcome")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_one_code_is_the_largest_and_each_has_its_words_below(
    open_window: object, monkeypatch: pytest.MonkeyPatch, channel: str, size: QSize
) -> None:
    drawn: dict[str, QRectF] = {}
    paint, write = LargeQr.paint, Paragraph.paint

    def noted(code: LargeQr, painter: QPainter, look: Look, rect: QRectF) -> None:
        drawn[code.content] = rect
        paint(code, painter, look, rect)

    def written(words: Paragraph, painter: QPainter, look: Look, rect: QRectF) -> None:
        drawn[words.text] = rect
        write(words, painter, look, rect)

    monkeypatch.setattr(LargeQr, "paint", noted)
    monkeypatch.setattr(Paragraph, "paint", written)
    me: Driver = open_window(channel, size)  # type: ignore[operator]
    advised(me)
    me.shell.show_slip()
    screen = slip_screen(me)
    if channel == "staff":
        assert isinstance(me, Counter)
        me.key("q")
    settle()
    me.shell.grab()
    slip = screen.slip
    assert slip is not None
    codes = {code.id: code for code in slip.codes}
    sides = {name: drawn[code.content].width() for name, code in codes.items()}
    assert sides["text"] >= sides["calendar"] > sides["handover"]
    for code in codes.values():
        gap = drawn[code.title].top() - drawn[code.content].bottom()
        assert 0 <= gap < 40
        counted = len(LargeQr(code.content).modules) + 2 * QUIET
        least = 3 * me.shell.hub.theme.scale
        assert drawn[code.content].width() / counted >= int(least)


def test_the_kiosk_hands_the_answers_to_staff(kiosk: Driver) -> None:
    advised(kiosk, conditions=["bowel"]).tap("take").wait(lambda: kiosk.screen == "page:take")
    line = next(each for each in seen(kiosk) if each.startswith("MAG2:"))
    answers = decode(kiosk.assistant.pack, line).answers
    assert answers == {**ON_LEVOTHYROXINE, "conditions": ["bowel"]}
    kiosk.tap("slip:close").wait(lambda: kiosk.screen == "outcome")
    kiosk.tap("ask_staff").wait(lambda: kiosk.screen == "page:help")
    assert seen(kiosk) == {line}


def test_the_codes_speak_the_language_of_the_moment(kiosk: Driver) -> None:
    advised(kiosk).tap("take").wait(lambda: kiosk.screen == "page:take")
    first = seen(kiosk)
    kiosk.switch("en")
    assert all(each.startswith("MAG2:") for each in seen(kiosk) & first)
    assert "Take it along" in said(kiosk)


def test_no_printer_no_button(kiosk: Driver) -> None:
    advised(kiosk).tap("take").wait(lambda: kiosk.screen == "page:take")
    assert not kiosk.shows("slip:print")


def test_a_slip_is_printed_while_the_screen_goes_on(kiosk: Driver, on_paper: Path) -> None:
    advised(kiosk).switch("en").tap("take").tap("slip:print")
    assert not kiosk.find("slip:print").isEnabled(), "a second tap prints no second slip"
    kiosk.wait(lambda: "has been sent to the printer" in said(kiosk))
    assert "has been printed" not in said(kiosk), "a file says nothing of what came out"
    assert "Scan a code with your phone" in said(kiosk)
    assert on_paper.read_bytes().startswith(b"\x1b@")
    kiosk.switch("nl")
    assert "Het briefje is naar de printer gestuurd" in said(kiosk)
    kiosk.switch("en")
    kiosk.tap("slip:close").tap("take")
    assert not kiosk.find("slip:print").isEnabled(), "one slip a customer"
    kiosk.shell.go_start()
    advised(kiosk).tap("take")
    assert kiosk.find("slip:print").isEnabled()


def test_a_printer_that_fails_is_a_sentence_and_another_way(kiosk: Driver, on_paper: Path) -> None:
    on_paper.unlink()
    advised(kiosk).switch("en").tap("take").tap("slip:print")
    kiosk.wait(lambda: kiosk.find("slip:print").isEnabled())
    assert "The printer does not answer" in said(kiosk)
    assert "Scan a code with your phone" in said(kiosk)
    on_paper.touch()
    kiosk.tap("slip:print").wait(lambda: on_paper.stat().st_size > 0)
    kiosk.wait(lambda: "has been sent to the printer" in said(kiosk))


def test_a_printer_that_says_so_has_printed(kiosk: Driver, on_paper: Path) -> None:
    """One that answers after the slip; here it is told to."""
    printing = kiosk.shell.printing
    advised(kiosk).switch("en").tap("take").tap("slip:print")
    kiosk.wait(lambda: not printing.busy)
    slip_screen(kiosk)._waiting = True
    printing.printed.emit(True)
    assert "The slip has been printed" in said(kiosk)
    assert "Scan a code" not in said(kiosk)


def test_the_slip_is_forgotten_with_the_rest(kiosk: Driver) -> None:
    advised(kiosk).tap("take").wait(lambda: kiosk.screen == "page:take")
    screen = slip_screen(kiosk)
    kiosk.shell.go_start()
    assert screen.slip is None
    settle()
    assert not seen(kiosk)


def test_what_comes_late_is_not_said_to_the_next_customer(kiosk: Driver, on_paper: Path) -> None:
    advised(kiosk).switch("en").tap("take").tap("slip:print")
    printing = kiosk.shell.printing
    kiosk.shell.go_start()
    advised(kiosk).switch("en").tap("take")
    kiosk.wait(lambda: not printing.busy)
    assert not {"printed", "sent"} & set(said(kiosk).split())
    assert kiosk.find("slip:print").isEnabled()


@pytest.fixture
def counter(staff: Counter) -> Counter:
    """The slip at the counter, of three products, opened for the second time."""
    advised(staff).key("p").wait(lambda: staff.screen == "page:slip")
    staff.key(Qt.Key.Key_Escape).wait(lambda: staff.screen == "outcome")
    staff.key("p").wait(lambda: staff.screen == "page:slip")
    return staff


def chips(me: Driver) -> list[Chip]:
    """The chips of the products that can be seen."""
    row = me.find("slip:choices")
    return [each for each in row.findChildren(Chip) if each.isVisible()]


def lie_apart(row: QWidget, shown: list[Chip]) -> bool:
    """Whether all are within their row, none over another, and high enough for their words."""
    apart = all(not a.geometry().intersects(b.geometry()) for a, b in pairwise(shown))
    within = all(row.rect().contains(each.geometry()) for each in shown)
    high = all(each.height() >= each.heightForWidth(each.width()) for each in shown)
    return apart and within and high


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_products_lie_apart_however_often_the_slip_is_opened(
    counter: Counter, scale: float
) -> None:
    counter.shell.hub.update(text_scale=scale)
    settle()
    row, shown = counter.find("slip:choices"), chips(counter)
    assert len(shown) == 4
    counter.wait(lambda: lie_apart(row, shown))
    slip_screen(counter)._show_state("unreachable")
    settle()
    counter.wait(lambda: lie_apart(row, shown))
    side = counter.find("slip:side")
    assert isinstance(side, QScrollArea)
    for number, chip in enumerate(shown):
        side.ensureWidgetVisible(chip, 0, 0)
        counter.tap_on(chip)
        assert chip.isChecked(), number
    assert said(counter).count("Demo Magnesium") >= 3


def test_what_to_do_instead_comes_into_sight(counter: Counter) -> None:
    """A message below what is chosen is not left below the edge, nor the buttons it speaks of."""
    slip_screen(counter)._show_state("interrupted")
    side = counter.find("slip:side")

    def in_sight(name: str) -> bool:
        widget = counter.find(name)
        return side.rect().contains(QRect(widget.mapTo(side, QPoint(0, 0)), widget.size()))

    for name in ("slip:state", "slip:save", "slip:codes"):
        counter.wait(partial(in_sight, name))


def test_the_key_for_the_language_of_the_slip_is_shown(counter: Counter) -> None:
    screen = slip_screen(counter)
    assert "(L)" in said(counter)
    assert screen.slip is not None
    before = screen.slip.language
    counter.key("l")
    assert screen.slip.language != before


@pytest.mark.parametrize(
    ("named", "kind", "written", "begins"),
    [
        ("slip.TXT", "*.pdf", "slip.TXT", ""),
        ("slip", "*.txt", "slip.txt", ""),
        ("slip", "*.pdf", "slip.pdf", "%PDF-"),
        ("slip.Pdf", "*.txt", "slip.Pdf", "%PDF-"),
        ("slip 2.0", "*.txt", "slip 2.0.txt", ""),
    ],
)
def test_a_saved_slip_is_what_its_name_says(
    counter: Counter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    named: str,
    kind: str,
    written: str,
    begins: str,
) -> None:
    def chosen(dialog: QFileDialog) -> int:
        """Somebody chooses a kind and types a name in Qt's own window."""
        filters = dialog.nameFilters()
        choice = next(each for each in filters if each.startswith(kind))
        dialog.selectNameFilter(choice)
        dialog.filterSelected.emit(choice)
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(named)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(QFileDialog, "exec", chosen)
    counter.key("s")
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == [written]
    content = (tmp_path / written).read_bytes()
    screen = slip_screen(counter)
    assert screen.slip is not None
    if begins:
        assert content.startswith(begins.encode())
    else:
        assert content.decode() == as_text(screen.slip)


@pytest.mark.parametrize("wrong", [date(1970, 1, 2), date(2099, 1, 1)], ids=str)
def test_a_clock_that_cannot_be_right(
    staff: Counter, monkeypatch: pytest.MonkeyPatch, wrong: date
) -> None:
    """Staff read it on the first screen and beside the slip, which has no date; until it is set."""
    assert staff.all_named("clock:wrong") == [] or not staff.shows("clock:wrong")

    class Clock(date):
        @classmethod
        def today(cls) -> date:  # type: ignore[override]
            return wrong

    with monkeypatch.context() as patch:
        patch.setattr("magapp.machine.clock.date", Clock)
        advised(staff).key("p").wait(lambda: staff.screen == "page:slip")
        slip = slip_screen(staff).slip
        assert slip is not None
        assert [code.id for code in slip.codes] == ["handover", "text"]
        assert "klok" in slip_screen(staff).help.text()
        staff.home()
        assert staff.shows("clock:wrong")
        for language in ("nl", "en"):
            staff.switch(language)
            assert "magapp doctor" in staff.find("clock:wrong").accessibleDescription()
    staff.begin().home()
    assert not staff.shows("clock:wrong")
    advised(staff).key("p").wait(lambda: staff.screen == "page:slip")
    slip = slip_screen(staff).slip
    assert slip is not None
    assert "calendar" in [code.id for code in slip.codes]
    assert "klok" not in slip_screen(staff).help.text()
