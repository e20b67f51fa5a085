"""`import basegov` beside `import networkx`, each in a fresh interpreter, in turn."""

from __future__ import annotations

import statistics
import subprocess
import sys

from benchmarks.measure import Row, show

ROUNDS = 15
_TIMED = "import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"


def import_time(module: str) -> float:
    """Return how long a fresh interpreter takes to import a module, in milliseconds."""
    out = subprocess.run(
        [sys.executable, "-c", _TIMED.format(module=module)], capture_output=True, text=True, check=True
    )
    return float(out.stdout) * 1000


def main() -> None:
    """Print the medians and the ratio."""
    modules = ("networkx", "basegov")
    times: dict[str, list[float]] = {module: [] for module in modules}
    for round_ in range(ROUNDS + 1):
        for module in modules:
            elapsed = import_time(module)
            if round_:  # the first round warms the disk
                times[module].append(elapsed)
    base, ours = (statistics.median(times[module]) for module in modules)
    show(
        "Import",
        [
            Row("import networkx", base, 1.0, "", "the graph library"),
            Row(
                "import basegov", ours, ours / base, "at most 1.0", "the public names; heavy parts load when first used"
            ),
        ],
    )


if __name__ == "__main__":
    main()
