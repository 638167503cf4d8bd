"""The worked cases beside a pack, held against its rules."""

from collections.abc import Iterable, Iterator

from magapp.errors import Fault, InputError, nearest
from magapp.pack.model import Expected
from magapp.products import Product
from magapp.rules import Rules
from magapp.shelf.suggest import suggest
from magapp.visit.consultation import build_consultation


def case_faults(
    rules: Rules, cases: Iterable[Expected], products: Iterable[Product]
) -> Iterator[Fault]:
    """Cases that the rules do not bear out, cannot be read, or contradict each other."""
    products = tuple(products)
    seen: dict[str, Expected] = {}
    for case in cases:
        place = f"case {case.id}"
        data = {"channel": case.channel, "answers": case.answers, "cleared": list(case.cleared)}
        try:
            asked = build_consultation(data, rules.pack)
        except InputError as error:
            yield Fault("case-unreadable", "cases/", place, str(error))
            continue
        key = repr((case.channel, sorted(asked.answers.items(), key=str), asked.cleared))
        twin = seen.setdefault(key, case)
        if (twin.outcome, twin.urgency, set(twin.gates)) != (
            case.outcome,
            case.urgency,
            set(case.gates),
        ):
            yield Fault(
                "case-contradiction",
                "cases/",
                place,
                f"has the answers of case {twin.id} and expects something else.",
            )
        advice = rules.advise(asked.answers, asked.channel, asked.cleared)
        cards = [each.product.ean for each in suggest(rules.pack, advice, products).products]
        fired = {verdict.rule for verdict in advice.trace if verdict.holds}
        forms = tuple(each.form for each in advice.forms)
        known = {rule.name for rule in rules.rules}
        for what, expected, found in (
            ("outcome", case.outcome, advice.outcome),
            ("urgency", case.urgency, advice.urgency),
            ("gates", sorted(case.gates), sorted(advice.gates)),
            ("forms", case.forms, forms[: len(case.forms)]),
            ("slots", case.slots, advice.slots if case.slots else ()),
            ("fires", [], [rule for rule in case.fires if rule not in fired]),
            ("forbidden", [], sorted({*cards}.intersection(case.forbidden))),
            ("shows", list(case.shows) or cards, cards),
        ):
            if expected != found:
                unknown = [rule for rule in case.fires if rule not in known]
                mend = nearest(unknown[0], known) if what == "fires" and unknown else ""
                said = {
                    "fires": f"these do not fire: {', '.join(map(str, found or ()))}.",
                    "forbidden": f"these are shown: {', '.join(map(str, found or ()))}.",
                }.get(what, f"is {found}, not {expected}.")
                yield Fault("case-fails", "cases/", f"{place}: {what}", said, mend)
