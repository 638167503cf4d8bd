"""The rules: from answers to advice, pure, and on the pack alone."""

from magapp.rules.advise import Advice, Clearance, FormScore, Reason, Rules, Verdict
from magapp.rules.compiled import Answers, Value

__all__ = [
    "Advice",
    "Answers",
    "Clearance",
    "FormScore",
    "Reason",
    "Rules",
    "Value",
    "Verdict",
]
