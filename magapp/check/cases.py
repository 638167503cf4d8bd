"""The worked cases beside a pack, held against its rules."""

from collections.abc import Iterable, Iterator

from magapp.errors import Fault, InputError, near
from magapp.language.saying import Saying
from magapp.pack.conditions import unknown_atom
from magapp.pack.model import Expected
from magapp.products import Product
from magapp.rules import Rules
from magapp.rules.look_back import LookBack
from magapp.shelf.suggest import suggest
from magapp.visit.consultation import build_consultation


def case_faults(
    rules: Rules, cases: Iterable[Expected], products: Iterable[Product]
) -> Iterator[Fault]:
    """Cases that the rules do not bear out, cannot be read, or contradict each other."""
    products = tuple(products)
    look_back = LookBack(rules.pack)
    asks = {each.id: [option.id for option in each.option] for each in rules.pack.look_back}
    seen: dict[str, Expected] = {}
    for case in cases:
        place = f"case {case.id}"
        data = {"channel": case.channel, "answers": case.answers, "cleared": list(case.cleared)}
        try:
            asked = build_consultation(data, rules.pack)
        except InputError as error:
            unreadable = Saying.of("at", where=error.where, what=error.saying)
            yield Fault("case-unreadable", "cases/", place, unreadable)
            continue
        for question, option in case.said.items():
            if option not in asks.get(question, ()):
                said = unknown_atom(asks, question, option)
                yield Fault("case-unreadable", "cases/", f"{place}: said", said)
        key = repr((case.channel, sorted(asked.answers.items(), key=str), asked.cleared))
        twin = seen.setdefault(key, case)
        if (twin.outcome, twin.urgency, set(twin.gates)) != (
            case.outcome,
            case.urgency,
            set(case.gates),
        ):
            contradicts = Saying.of("fault_contradiction", case=twin.id)
            yield Fault("case-contradiction", "cases/", place, contradicts)
        advice = rules.advise(asked.answers, asked.channel, asked.cleared)
        back = look_back.judge(case.said, advice) if case.said else None
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
            ("onward", case.onward, back and back.outcome),
            ("next_step", case.next_step, back.step if back else ""),
        ):
            if expected != found:
                unknown = [rule for rule in case.fires if rule not in known]
                names = ", ".join(map(str, found or ()))
                if what == "fires":
                    mend = near(unknown[0], known) if unknown else ""
                    said = Saying.of("fault_not_fired", names=names, mend=mend)
                elif what == "forbidden":
                    said = Saying.of("fault_forbidden_shown", names=names)
                else:
                    said = Saying.of("fault_is_not", found=str(found), expected=str(expected))
                yield Fault("case-fails", "cases/", f"{place}: {what}", said)
