"""The contract once more, written out by hand as plain tables: what the program must agree with.

Nothing here is read from the pack or from the program. It is slow, literal and easy to check
against the text; the program is free to be none of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Answers = Mapping[str, Any]

# --- 1. Questions and answers ------------------------------------------------------------------

ONE = {
    "who": ("self", "other"),
    "age": ("under_4", "4_8", "9_17", "18_69", "70_plus"),
    "sex": ("female", "male", "unsaid"),
    "duration": ("days", "weeks", "month_plus"),
    "palpitations_known": ("yes", "no"),
    "headache_known": ("yes", "no"),
    "low_mood_known": ("yes", "no"),
    "tried": ("nothing", "lifestyle", "magnesium", "other"),
}
SIGNALS = (
    "fatigue", "cramps", "poor_sleep", "agitation", "tension", "palpitations", "headache",
    "low_mood",
)  # fmt: skip
MANY = {
    "life_stage": ("pregnant", "breastfeeding", "menstrual", "menopause"),
    "signals": SIGNALS,
    "alarm": (
        "chest_pain", "breathless", "fainting", "worst_headache", "stroke_signs",
        "dark_thoughts", "swollen_calf", "weight_loss_fever",
    ),
    "situations": ("stress", "sport", "sleep", "low_energy", "hormonal", "medicines_or_diet"),
    "diet": ("processed", "alcohol", "caffeine"),
    "conditions": ("kidney", "heart_rhythm", "muscle_disease", "bowel", "surgery", "unsure"),
    "medicines": (
        "ppi_short", "ppi_long", "diuretic", "potassium_sparing", "digoxin", "tetracycline",
        "quinolone", "nitrofurantoin", "bisphosphonate", "levothyroxine", "iron", "gabapentin",
        "penicillamine", "hiv_integrase", "transplant", "magnesium_antacid", "hiv_no_antacid",
        "spaced_2h", "spaced_4h", "qt", "renal_hint", "rhythm_hint", "muscle_hint", "count_mg",
        "ask", "no_interaction", "unsure",
    ),
    "preferences": (
        "capsule", "tablet", "powder", "liquid", "vegan", "gentle", "few_units", "budget",
    ),
}  # fmt: skip
ORDER = (
    "who", "age", "sex", "life_stage", "signals", "alarm", "duration", "palpitations_known",
    "headache_known", "low_mood_known", "tried", "situations", "diet", "conditions", "medicines",
    "moments", "other_magnesium", "food", "preferences",
)  # fmt: skip
SAFETY = (
    "age", "life_stage", "signals", "duration", "alarm", "conditions", "medicines",
    "other_magnesium",
)  # fmt: skip
OTHER_MAGNESIUM = (0, 2000)

# The food screener: portions a day or a week, mg each, and the most that can be filled in.
FOOD = {
    "wholemeal_bread": ("day", 26, 12),
    "white_bread": ("day", 9, 12),
    "oats": ("week", 50, 14),
    "nuts": ("week", 60, 21),
    "seeds": ("week", 55, 21),
    "pulses": ("week", 50, 14),
    "spinach": ("week", 130, 7),
    "brown_rice": ("week", 35, 14),
    "dairy": ("day", 27, 10),
    "dark_chocolate": ("week", 46, 21),
    "banana": ("week", 32, 21),
    "mineral_water": ("day", 15, 12),
}
# By age and sex: the reference intake, and what the screener leaves out; the lowest where unsaid.
INTAKE = {
    ("under_4", None): (230, 90),
    ("4_8", None): (230, 90),
    ("9_17", "male"): (300, 120),
    ("9_17", None): (250, 105),
    (None, "male"): (350, 135),
    (None, None): (300, 120),
}


def visible(answers: Answers) -> tuple[list[str], dict[str, Any]]:
    """The questions that are asked, in order, and the answers given to those."""
    asked: list[str] = []
    given: dict[str, Any] = {}

    def has(question: str, *options: str) -> bool:
        said = given.get(question)
        return bool({said} & {*options} if isinstance(said, str) else {*options} & {*(said or ())})

    for question in ORDER:
        if {
            "life_stage": not (has("sex", "male") or has("age", "under_4", "4_8")),
            "alarm": has("signals", *SIGNALS),
            "duration": has("signals", *SIGNALS),
            "tried": has("signals", *SIGNALS),
            "palpitations_known": has("signals", "palpitations"),
            "headache_known": has("signals", "headache") and has("duration", "month_plus"),
            "low_mood_known": has("signals", "low_mood") and has("duration", "weeks", "month_plus"),
            "moments": has("medicines", *SPACING),
            "diet": has("situations", "medicines_or_diet"),
        }.get(question, True):
            asked.append(question)
            if answers.get(question) is not None:
                given[question] = answers[question]
    return asked, given


# --- 2. Outcome --------------------------------------------------------------------------------

Level = tuple[str, str | None]
NOW, TODAY, SOON = ("refer", "now"), ("refer", "today"), ("refer", "soon")
STAFF: Level = ("ask_staff", None)
FOOD_FIRST: Level = ("food_first", None)
SUGGEST: Level = ("suggest", None)
STRONGEST_FIRST: tuple[Level, ...] = (NOW, TODAY, SOON, STAFF, FOOD_FIRST, SUGGEST)
CEILING = 250
CEILING_4_8 = 110
CLAIM = 56.25

# The usual moments of medicines, and the hours to keep after and before one (medicines.md §1).
HOURS = {"breakfast": 8, "lunch": 13, "dinner": 18, "bedtime": 22.5}
SPACING: dict[str, tuple[tuple[str, ...], float, float]] = {
    "levothyroxine": (("breakfast",), 4, 4),
    "bisphosphonate": (("breakfast",), 4, 4),
    "iron": (("breakfast",), 4, 4),
    "gabapentin": (("breakfast", "lunch", "bedtime"), 2, 2),
    "tetracycline": (("breakfast", "dinner"), 3, 4),
    "quinolone": (("breakfast", "dinner"), 2, 6),
    "nitrofurantoin": (("breakfast", "dinner"), 4, 4),
    "penicillamine": (("breakfast", "dinner"), 4, 4),
    "hiv_integrase": (("breakfast",), 4, 6),
    "digoxin": (("breakfast",), 3, 3),
    "transplant": (("breakfast", "dinner"), 2, 2),
    "spaced_2h": (("breakfast",), 2, 2),
    "spaced_4h": (("breakfast",), 4, 4),
}
WEEKLY = ("bisphosphonate", "spaced_4h")
COURSES = ("tetracycline", "quinolone", "nitrofurantoin")
BEST_SLOT_FIRST = ("dinner", "breakfast", "lunch", "bedtime")


def leaves(medicine: str, said: Any) -> set[str]:
    """The moments of the day that one medicine leaves free, taken as was said."""
    usual, after, before = SPACING[medicine]
    if said == "weekly":
        return set(HOURS)
    free = {
        slot
        for slot in HOURS
        if all(
            (HOURS[slot] - HOURS[moment]) % 24 >= after
            and (HOURS[moment] - HOURS[slot]) % 24 >= before
            for moment in (said or usual)
        )
    }
    if medicine == "levothyroxine":
        if not said or "breakfast" in said:
            free &= {"lunch", "dinner"}
        if said and "bedtime" in said:
            free &= {"breakfast", "lunch"}
    if medicine == "iron" and not said:  # at breakfast or at lunch
        free &= {"dinner", "bedtime"}
    return free


def free_slots(given: Answers, dropped: Sequence[str] = ()) -> list[str]:
    """The moments of the day that the medicines leave free, best first."""
    free = set(HOURS)
    moments = given.get("moments") or {}
    for medicine in set(given.get("medicines") or ()) & SPACING.keys() - {*dropped}:
        free &= leaves(medicine, moments.get(medicine))
    order = BEST_SLOT_FIRST
    if "sleep" in (given.get("situations") or ()):
        order = ("bedtime", "dinner", "breakfast", "lunch")
    return [slot for slot in order if slot in free]


def food_fraction(given: Answers) -> float:
    """Magnesium from food as a fraction of the reference; 0 when it was skipped."""
    if "food" not in given:
        return 0
    age, sex = given.get("age"), given.get("sex")
    keys = ((age, sex), (age, None), (None, sex), (None, None))
    reference, base = next(INTAKE[key] for key in keys if key in INTAKE)
    mg: float = base
    for item, portions in given["food"].items():
        per, each, _ = FOOD[item]
        mg += portions * each / (7 if per == "week" else 1)
    return mg / reference


def ceiling(given: Answers) -> float:
    """The most from supplements in a day, mg elemental."""
    return CEILING_4_8 if given.get("age") == "4_8" else CEILING


def gates(answers: Answers) -> dict[str, Level]:
    """Every gate that fires, with its level."""
    asked, given = visible(answers)
    fires: dict[str, Level] = {}

    def has(question: str, *options: str) -> bool:
        said = given.get(question)
        return bool({said} & {*options} if isinstance(said, str) else {*options} & {*(said or ())})

    for alarm in MANY["alarm"][:6]:
        if has("alarm", alarm):
            fires[alarm] = NOW
    if has("alarm", "swollen_calf"):
        fires["swollen_calf"] = TODAY
    if has("signals", "palpitations") and has(
        "medicines", "ppi_short", "ppi_long", "diuretic", "potassium_sparing", "digoxin", "qt",
        "rhythm_hint", "quinolone", "transplant", "renal_hint",
    ):  # fmt: skip
        fires["palpitations_medicine"] = TODAY
    if has("signals", "headache") and has("life_stage", "pregnant"):
        fires["headache_pregnant"] = TODAY
    if has("age", "under_4"):
        fires["under_4"] = SOON
    for condition in ("kidney", "heart_rhythm", "muscle_disease"):
        if has("conditions", condition):
            fires[condition] = SOON
    if has("alarm", "weight_loss_fever"):
        fires["weight_loss_fever"] = SOON
    for hint in ("renal_hint", "rhythm_hint", "muscle_hint"):
        if has("medicines", hint):
            fires[hint] = SOON
    if has("signals", "palpitations") and not has("palpitations_known", "yes"):
        fires["palpitations"] = SOON
    long = {"headache": ("month_plus",), "low_mood": ("weeks", "month_plus")}
    for signal, durations in long.items():
        asks = has("signals", signal) and has("duration", *durations)
        if asks and not has(f"{signal}_known", "yes"):
            fires[signal] = SOON

    for age in ("4_8", "9_17", "70_plus"):
        if has("age", age):
            fires[f"age_{age}"] = STAFF
    for stage in ("pregnant", "breastfeeding"):
        if has("life_stage", stage):
            fires[stage] = STAFF
    if has("life_stage", "breastfeeding") and has("signals", "headache"):
        fires["headache_breastfeeding"] = STAFF
    for condition in ("bowel", "surgery"):
        if has("conditions", condition):
            fires[condition] = STAFF
    if has("conditions", "unsure"):
        fires["conditions_unsure"] = STAFF
    for medicine in (
        "ppi_long", "diuretic", "potassium_sparing", "digoxin", "penicillamine", "hiv_integrase",
        "hiv_no_antacid", "transplant", "magnesium_antacid", "tetracycline", "quinolone",
        "nitrofurantoin",
    ):  # fmt: skip
        if has("medicines", medicine):
            fires[medicine] = STAFF
    if has("medicines", "unsure"):
        fires["medicines_unsure"] = STAFF
    if has("medicines", "ask"):
        fires["medicines_ask"] = STAFF
    if uncounted(given):
        fires["magnesium_uncounted"] = STAFF
    if given.get("other_magnesium") == "unsure":
        fires["other_magnesium_unsure"] = STAFF
    for question in SAFETY:
        if question in asked and question not in given:
            fires[f"unanswered_{question}"] = STAFF
    if has("tried", "magnesium") and has("duration", "month_plus"):
        fires["tried_magnesium"] = STAFF
    if not free_slots(given):
        fires["no_slot"] = STAFF

    signals = {*(given.get("signals") or ())}
    if len(signals) >= 4 and has("duration", "month_plus"):
        fires["many_signals_long"] = STAFF
    plain = signals & {"fatigue", "cramps", "poor_sleep", "agitation", "tension"}
    several = bool(plain) and len(signals - {"palpitations"}) >= 2
    if not several and not given.get("situations"):
        fires["few_signals"] = FOOD_FIRST
    amount = given.get("other_magnesium")
    if isinstance(amount, int | float) and ceiling(given) - amount < CLAIM:
        fires["enough_already"] = FOOD_FIRST
    if food_fraction(given) > 1.10:
        fires["food_rich"] = FOOD_FIRST
    return fires


def uncounted(given: Answers) -> bool:
    """Whether something with magnesium is taken that the amount leaves out."""
    amount = given.get("other_magnesium")
    holds = {"magnesium_antacid", "count_mg"} & {*(given.get("medicines") or ())}
    return bool(holds) and isinstance(amount, int | float) and amount < 1


def outcome(standing: Mapping[str, Level]) -> Level:
    """The strongest level of these gates."""
    return next(
        level for level in STRONGEST_FIRST if level in standing.values() or level == SUGGEST
    )


def clearable(gate: str, level: Level) -> bool:
    """Whether staff may clear this gate."""
    never = ("no_slot", "hiv_no_antacid", "other_magnesium_unsure", "magnesium_uncounted")
    return level == STAFF and gate not in never and not gate.startswith("unanswered_")


def allowance(answers: Answers) -> float:
    """The ceiling less other magnesium, in mg; nothing while that is not known."""
    given = visible(answers)[1]
    amount = given.get("other_magnesium")
    if not isinstance(amount, int | float) or uncounted(given):
        return 0
    return max(0, ceiling(given) - amount)


# --- 3. Forms ----------------------------------------------------------------------------------

SEED = ("bisglycinate", "taurate", "malate", "glycerophosphate", "citrate")
FORMS = (
    *SEED, "oxide", "chloride", "carbonate", "lactate", "gluconate", "pidolate", "threonate",
    "other",
)  # fmt: skip
SUPPORT: tuple[tuple[str, str, tuple[str, ...], int], ...] = (
    ("situations", "stress", ("bisglycinate", "taurate"), 3),
    ("situations", "sport", ("malate",), 3),
    ("situations", "sleep", ("bisglycinate",), 3),
    ("situations", "low_energy", ("malate",), 3),
    ("situations", "hormonal", ("bisglycinate", "citrate"), 3),
    ("signals", "fatigue", ("malate",), 1),
    ("signals", "cramps", ("bisglycinate", "malate"), 1),
    ("signals", "poor_sleep", ("bisglycinate",), 1),
    ("signals", "tension", ("bisglycinate",), 1),
    ("signals", "agitation", ("bisglycinate", "taurate"), 1),
    ("signals", "headache", ("bisglycinate", "citrate"), 1),
    ("signals", "low_mood", ("bisglycinate", "citrate"), 1),
    ("preferences", "gentle", ("citrate", "oxide", "chloride", "carbonate"), -2),
)


def forms(answers: Answers, allowed: Sequence[str] = ()) -> list[tuple[str, int]]:
    """The forms that fit with their scores, best first. A form the shop allows starts at 1."""
    _, given = visible(answers)
    scores = dict.fromkeys(FORMS, 0)
    for form in ("bisglycinate", "taurate", "malate", "glycerophosphate"):
        scores[form] += 1
    for form in allowed:
        scores[form] += form not in SEED
    expecting = {"pregnant", "breastfeeding"} & {*(given.get("life_stage") or ())}
    for question, option, supported, weight in SUPPORT:
        if expecting and question != "preferences":
            continue
        if option in (given.get(question) or ()):
            for form in supported:
                scores[form] += weight
    threonate_barred = given.get("age") in ("under_4", "4_8", "9_17") or expecting
    fitting = [
        (form, score)
        for form, score in scores.items()
        if score > 0
        and (form in SEED or form in allowed)
        and not (form == "threonate" and threonate_barred)
    ]
    return sorted(fitting, key=lambda each: (-each[1], FORMS.index(each[0])))
