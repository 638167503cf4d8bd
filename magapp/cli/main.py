"""The command line. Everything but the screens works without Qt; a face brings those.

Exit status: 0 for any advice, a referral included, and for an import, rows refused included; 1
for a pack with errors, for a strict import that refused a row, and for a machine with a problem; 2
for input that cannot be read and output that cannot be written, with one message on standard error.
"""

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from magapp.cli import streams
from magapp.errors import InputError, MagappError, near, refused_by_system
from magapp.language.saying import Saying

if TYPE_CHECKING:
    from magapp.assistant import Assistant
    from magapp.takehome.report import AdviceText


class Face(Protocol):
    """What a face with screens can do for the command line. Each returns an exit status."""

    def run(self, kiosk: bool) -> int:
        """Open the app: staff mode, or the customer's version full screen."""

    def tour(self, folder: Path) -> int:
        """Render every screen as a PNG into a folder, headless."""

    def command(self) -> Sequence[str]:
        """What starts this program once more, as a process of its own."""

    def look(self, kiosk: bool) -> int:
        """Print what there is to know about screen and fonts, as JSON, for the doctor."""


def main(arguments: Sequence[str], face: Face) -> int:
    """Run one command and return its exit status."""
    streams.stand()
    try:
        try:
            status = _run(arguments, face)
        except SystemExit:  # --help was printed
            streams.finish()
            raise
        streams.finish()
        return status
    except MagappError as error:
        from magapp.settings import shop_language

        print(f"magapp: {error.told(shop_language())}", file=sys.stderr)
        return 2
    except EOFError:  # Ctrl+D where something was to be typed
        from magapp.language.words import Words
        from magapp.settings import shop_language

        print(f"magapp: {Words(shop_language())('input_ended')}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(arguments: Sequence[str], face: Face) -> int:
    if not arguments:  # the app itself does not wait until all commands are known
        return face.run(False)
    options = _parser().parse_args(arguments)
    action: Callable[[argparse.Namespace, Face], int] = options.action
    return action(options, face)


def _parser() -> argparse.ArgumentParser:
    from magapp.cli.parser import Parser
    from magapp.settings import shop_language

    parser = Parser.speaking(shop_language())
    parser.add_argument("--kiosk", action="store_true")
    parser.add_argument("--version", action="store_true")
    parser.set_defaults(
        action=lambda options, face: _version() if options.version else face.run(options.kiosk)
    )
    commands = parser.commands("COMMAND", required=False)

    advise = commands("advise")
    advise.add_argument("file", nargs="?")
    advise.add_argument("--lines", action="store_true")
    advise.add_argument("--catalog", type=Path, metavar="FILE")
    advise.add_argument("--pack", type=Path, metavar="DIR")
    advise.add_argument("--why", action="store_true")
    advise.add_argument("--why-not", metavar="ID")
    advise.add_argument("--format", choices=("text", "json"), default="text")
    advise.add_argument("--language")
    advise.set_defaults(action=_advise)

    medicine = commands("medicine")
    medicine.add_argument("text", nargs="*", metavar="TEXT")
    medicine.add_argument("--lines", action="store_true")
    medicine.add_argument("--format", choices=("text", "json"))
    medicine.add_argument("--language")
    medicine.add_argument("--pack", type=Path, metavar="DIR")
    medicine.set_defaults(action=_medicine)

    check = commands("check")
    check.add_argument("pack", nargs="?", type=Path, metavar="PACK")
    check.add_argument("--on", type=_day, metavar="DATE")
    check.add_argument("--catalog", type=Path, metavar="FILE")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.add_argument("--examples", type=Path, metavar="DIR")
    check.add_argument("--sign", type=_name, metavar="NAME")
    check.set_defaults(action=_check)

    catalog = commands("catalog")
    shelf = catalog.commands("ACTION")
    taking = shelf("import")
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--strict", action="store_true")
    taking.add_argument("--sheet", default="", metavar="NAME")
    taking.add_argument("--supplier", default="", metavar="NAME")
    taking.add_argument("--column", action="append", default=[], metavar="OURS=THEIRS")
    taking.add_argument("--keep-demo", action="store_true")
    listing = shelf("list")
    exporting = shelf("export")
    undoing = shelf("undo")
    saving = shelf("backup")
    saving.add_argument("file", nargs="?", type=Path, metavar="FILE")
    restoring = shelf("restore")
    restoring.add_argument("file", nargs="?", type=Path, metavar="FILE")
    restoring.add_argument("--anew", action="store_true")
    watching = shelf("watch")
    watching.add_argument("folder", type=Path, metavar="DIR")
    watching.add_argument("--once", action="store_true")
    watching.add_argument("--every", type=_seconds, default=3.0, metavar="SECONDS")
    for action in (taking, listing, exporting, undoing, saving, restoring, watching):
        action.set_defaults(action=_catalog, part=action.prog.split()[-1])

    server = commands("database")
    about = server.commands("WHAT")
    word = about("password")
    word.set_defaults(action=_database_password)
    creating = about("create")
    shop = about("shop")
    shop.add_argument("name", metavar="NAME")
    shop.add_argument("--login", required=True, metavar="NAME")
    shop.add_argument("--for", dest="use", choices=("counter", "shop", "chain"), default="shop")
    shop.add_argument("--stdin", action="store_true")
    setting = about("set")
    setting.add_argument("keepers", nargs="*", metavar="WHAT=WHO")
    for each in (creating, shop, setting):
        each.set_defaults(action=_database_shops, part=each.prog.split()[-1])

    demo = commands("demo")
    made = demo.commands("WHAT")
    figures = made("records")
    figures.add_argument("--remove", action="store_true")
    figures.set_defaults(action=_demo_records)

    pack = commands("pack")
    deed = pack.commands("ACTION")
    keying = deed("key")
    keying.add_argument("file", type=Path, metavar="FILE")
    signing = deed("sign")
    signing.add_argument("folder", type=Path, metavar="DIR")
    signing.add_argument("--number", type=_number, metavar="NUMBER")
    signing.add_argument("--needs", type=_version_of, metavar="VERSION")
    signing.add_argument("--output", type=Path, metavar="FILE")
    publishing = deed("publish")
    publishing.add_argument("file", type=Path, metavar="FILE")
    listing_packs = deed("list")
    listing_packs.add_argument("--in", dest="source", metavar="WHERE")
    showing = deed("show")
    showing.add_argument("pack", metavar="NUMBER")
    returning = deed("rollback")
    publishing.add_argument("--to", required=True, metavar="WHERE")
    returning.add_argument("--to", metavar="WHERE")
    for action in (signing, returning):
        every = action is signing
        action.add_argument("--key", type=Path, metavar="FILE", required=every)
        action.add_argument("--by", type=_by, metavar="NAME", required=every)
    for action in (keying, signing, publishing, listing_packs, showing, returning):
        action.set_defaults(action=_pack, part=action.prog.split()[-1])

    everything = commands("export")
    everything.add_argument("file", type=Path, metavar="FILE")
    everything.set_defaults(action=_everything, part="export")
    back = commands("restore")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--look", action="store_true")
    back.set_defaults(action=_everything, part="restore")

    tour = commands("tour")
    tour.add_argument("folder", type=Path, metavar="DIR")
    tour.set_defaults(action=lambda options, face: face.tour(options.folder))

    pin = commands("pin")
    pin.set_defaults(action=_pin)

    doctor = commands("doctor")
    doctor.add_argument("--kiosk", action="store_true", dest="customers")
    doctor.add_argument("--format", choices=("text", "json"), default="text")
    doctor.add_argument("--look", action="store_true", help=argparse.SUPPRESS)
    doctor.set_defaults(action=_doctor)

    watch = commands("watch")
    watch.add_argument("--kiosk", action="store_true", dest="customers")
    watch.add_argument("--beat", type=_seconds, default=10.0, metavar="SECONDS")
    watch.add_argument("--ready", type=_seconds, default=60.0, metavar="SECONDS")
    watch.set_defaults(action=_watch)
    return parser


def _version() -> int:
    """What runs here: the program, the pack and who signed it, Qt, Python.

    Read without importing Qt, and whatever is wrong in the shop's settings.
    """
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from magapp.assistant import open_in_use
    from magapp.language.words import Words
    from magapp.settings import shop_language

    checked = open_in_use()
    pack, signed = checked.pack, checked.signed
    words = Words(shop_language())
    by = (
        words("version_signed", by=signed.by, day=signed.on)
        if signed
        else words("version_unsigned")
    )
    try:
        qt = version("PySide6-Essentials")
    except PackageNotFoundError:  # the core works without it
        qt = words("version_none")
    print(f"magapp {version('magapp')}")
    print(words("version_pack", id=pack.id, version=pack.version, digest=pack.digest, by=by))
    print(f"Qt {qt}")
    print(f"Python {platform.python_version()}")
    return 0


def _print_json(said: Any, indent: int | None = None) -> None:
    """Print JSON, which is UTF-8 whatever the terminal speaks."""
    import json

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(json.dumps(said, ensure_ascii=False, indent=indent))


def _advise(options: argparse.Namespace, face: Face) -> int:
    from magapp.assistant import open_assistant

    # Another pack is tried as it is, so that a counter-example of its check can be replayed.
    trial = options.pack is not None
    with open_assistant(options.catalog, options.pack, trial=trial) as assistant:
        return _advise_by(assistant, options)


def _advise_by(assistant: "Assistant", options: argparse.Namespace) -> int:
    from msgspec.structs import replace

    from magapp.takehome.data import as_json
    from magapp.takehome.report import advice_in_words, explanation_in_words, why_not_in_words
    from magapp.visit.consultation import Consultation, read_consultation

    _ = assistant.catalogue  # read now: a bad one is a fault of the command, not of an answer
    pack = assistant.pack
    _speaks(options.language, pack.languages)

    def advice_for(content: bytes) -> "AdviceText":
        asked = read_consultation(content, pack)
        return say(asked, options.language or asked.language)

    def say(asked: Consultation, language: str) -> "AdviceText":
        advice, suggestion = assistant.advise(asked.answers, asked.channel, asked.cleared)
        said = advice_in_words(pack, advice, suggestion, language, asked.channel, asked.named)
        if options.why:
            explanation = assistant.explainer.explain(asked.answers, asked.channel, asked.cleared)
            why = explanation_in_words(pack, explanation, asked.answers, language)
            said = replace(said, why=why)
        if options.why_not:
            answer = assistant.why_not(advice, suggestion, options.why_not)
            why_not = why_not_in_words(pack, answer, language, assistant.product_name)
            said = replace(said, why_not=why_not)
        return said

    if options.lines:
        return _answer_lines(options.file or "-", lambda line: as_json(pack, advice_for(line)))
    if options.file is None:
        from magapp.cli.terminal import ask

        language = options.language or assistant.language
        said = say(ask(assistant, language), language)
    else:
        said = advice_for(_read(options.file))
    if options.format == "json":
        _print_json(as_json(pack, said), indent=2)
    else:
        from magapp.cli.terminal import as_text

        print(as_text(pack, said))
    return 0


def _speaks(language: str | None, languages: Sequence[str]) -> None:
    """Raise InputError when this language was asked for and the pack does not speak it."""
    if language and language not in languages:
        mend = near(language, languages)
        raise InputError("--language", "not_in_pack", word=language, mend=mend)


def _medicine(options: argparse.Namespace, face: Face) -> int:
    from msgspec import to_builtins

    from magapp.assistant import open_assistant
    from magapp.language.words import Words
    from magapp.visit.medicines import MAX_TYPED, LookedText, MedicineIndex, looked_in_words

    assistant = open_assistant(None, options.pack, trial=options.pack is not None)
    pack = assistant.pack
    _speaks(options.language, pack.languages)
    language = options.language or assistant.language
    words, index = Words(language), MedicineIndex.of(pack)

    def read(typed: str) -> LookedText:
        if not typed.strip():
            raise InputError("", "medicine_missing")
        if len(typed) > MAX_TYPED:
            raise InputError("", "medicine_long", most=MAX_TYPED)
        return looked_in_words(pack, index, typed, language)

    if options.lines:
        if len(options.text) > 1:
            raise InputError("--lines", "medicine_one_file")
        return _answer_lines(
            options.text[0] if options.text else "-",
            lambda line: to_builtins(read(_decoded(line))),
            language,
        )
    said = read(" ".join(options.text))
    if (options.format or ("text" if sys.stdout.isatty() else "json")) == "json":
        _print_json(to_builtins(said), indent=2)
    else:
        from magapp.cli.terminal import medicine_as_text

        print(medicine_as_text(said, words))
    return 0


def _decoded(line: bytes) -> str:
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise InputError("", "not_utf8") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError("--on", "no_day", word=text) from None


def _name(text: str) -> str:
    if not any(letter.isalnum() for letter in text):
        raise InputError("--sign", "no_signer")
    return text


def _by(text: str) -> str:
    try:
        return _name(text)
    except InputError as error:
        raise error.at("--by") from None


def _number(text: str) -> int:
    from magapp.cli.pack_command import read_number

    return read_number(text)


def _version_of(text: str) -> str:
    from magapp.cli.pack_command import read_version

    return read_version(text)


def _check(options: argparse.Namespace, face: Face) -> int:
    from magapp.check import check_folder, signed
    from magapp.check.report import as_json, as_text, write_examples
    from magapp.language.words import Words
    from magapp.machine.clock import day_in_force, today
    from magapp.pack import Pack
    from magapp.pack.folder import SIGNATURE
    from magapp.pack.signature import sign
    from magapp.products import Product
    from magapp.products.plan import load_catalogue
    from magapp.resources import own_pack_folder
    from magapp.settings import shop_language

    folder, file = options.pack or own_pack_folder(), options.catalog
    day = options.on or day_in_force()

    def shelf(pack: Pack) -> tuple[Product, ...]:
        return load_catalogue(file, pack).products

    try:
        report = check_folder(folder, day, shelf if file else None)
    except FileNotFoundError:
        raise InputError("", "no_pack", folder=str(folder)) from None
    done, words = [], Words(shop_language())
    try:
        if options.examples:
            write_examples(report, options.examples)
            done.append(words("check_examples", folder=options.examples))
        wrong = [fault for fault in report.errors if fault.file != SIGNATURE]
        if options.sign and report.pack and not wrong:
            if (signed_on := today()) is None:
                raise InputError("--sign", "clock_wrong")
            sign(folder, report.pack, options.sign, signed_on)
            report = signed(report, folder)
            done.append(words("check_signed"))
    except OSError as error:
        why = refused_by_system(error)
        raise InputError(str(error.filename), "unwritable", why=why) from None
    with streams.having_done(" ".join(done)):
        if options.format == "json":
            _print_json(as_json(report), indent=2)
        else:
            print(as_text(report, words.language))
    return 1 if report.errors else 0


def _doctor(options: argparse.Namespace, face: Face) -> int:
    customers = options.customers or options.kiosk
    if options.look:
        return face.look(customers)
    from magapp.doctor import as_json, as_text, examine

    findings = examine(customers, face.command())
    if options.format == "json":
        _print_json(as_json(findings), indent=2)
    else:
        print(as_text(findings))
    return 1 if any(finding.state == "problem" for finding in findings) else 0


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0.1 <= seconds <= 3600:
        raise InputError("", "no_seconds", word=text, least=0.1, most=3600)
    return seconds


def _watch(options: argparse.Namespace, face: Face) -> int:
    from magapp.machine.journal import note
    from magapp.machine.watch import Limits, watch
    from magapp.settings import shop_language

    command = [*face.command(), *(["--kiosk"] if options.customers or options.kiosk else [])]
    limits = Limits(ready=options.ready, beat=options.beat)
    language = shop_language()

    def say(what: Saying) -> None:
        if what.code == "watch_again":
            note("restarted")
        print(f"magapp watch: {what.told(language)}", file=sys.stderr)

    return watch(command, limits, say)


def _pin(options: argparse.Namespace, face: Face) -> int:
    from magapp.language.words import Words
    from magapp.machine.pin import set_pin
    from magapp.settings import home, shop_language

    words = Words(shop_language())
    if sys.stdin.isatty():
        from getpass import getpass

        digits, again = getpass(f"{words('pin_new')} "), getpass(f"{words('pin_again')} ")
    else:
        try:
            digits, again = (sys.stdin.readline(99).rstrip("\r\n") for _ in range(2))
        except UnicodeDecodeError:
            raise InputError("PIN", "pin_not_digits") from None
    if digits != again:
        raise InputError("PIN", "pin_not_twice")
    set_pin(home(), digits)
    streams.say_done(words("pin_set"))
    return 0


def _database_password(options: argparse.Namespace, face: Face) -> int:
    from magapp.cli import database_password as command

    return command.run()


def _database_shops(options: argparse.Namespace, face: Face) -> int:
    from magapp.cli import database_shops as command

    return command.run(options)


def _demo_records(options: argparse.Namespace, face: Face) -> int:
    from magapp.assistant import open_assistant
    from magapp.language.words import Words
    from magapp.settings import shop_language

    words = Words(shop_language())
    with open_assistant() as assistant:
        if options.remove:
            assistant.remove_made_up()
            streams.say_done(words("records_removed"))
        else:
            streams.say_done(words("records_made_up", count=assistant.load_made_up()))
    return 0


def _everything(options: argparse.Namespace, face: Face) -> int:
    from magapp.cli import everything as command

    return command.run(options)


def _pack(options: argparse.Namespace, face: Face) -> int:
    from magapp.cli import pack_command as command

    return command.run(options)


def _catalog(options: argparse.Namespace, face: Face) -> int:
    from magapp.cli import catalog as command

    return command.run(options)


def _read(name: str) -> bytes:
    """The content of a file, or of standard input for `-`; more than the limit is not read."""
    from magapp.reading import ANSWERS, read_file, read_stream

    return read_stream(sys.stdin.buffer, ANSWERS) if name == "-" else read_file(name, ANSWERS)


def _answer_lines(
    name: str, answer: Callable[[bytes], dict[str, Any]], language: str = "en"
) -> int:
    """One answer a line, in order; a line that cannot be read becomes an error in its place."""
    from magapp.reading import ANSWERS, read_lines, regular

    if name == "-" and sys.stdin is None:
        raise InputError(Saying.of("standard_input"), "input_closed_lines")
    try:
        if name != "-":
            regular(name)
        source = sys.stdin.buffer if name == "-" else open(name, "rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise InputError(name, "unreadable", why=refused_by_system(error)) from None
    with source:
        for number, line in enumerate(read_lines(source, ANSWERS), 1):
            try:
                if line is None:
                    raise InputError("", "line_too_long", most=ANSWERS)
                said = answer(line)
            except InputError as error:
                said = {"error": {"line": number, "message": error.told(language)}}
            _print_json(said)
    return 0
