"""How both sides are measured: in turn, several rounds, the median quoted, the ratio taken."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable

import attrs


@attrs.frozen
class Row:
    """One line of the result table.

    Parameters
    ----------
    name : str
        What was measured.
    milliseconds : float
        Median of the rounds.
    ratio : float
        Against the side that the budget is stated for (1.0 for that side itself).
    budget : str
        What the design allows, in words; empty for the peer.
    delivers : str
        How much work this side delivers.
    """

    name: str
    milliseconds: float
    ratio: float
    budget: str = ""
    delivers: str = ""


def medians(sides: dict[str, Callable[[], object]], rounds: int = 9) -> dict[str, float]:
    """Run the sides in turn, after one warm-up each, and return the median of each in milliseconds."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for side in sides.values():
        side()
    for _ in range(rounds):
        for name, side in sides.items():
            gc.collect()
            start = time.perf_counter()
            side()
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(values) for name, values in times.items()}


def show(title: str, rows: Iterable[Row]) -> None:
    """Print a table of rows."""
    rows = list(rows)
    print(f"\n## {title}\n")
    print("| side | median ms | ratio | budget | delivers |")
    print("|---|---:|---:|---|---|")
    for row in rows:
        print(f"| {row.name} | {row.milliseconds:.3f} | {row.ratio:.3f} | {row.budget} | {row.delivers} |")
