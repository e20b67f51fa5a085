"""Routing 58,000 cases along a chain of responders and through a loop of seven states, and judging the logs.

The peer is a plain loop over the cases that knows the chain and the deadlines by heart and keeps its log as a list of
tuples; for judging, one that counts. Both sides must come to the same events and the same counts.
"""

from __future__ import annotations

import random

from basegov.casework import Case, Moment, Reply, Trace, route, run_loop
from basegov.rules import CallsAnswered, CaseCompletion, OrderKept
from basegov.structure.casework import HandlingLoop, ResponseChain, ServiceLevel
from basegov.structure.durations import Duration
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Street
from benchmarks.measure import Row, medians, show

CASES = 58_000
CHAIN = ("community", "street", "department", "leader")
STATES = ("collect", "report", "analyse", "route", "handle", "feedback", "verify")
HOURS = {"community": 2, "street": 8, "department": 24, "leader": 72}
START = Moment("2021-01-01 00:00").seconds
Line = tuple[int, str, int, str]


def district() -> Structure:
    """Return a made-up district with a chain, its deadlines and a loop."""
    return Structure.build(
        (
            District(id="d"), *(Street(id=f"s{n}", parent="d") for n in range(10)),
            *(Community(id=f"c{n}", parent=f"s{n % 10}") for n in range(124)),
            ResponseChain(id="chain", parent="d", responders=CHAIN), HandlingLoop(id="loop", parent="d", states=STATES),
            *(ServiceLevel(of="chain", stage=who, within=Duration(f"{h} hours")) for who, h in HOURS.items()),
        ),
        id="made-up",
    )  # fmt: skip


class Data:
    """What comes and how everybody replies, the same for all sides."""

    def __init__(self) -> None:
        draw = random.Random(2021)
        self.opened = [START + draw.randrange(110 * 86_400) for _ in range(CASES)]
        self.after = {who: [draw.randrange(3 * 3600 * HOURS[who] // 2) for _ in range(CASES)] for who in CHAIN}
        self.cases = [Case(id=str(n), place=f"c{n % 124}", opened=Moment(at)) for n, at in enumerate(self.opened)]


def plain(data: Data) -> list[Line]:
    """Route the cases by heart."""
    log: list[Line] = []
    for n, opened in enumerate(data.opened):
        at = opened
        for who in CHAIN:
            log.append((n, "call", at, who))
            due = at + 3600 * HOURS[who]
            comes = at + data.after[who][n]
            if comes <= due:
                log += [(n, "answer", comes, who), (n, "close", comes, who)]
                break
            at = due + 1
    return log


def lines(trace: Trace) -> list[Line]:
    """Return a trace as the plain side keeps it."""
    state, level = trace.columns["state"], trace.columns["level"]
    return [
        (n, str(state[row]), trace.times[row], str(level[row]))
        for n, (_, rows) in enumerate(trace.rows()) for row in rows
    ]  # fmt: skip


def main() -> None:
    """Run both."""
    data, structure = Data(), district()

    def ours() -> Trace:
        return route(
            structure, data.cases, chain="chain", replies=lambda c, who: Reply(data.after[who][int(c.id)])
        ).trace

    def loop() -> Trace:
        return run_loop(structure, data.cases, loop="loop", takes=lambda case, state: 600).trace

    routed, looped = ours(), loop()
    assert lines(routed) == plain(data)
    found = medians({"chain": ours, "loop": loop, "plain": lambda: plain(data)}, rounds=5)
    show(
        f"Routing {CASES:,} cases",
        [
            Row(f"route, {len(routed.times):,} events", found["chain"], found["chain"] / found["plain"], "seconds",
                "chain, deadlines and units read from the structure; open cases with reasons; a trace"),
            Row(f"run_loop, {len(looped.times):,} events", found["loop"], found["loop"] / found["plain"], "seconds",
                "the same, through seven states"),
            Row("a loop that knows all by heart", found["plain"], 1.0, "", "a list of tuples"),
        ],
    )  # fmt: skip
    answered = CallsAnswered(id="answered", chain="chain")
    order = OrderKept(id="order", order=STATES)
    completed = CaseCompletion(id="completed", done="verify", counted="route", share="> 99%")
    log = plain(data)

    def count() -> int:
        return len({n for n, state, _, _ in log if state == "close"})

    done = CaseCompletion(id="done")
    assert done.check(routed)[0].measured is not None
    assert done.check(routed)[0].detail is not None
    assert f"{count():,} as required" in str(done.check(routed)[0].detail)
    judged = medians(
        {
            "answered": lambda: answered.check(routed), "order": lambda: order.check(looped),
            "completed": lambda: completed.check(looped), "done": lambda: done.check(routed), "count": count,
        },
        rounds=5,
    )  # fmt: skip
    base = judged["count"]
    show(
        f"Judging the logs of {CASES:,} cases",
        [
            Row("every call answered in time", judged["answered"], judged["answered"] / base, "seconds",
                "a verdict by deadlines, three-valued, with the first cases that fail"),
            Row("order of seven states", judged["order"], judged["order"] / base, "seconds", "the same"),
            Row("more than 99% of those dispatched completed", judged["completed"], judged["completed"] / base,
                "seconds", "the same, exact share and margin"),
            Row("share completed", judged["done"], judged["done"] / base, "seconds", "the same"),
            Row("a count of closed cases", base, 1.0, "", "a number"),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
