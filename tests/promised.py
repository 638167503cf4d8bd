"""An advice as other programs read it: what JSON promises at the least, field by field."""

from __future__ import annotations

import json
from typing import Any

from magapp.pack import Pack
from magapp.rules import Advice
from magapp.shelf.suggest import Suggestion
from magapp.takehome.data import as_json
from magapp.takehome.report import advice_in_words

NUMBER = (int, float)
CONTRACT: dict[str, Any] = {
    "outcome": str,
    "urgency": (str, type(None)),
    "gates": [
        {
            "id": str,
            "outcome": str,
            "urgency": (str, type(None)),
            "text": str,
            "sources": [str],
        }
    ],
    "cleared": [{"gate": str, "reason": str}],
    "forms": [
        {
            "form": str,
            "score": int,
            "reasons": [{"rule": str, "answers": dict, "text": str, "sources": [str]}],
        }
    ],
    "products": [
        {
            "ean": str,
            "name": str,
            "form": str,
            "buffered": bool,
            "stands_out": bool,
            "units_per_day": NUMBER,
            "daily_mg": NUMBER,
            "intakes": [{"slot": str, "units": NUMBER, "mg": NUMBER}],
            "price": NUMBER,
            "units_per_pack": int,
            "price_per_day": NUMBER,
            "price_per_100_mg": NUMBER,
            "reasons": [{"rule": str, "label": str, "text": str, "answers": dict, "sources": list}],
            "badges": [{"id": str, "text": str, "line": str}],
            "claims": [str],
        }
    ],
    "excluded": [{"ean": str, "reason": str}],
    "cautions": [{"rule": str, "text": str, "sources": [str]}],
    "claims": [{"id": str, "text": str}],
    "statements": list,
    "food_tips": list,
    "ceiling_mg": NUMBER,
    "allowance_mg": NUMBER,
    "review": {"evaluate_weeks": int, "stop_weeks": int},
    "pack": {"id": str, "version": str, "digest": str},
    "language": str,
    "channel": str,
}


def as_read(
    pack: Pack, advice: Advice, suggestion: Suggestion, language: str, channel: str
) -> dict[str, Any]:
    """The JSON of an advice, read."""
    said = advice_in_words(pack, advice, suggestion, language, channel)
    read: dict[str, Any] = json.loads(json.dumps(as_json(pack, said), allow_nan=False))
    return read


def check(value: Any, shape: Any, place: str = "") -> None:
    """`value` has at least this shape."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), place
        for key, part in shape.items():
            assert key in value, f"{place}.{key}"
            check(value[key], part, f"{place}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), place
        for index, item in enumerate(value):
            check(item, shape[0], f"{place}[{index}]")
    else:
        assert isinstance(value, shape), place
        assert isinstance(value, bool) == (shape is bool), place
