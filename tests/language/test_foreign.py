"""What readers of others complain of is said in words of our own."""

from __future__ import annotations

import json
import sqlite3
import tomllib

import msgspec
import psycopg
import pytest
import sqlalchemy as sa

from magapp.language.foreign import reading_fault, type_fault
from magapp.language.saying import sentences
from magapp.pack.model import Substance
from magapp.store import trouble


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "reads_value"),
        ('{"a": }', "reads_value"),
        ("{a: 1}", "reads_name"),
        ('{"a" 1}', "reads_colon"),
        ("[1 2]", "reads_comma"),
        ("{} {}", "reads_more"),
        ('"a', "reads_open"),
        ('"a\n"', "reads_sign"),
        ('"\\x"', "reads_escape"),
        ("1" * 5000, "reads_digits"),
        ("[" * 100_000, "reads_deep"),
    ],
)
def test_json(text: str, code: str) -> None:
    with pytest.raises((ValueError, RecursionError)) as caught:
        json.loads(text)
    assert isinstance(caught.value, ValueError | RecursionError)
    assert reading_fault(caught.value).code == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = ", "aan het eind: hier hoort een waarde"),
        ("\na = x", "regel 2, kolom 5: hier hoort een waarde"),
        ("a", "aan het eind: hier hoort een naam, met een waarde erachter"),
        ('a = "b', "aan het eind: hier begint een tekst die niet eindigt"),
        ('a = "b\nc = 1', "regel 1, kolom 7: hier staat een teken dat daar niet mag staan"),
        ("a = 1 b = 2", "regel 1, kolom 7: hier moet de regel eindigen"),
        ("a.b = 1\n[a]\n", "regel 2, kolom 3: dit staat er al"),
        ("a = [1", "aan het eind: een haakje is niet gesloten"),
        ("a = 2026-02-30", "regel 1, kolom 5: dit is geen datum of tijd"),
        ("a = " + "1" * 5000, "een getal heeft te veel cijfers"),
    ],
)
def test_toml(text: str, said: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - what it says is what is tried
        tomllib.loads(text)
    assert reading_fault(caught.value).told("nl") == said


class _Shape(msgspec.Struct, forbid_unknown_fields=True):
    number: int | None = None


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("x", int, "moet een geheel getal zijn, en is een tekst"),
        ([], int | None, "moet een geheel getal of niets zijn, en is een lijst"),
        ({"number": True}, _Shape, "moet een geheel getal of niets zijn, en is true of false"),
        ({"more": 1}, _Shape, "'more' is niet bekend"),
        ({"id": "a", "unit": "b", "word": "Mg", "tag": "MAG"}, Substance,
         "moet geschreven zijn als ^[a-z]+$"),
        ({}, Substance, "'id' ontbreekt"),
        ([1], tuple[int, int], "moet er 2 hebben"),
    ],
)  # fmt: skip
def test_types(value: object, kind: object, said: str) -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(value, kind)
    assert type_fault(caught.value).told("nl") == said


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('connection to server at "127.0.0.1", port 9 failed: Connection refused', "store_refused"),
        ("failed to resolve host 'nowhere': [Errno -2] Name or service not known", "store_no_host"),
        ("connection timeout expired", "store_silent"),
        ('failed: FATAL:  database "shops" does not exist', "store_no_database"),
        ('failed: FATAL:  role "one" does not exist', "store_no_login"),
        ("FATAL:  sorry, too many clients already", "store_crowded"),
        ("server closed the connection unexpectedly", "store_gone"),
        ("what nobody ever heard of", "store_unusable"),
    ],
)
def test_a_server(said: str, code: str) -> None:
    error = sa.exc.OperationalError("SELECT 1", None, psycopg.OperationalError(said))
    found = trouble.explained(error, None, "postgresql://here/shops")
    assert found.code == code
    assert said not in found.told("nl")
    assert found.told("nl") != found.told("en")


def test_a_file() -> None:
    with pytest.raises(sqlite3.Error) as caught, sqlite3.connect(":memory:") as connection:
        connection.execute("nonsense")
    error = trouble.explained(caught.value, None, "here")
    assert error.told("nl") == "here: kan niet gebruikt worden: hij meldt SQLITE_ERROR."
    assert "hij meldt" in sentences("nl")["store_state"]
