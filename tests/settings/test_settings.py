"""The shop's settings: defaults, values, and refusals that name the place and the right word."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from magapp.assistant import Assistant, fit_settings, open_assistant
from magapp.cli.main import main
from magapp.doctor import examine
from magapp.errors import InputError
from magapp.pack import Pack
from magapp.resources import resource
from magapp.settings import (
    MAX_SHOP_NAME,
    Kiosk,
    Printer,
    Settings,
    home,
    load_settings,
    read_settings,
)


def write(folder: Path, content: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "settings.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_without_a_file_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()
    assert load_settings(tmp_path / "nowhere") == Settings()


def test_everything_set(tmp_path: Path) -> None:
    write(
        tmp_path,
        'shop_name = "Proef"\nlanguage = "en"\nallow_forms = ["lactate"]\n'
        'theme = "contrast"\nmotion = false\nlogo = "logo.png"\nbrand = "#1F5c45"\n'
        '[kiosk]\nname = "Kiosk 1"\nscreen = "HDMI-1"\nidle_seconds = 60\n'
        '[printer]\nto = "network"\nat = "192.0.2.7:9100"\npaper = "80mm"\n',
    )
    assert load_settings(tmp_path) == Settings(
        shop_name="Proef",
        language="en",
        allow_forms=("lactate",),
        theme="contrast",
        motion=False,
        logo="logo.png",
        brand="#1F5c45",
        kiosk=Kiosk("Kiosk 1", "HDMI-1", 60),
        printer=Printer("network", "192.0.2.7:9100", "80mm"),
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('shop_nam = "x"', "shop_nam: is no setting. Did you mean 'shop_name'?"),
        ("motion = 3", "motion"),
        ('theme = "drak"', "theme"),
        ("allow_forms = 'lactate'", "allow_forms"),
        ("brand = 'green'", "brand"),
        ("[kiosk]\nidle = 5", "idle: is no setting."),
        ("[kiosk]\nidle_seconds = 1", "idle_seconds"),
        ("[printer]\nprt = 9100", "prt: is no setting. Choose from: at, paper, to."),
        ("[printer]\npaper = 'A3'", "paper"),
        ("kiosk = 'here'", "kiosk"),
        (f'shop_name = "{"x" * (MAX_SHOP_NAME + 1)}"', "is longer than 40 characters"),
        ("shop_name = ", "shop_name: has nothing after the =. Write a value there"),
        (b'shop_name = "\xff"', "is not UTF-8"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: str | bytes, says: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(InputError) as caught:
        load_settings(tmp_path)
    assert str(path) in str(caught.value)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_right_is_taken_all_the_same(tmp_path: Path) -> None:
    """By the key: what is beside a mistake stays."""
    write(
        tmp_path,
        'shop_nam = "x"\nshop_name = "Proef"\ntheme = "drak"\nmotion = false\n'
        '[kiosk]\nname = "Kiosk 1"\nidle_seconds = 1\nidle = 5\n[printer]\nto = "network"\n',
    )
    settings, faults = read_settings(tmp_path)
    assert settings == Settings(
        shop_name="Proef", motion=False, kiosk=Kiosk("Kiosk 1"), printer=Printer("network")
    )
    places = [fault.place.rpartition(": ")[2] for fault in faults]
    assert places == ["shop_nam", "theme", "idle_seconds", "idle"]


@pytest.mark.parametrize("content", ["shop_name = ", b'shop_name = "\xff"', "[" * 5000])
def test_a_file_that_is_no_toml_sets_nothing(tmp_path: Path, content: str | bytes) -> None:
    path = write(tmp_path, content)
    settings, [fault] = read_settings(tmp_path)
    assert settings == Settings()
    assert fault.place.startswith(str(path))


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        load_settings(tmp_path)


def test_home_is_the_one_folder(magapp_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home() == magapp_home
    monkeypatch.setenv("MAGAPP_HOME", "~/shop")
    assert home() == Path.home() / "shop"
    monkeypatch.delenv("MAGAPP_HOME")
    assert home().name == "magapp"


@pytest.mark.parametrize("named", ["~nobody-of-this-name/shop", "{file}", "{file}/below/it"])
def test_a_home_that_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    """Every command says so in one sentence, and the doctor among what it finds."""
    file = tmp_path / "file"
    file.write_text("")
    named = named.format(file=file)
    monkeypatch.setenv("MAGAPP_HOME", named)
    with pytest.raises(InputError, match="MAGAPP_HOME"):
        home()
    for command in (["catalog", "list"], ["catalog", "backup"], ["catalog", "restore"]):
        assert main(command, None) == 2  # type: ignore[arg-type]
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(f"magapp: MAGAPP_HOME={named[:40]}")
        assert said.err.count("\n") == 1
    found = {each.id: each for each in examine(True, (sys.executable, "-c", "print('[]')"))}
    assert found["folder"].state == "problem"
    assert named[:40] in found["folder"].seen
    assert not {"settings", "disk", "database", "pin"} & set(found)


@pytest.mark.parametrize(
    ("named", "is_"), [("shop", "{here}/shop"), ("a\x1b[2J", "{here}/a\x1b[2J")]
)
def test_a_home_by_a_name_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, is_: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MAGAPP_HOME", named)
    assert str(home()) == is_.format(here=tmp_path)


def test_without_any_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a service whose user has none."""
    monkeypatch.delenv("MAGAPP_HOME")
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: Path("~/.local/share"))
    with pytest.raises(InputError, match="MAGAPP_HOME: is needed"):
        home()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (Settings(allow_forms=("lactat",)), "Did you mean 'lactate'?"),
        (Settings(language="de"), "settings: language: 'de' is not in the pack."),
    ],
)
def test_settings_the_pack_does_not_know(pack: Pack, settings: Settings, says: str) -> None:
    with pytest.raises(InputError) as caught:
        Assistant(pack, settings, resource("packs", "magnesium", "demo.csv"))
    assert says in str(caught.value)
    fitting, [fault] = fit_settings(settings, pack)
    assert fitting == Settings()
    assert says in str(fault)


def test_a_screen_starts_with_what_is_right(magapp_home: Path) -> None:
    write(magapp_home, 'language = "de"\nallow_forms = ["oxide", "oxid"]\nthema = "dark"\n')
    with pytest.raises(InputError, match="thema"):
        open_assistant()
    assistant = open_assistant(lenient=True)
    assert assistant.language == assistant.pack.default_language
    assert assistant.settings.allow_forms == ("oxide",)
    assert len(assistant.faults) == 3


def test_the_shop_s_settings_reach_the_assistant(magapp_home: Path) -> None:
    write(magapp_home, 'language = "en"\nallow_forms = ["oxide"]\n')
    assistant = open_assistant()
    assert assistant.language == "en"
    assert "oxide" in assistant.settings.allow_forms
