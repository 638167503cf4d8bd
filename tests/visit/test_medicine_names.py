"""No name frees anybody by looking like another: whole kinds of names, made from the pack."""

from __future__ import annotations

import random
import re
import string
from itertools import permutations

import pytest

from magapp.pack import Pack
from magapp.pack.model import Medicine
from magapp.visit.medicines import Found, Looked, MedicineIndex, plain

DIURETICS = {"diuretic", "potassium_sparing"}
JOINS = ("/", " / ", "+", " + ", " & ", "-", " ", " en ", " met ", "_", ", ")
HCT = (
    "HCT", "HCTZ", "hct", "hctz", "HCT.", "H.C.T.", "htc", "hydrochloorthiazide", "HCT 12,5",
    "hydrochlorothiazide", "HCT 12,5 mg", "hctz 25mg", "hydrochloorthiazide tabletten",
)  # fmt: skip
MORE = (
    "plus", "comp", "comp.", "met plaspil", "met diureticum", "plaspil", "plastablet", "diuretic",
    "met diuretica", "en plastabletten", "forte", "hydrochloor", "hydrochl", "thiazide", "combi",
)  # fmt: skip


@pytest.fixture(scope="session")
def index(pack: Pack) -> MedicineIndex:
    return MedicineIndex.of(pack)


@pytest.fixture(scope="session")
def neutral(pack: Pack) -> set[str]:
    return {*pack.question("medicines").neutral()}


def taken(index: MedicineIndex, looked: Looked) -> set[str] | None:
    """The groups that Enter takes; None where a hand must choose."""
    if looked.exact is None or looked.exact.medicine.which:
        return None
    return {*looked.exact.medicine.groups}


def spelt(medicine: Medicine) -> tuple[str, ...]:
    return (medicine.name, *medicine.brands, *medicine.synonyms)


def frees(index: MedicineIndex, found: Found, neutral: set[str]) -> bool:
    return {*index.groups(found.medicine)} <= neutral


def fails_open(index: MedicineIndex, typed: str, groups: set[str], neutral: set[str]) -> str | None:
    """How a typed name of a medicine with these groups would free somebody; None: it does not."""
    looked = index.look_up(typed)
    took = taken(index, looked)
    if took is not None and not took & groups:
        return f"{typed!r} is taken as {sorted(took)}"
    if looked.offered and all(frees(index, each, neutral) for each in looked.offered):
        return f"{typed!r} offers only {[each.name for each in looked.offered]}"
    return None


def slips(name: str, luck: random.Random, many: int) -> list[str]:
    """The name with one letter missing, wrong, doubled or swapped with the next."""
    made = []
    letters = [place for place, each in enumerate(name) if each.isalpha()]
    for _ in range(many if letters else 0):
        at = luck.choice(letters)
        kind = luck.randrange(4)
        if kind == 0:
            made.append(name[:at] + name[at + 1 :])
        elif kind == 1:
            made.append(name[:at] + luck.choice(string.ascii_lowercase) + name[at + 1 :])
        elif kind == 2:
            made.append(name[:at] + name[at] + name[at:])
        else:
            made.append(name[:at] + name[at : at + 2][::-1] + name[at + 2 :])
    return made


def test_every_listed_name_is_itself(pack: Pack, index: MedicineIndex) -> None:
    """Whatever its capitals and signs, and with a strength, words of the box or of the customer."""
    bearers: dict[str, set[tuple[str, ...]]] = {}
    for medicine in pack.medicines:
        for name in spelt(medicine):
            bearers.setdefault(plain(name), set()).add(medicine.groups or (medicine.which,))
    for medicine in pack.medicines:
        for name in spelt(medicine):
            if len(bearers[plain(name)]) > 1:
                assert index.look_up(name).exact is None, name
                assert len(index.look_up(name).offered) > 1, name
                continue
            behind = (
                "" if {*re.split(r"\W", name.lower())} & {*pack.look_up.dosage} else "tabletten"
            )
            for typed in (name, f"  ik slik {name.upper()} {behind}"):
                found = index.look_up(typed).exact
                assert found is not None, typed
                assert found.medicine.groups == medicine.groups, typed
                assert found.medicine.which == medicine.which, typed
    assert index.look_up("metoprololsuccinaat 50 mg retard").exact is not None
    assert index.look_up("rosuvastatine 10mg").exact is not None


