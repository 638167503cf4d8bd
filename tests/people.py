"""Answers of made-up customers that several tests start from."""

from __future__ import annotations

from typing import Any

STRESSED: dict[str, Any] = {
    "who": "self",
    "age": "18_69",
    "sex": "male",
    "signals": ["fatigue", "tension"],
    "alarm": [],
    "duration": "weeks",
    "tried": "nothing",
    "situations": ["stress"],
    "conditions": [],
    "medicines": [],
    "other_magnesium": 0,
}
"""A healthy adult under stress: products are suggested.

Bisglycinate has 5 points, taurate 4, malate 2, glycerophosphate 1.
"""
ON_LEVOTHYROXINE: dict[str, Any] = {**STRESSED, "medicines": ["levothyroxine"]}
"""The same with a medicine that magnesium has to keep away from."""
