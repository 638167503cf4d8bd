"""How long it takes to prove every promise of the pack, and over how many answer sets.

In a fresh process, as `check` starts, and again in one that is warm. Nothing here fails on time:
the table says how we stand.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from statistics import median
from time import perf_counter

from magapp.assistant import Assistant
from magapp.proof.invariants import prove
from magapp.proof.space import AnswerSpace
from magapp.rules import Rules

ROUNDS = 5

FRESH = """
import json, sys
from time import perf_counter
start = perf_counter()
from magapp.pack import load_pack
from magapp.resources import resource
from magapp.products.plan import load_catalogue
from magapp.rules import Rules
from magapp.proof.invariants import prove
from magapp.proof.space import AnswerSpace
imported = perf_counter()
pack = load_pack(resource("packs", "magnesium"))
shelf = load_catalogue(resource("packs", "magnesium", "demo.csv"), pack)
loaded = perf_counter()
def memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
before = memory()
ready = perf_counter()
space = AnswerSpace(Rules(pack))
built = perf_counter()
proofs = list(prove(space, pack.invariants, shelf.products))
done = perf_counter()
print(json.dumps({
    "import": imported - start, "load": loaded - imported, "build": built - ready,
    "decide": done - built, "hold": sum(each.holds for each in proofs), "of": len(proofs),
    "nodes": len(space.sets), "count": space.count(space.possible),
    "before": before, "after": memory(),
}))
"""


def test_proof(assistant: Assistant) -> None:
    pack, products = assistant.pack, assistant.catalogue.products
    print(f"\n\nProof of {len(pack.invariants)} invariants, medians of {ROUNDS}")

    runs = []
    for _ in range(ROUNDS):
        start = perf_counter()
        ran = subprocess.run(
            [sys.executable, "-c", FRESH], capture_output=True, text=True, check=True
        )
        runs.append(json.loads(ran.stdout) | {"wall": perf_counter() - start})
    (hold, of, nodes, count) = (runs[0][each] for each in ("hold", "of", "nodes", "count"))
    assert hold == of
    fresh = {
        each: median(run[each] for run in runs)
        for each in ("wall", "import", "load", "build", "decide", "before", "after")
    }
    print(f"  answer sets                {count:,} ({count:.2e})")
    print(f"  diagram nodes              {nodes:,}")
    for name, each in (
        ("fresh process, all of it", "wall"),
        ("  import", "import"),
        ("  pack and shelf", "load"),
        ("  build", "build"),
        ("  decide", "decide"),
    ):
        print(f"  {name:26} {fresh[each] * 1e3:8.0f} ms")
    before, after = (fresh[each] / 1024 for each in ("before", "after"))
    print(
        f"  peak memory                {after:8.1f} MB, {after - before:.1f} MB of it the proof's"
    )

    build: list[float] = []
    decide: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        start = perf_counter()
        space = AnswerSpace(Rules(pack))
        build.append(perf_counter() - start)
        for invariant in pack.invariants:
            start = perf_counter()
            (proof,) = prove(space, [invariant], products)
            decide[invariant.id].append(perf_counter() - start)
            assert proof.holds, invariant.id
    took = {each: median(times) for each, times in decide.items()}
    whole = median(map(sum, zip(build, *decide.values(), strict=True)))
    print(f"  warm, build and decide     {whole * 1e3:8.0f} ms")
    print(f"  warm, build                {median(build) * 1e3:8.0f} ms")
    for each in sorted(took, key=took.__getitem__, reverse=True)[:6]:
        print(f"    {each:28} {took[each] * 1e3:8.1f} ms")