def test_no_order_no_sign_and_no_short_form_hides_a_diuretic(
    pack: Pack, index: MedicineIndex, neutral: set[str]
) -> None:
    """All orders, joins and short forms of every combination with a diuretic, and slips in them."""
    luck = random.Random(5)
    wrong: list[str] = []
    tried = 0
    for medicine in pack.medicines:
        groups = {*medicine.groups}
        parts = medicine.name.split("/")
        if not groups & DIURETICS or len(parts) < 2:
            continue
        typed = []
        for order in permutations(parts):
            typed += [join.join(order) for join in ("", *luck.sample(JOINS, 3))]
            if "hydrochloorthiazide" in order:
                for short in luck.sample(HCT, 4):
                    said = [short if each == "hydrochloorthiazide" else each for each in order]
                    typed.append(luck.choice(JOINS).join(said))
        for each in luck.sample(typed, 4):
            typed += slips(each, luck, 1)
        for each in [*typed, *spelt(medicine)]:
            tried += 1
            wrong += filter(None, [fails_open(index, each, groups & DIURETICS, neutral)])
    assert tried > 1500
    assert wrong == []


def test_a_name_that_says_there_is_more_is_never_the_plain_one(
    pack: Pack, index: MedicineIndex, neutral: set[str]
) -> None:
    luck = random.Random(6)
    listed = {plain(each) for medicine in pack.medicines for each in spelt(medicine)}
    wrong = []
    for medicine in pack.medicines:
        if "/" in medicine.name or not frees(index, Found(medicine.name, medicine), neutral):
            continue
        name = luck.choice((medicine.name, *medicine.brands))
        more = luck.choice(MORE)
        said = [*luck.sample(HCT, 2), more, *slips(luck.choice(HCT[:4]), luck, 1)]
        for each in said:
            if len(plain(each)) < 3:
                continue
            typed = luck.choice((f"{name} {each}", f"{each} {name}", f"{name}/{each}"))
            took = taken(index, index.look_up(typed))
            if took is not None and took <= neutral and plain(typed) not in listed:
                wrong.append(f"{typed!r} is taken as {took}")
    assert wrong == []


def test_no_slip_of_a_stricter_name_is_taken_for_one_that_frees(
    pack: Pack, index: MedicineIndex, neutral: set[str]
) -> None:
    luck = random.Random(7)
    listed = {plain(name) for medicine in pack.medicines for name in spelt(medicine)}
    wrong = []
    tried = 0
    for medicine in pack.medicines:
        if frees(index, Found(medicine.name, medicine), neutral):
            continue
        for name in luck.sample(spelt(medicine), min(2, len(spelt(medicine)))):
            for slip in slips(name, luck, 2):
                if plain(slip) in listed or len(plain(slip)) < 3:
                    continue
                tried += 1
                took = taken(index, index.look_up(slip))
                if took is not None and took <= neutral:
                    wrong.append(f"{slip!r} for {name!r}")
    assert tried > 1000
    assert wrong == []


def test_near_misses_show_what_is_stricter_first(
    pack: Pack, index: MedicineIndex, neutral: set[str]
) -> None:
    """And with few letters nothing that frees looks alike."""
    luck = random.Random(8)
    order = {group: place for place, group in enumerate(pack.look_up.strictest_first)}
    seen = 0
    for medicine in luck.sample(pack.medicines, 150):
        for slip in slips(medicine.name, luck, 2):
            looked = index.look_up(slip)
            if not looked.near:
                continue
            seen += 1
            ranks = [
                min(order.get(group, 99) for group in index.groups(each.medicine))
                for each in looked.offered
            ]
            assert ranks == sorted(ranks), slip
            if len(plain(slip)) < 5:
                assert not any(frees(index, each, neutral) for each in looked.offered), slip
    assert seen > 50


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("losartan HCT", "losartan/hydrochloorthiazide"),
        ("candesartan HCT", "candesartan/hydrochloorthiazide"),
        ("valsartan hct", "valsartan/hydrochloorthiazide"),
        ("HCT + valsartan 80/12,5 mg", "valsartan/hydrochloorthiazide"),
        ("diovan hydrochloorthiazide", "valsartan/hydrochloorthiazide"),
        ("kalium", "kaliumchloride"),
        ("clonidine", "clonidine"),
        ("cotrimoxazol", "cotrimoxazol"),
        ("valproinezuur", "valproïnezuur"),
        ("metoprolol", "metoprolol"),
        ("Metoprololsuccinaat retard 50 mg", "metoprolol"),
        ("losartan kalium 50", "losartan"),
        ("losartan", "losartan"),
        ("lisinopril", "lisinopril"),
        ("naproxen", "naproxen"),
        ("Thyrax Duotab 100 microgram", "levothyroxine"),
        ("vitamine D", "colecalciferol"),
        ("pufje", "puffer"),
        ("hartpilletje", "bloeddrukpil"),
        ("ibuprofen zalf", "ibuprofen"),
        ("tacrolimus zalf", "tacrolimus zalf"),
        ("diclofenac gel", "diclofenac gel"),
        ("tobramycine oogdruppels", "tobramycine oogdruppels"),
    ],
)
def test_names_as_customers_say_them(index: MedicineIndex, typed: str, name: str) -> None:
    found = index.look_up(typed).exact
    assert found is not None
    assert found.medicine.name == name
    assert index.look_up(typed).offered[0].medicine.name == name


