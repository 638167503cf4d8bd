"""The sum against the most a day, as the question about other supplements shows it."""

from __future__ import annotations

from magapp.pack.model import Question
from magapp.rules import Value
from magapp.takehome.sums import sum_in_words
from ui.frame.setting import Setting
from ui.kit.charts import Gauge, Sum
from ui.kit.deck import CardFace


def sum_face(
    setting: Setting, question: Question, most: float, value: Value | None, line: bool = False
) -> CardFace:
    """The amount that is answered, against the `most` a day; on one `line` where there is room."""
    amount = value if isinstance(value, int | float) else 0
    text = sum_in_words(setting.pack, setting.language.code, most, amount)
    sums = [Sum(text.other, "accent", text.other_text)]
    gauge = Gauge(sums, text.most, text.most_text, text.left_text, line=line)
    return CardFace(gauge, f"{question.id}:gauge", text.title, "", "", raised=False)