@pytest.mark.parametrize(
    "typed",
    [
        "vitamine D calcium", "amlodipine kalium", "metoprolol en furosemide", "losartan xyz",
        "furosemide zalf", "metoprolol zink", "omeprazol en metoprolol", "doxycycline creme",
        "losartan met iets erbij", "prednison plus calcium",
    ],
)  # fmt: skip
def test_two_things_are_not_one(index: MedicineIndex, neutral: set[str], typed: str) -> None:
    looked = index.look_up(typed)
    assert looked.exact is None
    assert not looked.offered or not all(frees(index, each, neutral) for each in looked.offered)


def test_a_single_substance_comes_before_its_combinations(index: MedicineIndex) -> None:
    for typed in ("metopr", "losart", "enala", "furos", "spirono"):
        names = [each.medicine.name for each in index.look_up(typed).offered]
        singles = [each for each in names if "/" not in each]
        assert singles, typed
        for place, each in enumerate(names):
            for part in each.split("/"):
                if part in singles:
                    assert names.index(part) <= place, typed


def test_forms_that_meet_nothing_have_their_own_entry(
    pack: Pack, index: MedicineIndex, neutral: set[str]
) -> None:
    """The drops, creams and needles of a stricter name are listed, or they are not taken."""
    luck = random.Random(9)
    for medicine in pack.medicines:
        if "/" in medicine.name or frees(index, Found(medicine.name, medicine), neutral):
            continue
        for local in luck.sample(pack.look_up.local, 3):
            looked = index.look_up(f"{medicine.name} {local}")
            if (took := taken(index, looked)) is not None and took <= neutral:
                assert looked.exact is not None
                assert "free" in looked.exact.medicine.why


COMMON = """\
acenocoumarol acetylsalicylzuur alendroninezuur alfuzosine allopurinol amitriptyline amlodipine
amoxicilline amoxicilline/clavulaanzuur apixaban atenolol atorvastatine azitromycine beclometason
betahistine bisacodyl bisoprolol budesonide bumetanide calciumcarbonaat candesartan carbamazepine
carbasalaatcalcium carvedilol cetirizine chloortalidon ciprofloxacine citalopram claritromycine
clonazepam clopidogrel clozapine codeïne colchicine colecalciferol dabigatran dapagliflozine
desloratadine desogestrel diazepam diclofenac digoxine diltiazem domperidon doxazosine doxycycline
duloxetine dutasteride edoxaban empagliflozine enalapril escitalopram esomeprazol estradiol
etoricoxib ezetimib fenprocoumon ferrofumaraat finasteride flucloxacilline fluoxetine fluticason
foliumzuur formoterol fosinopril furosemide gabapentine gliclazide glimepiride haloperidol
hydrochloorthiazide hydrocortison hydroxychloroquine ibuprofen indapamide insuline irbesartan
isosorbidemononitraat lactulose lamotrigine latanoprost levetiracetam levocetirizine
levodopa/carbidopa levothyroxine linagliptine lisinopril lithium loperamide loratadine lorazepam
losartan macrogol mebeverine melatonine mesalazine metformine methotrexaat methylfenidaat
metoclopramide metoprolol metronidazol mirabegron mirtazapine mometason montelukast morfine naproxen
nebivolol nifedipine nitrofurantoïne nitroglycerine nortriptyline olanzapine olmesartan omeprazol
oxazepam oxycodon pantoprazol paracetamol paroxetine perindopril pramipexol pravastatine prednisolon
prednison pregabaline propranolol quetiapine quinapril ramipril risperidon rivaroxaban ropinirol
rosuvastatine salbutamol semaglutide sertraline sildenafil simvastatine sitagliptine solifenacine
sotalol spironolacton sumatriptan tadalafil tamoxifen tamsulosine telmisartan temazepam terbinafine
ticagrelor timolol tiotropium tolterodine topiramaat tramadol trazodon valaciclovir valproïnezuur
valsartan venlafaxine verapamil zolpidem zopiclon
"""


def test_few_common_medicines_end_with_our_staff(index: MedicineIndex) -> None:
    """Of those dispensed most, at most one in eight is asked about for being what it is."""
    found = {name: index.look_up(name).exact for name in COMMON.split()}
    assert [name for name, each in found.items() if each is None] == []
    asked = [
        name
        for name, each in found.items()
        if each is not None and {"ask", "unsure"} & {*each.medicine.groups}
    ]
    assert len(asked) * 8 <= len(found)
