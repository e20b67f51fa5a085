"""A YAML structure of 5,000 grids to checked records with places, beside a bare `yaml.load` of the same file.

Both sides read the same file from disk. The bare side gives nested dicts with YAML 1.1 guesses; ours gives records:
types and keys checked, references resolved, exact numbers, sources, and the place of every record on demand.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import yaml

import basegov.io
from benchmarks.measure import Row, medians, show

GRIDS = 5_000
BUDGET = 1.5


def structure_text(grids: int = GRIDS, seed: int = 2) -> str:
    """Return the YAML of a district in one street for each 1,000 grids and one community for each 20."""
    pick = random.Random(seed)
    lines = [
        "basegov: structure/1",
        "id: benchmark",
        "name: {en: Benchmark District, zh: 测试区}",
        "date: 2021-04-23",
        "documents:",
        "  made-up: {title: {en: A made-up roster, zh: 虚构名册}}",
        "document: made-up",
        "grid_layers:",
        "  - {id: governance, name: 治理网格}",
        "districts:",
        '  - {id: d, name: 测试区, code: "990101"}',
        "streets:",
    ]
    communities = -(-grids // 20)
    streets = -(-grids // 1_000)
    lines += [f'  - {{id: s{i:02d}, name: 第{i}街道, parent: d, code: "990101{i:03d}"}}' for i in range(streets)]
    lines.append("communities:")
    lines += [f"  - {{id: c{i:04d}, name: 第{i}社区, parent: s{i // 50:02d}}}" for i in range(communities)]
    lines.append("grids:")
    for i in range(grids):
        lines += [
            f"  - id: c{i // 20:04d}-g{i % 20:02d}",
            f"    name: 第{i // 20}社区第{i % 20 + 1}网格",
            f"    parent: c{i // 20:04d}",
            "    layer: governance",
            f"    households: {pick.randint(180, 520)}",
            f"    source: MU-{pick.randint(100, 999)}",
        ]
        if pick.random() < 0.5:
            lines.append(f"    aliases: [{i // 20}-{i % 20 + 1}号网格]")
        if pick.random() < 0.3:
            lines.append("    note: borders redrawn in the last revision")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "structure.yaml"
        path.write_text(structure_text(), encoding="utf-8")

        def bare() -> object:
            return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

        def ours() -> object:
            return basegov.io.read_structure(path)

        def with_a_place() -> object:
            structure = basegov.io.read_structure(path)
            return structure.location(structure.node("c0249-g19"))

        times = medians({"bare": bare, "ours": ours, "place": with_a_place})
    base = times["bare"]
    show(
        f"A structure of {GRIDS:,} grids from YAML",
        [
            Row(
                "yaml.load, CSafeLoader",
                base,
                1.0,
                "",
                "dicts and lists; floats; YAML 1.1 guesses; later duplicates win",
            ),
            Row(
                "basegov.io.read_structure",
                times["ours"],
                times["ours"] / base,
                f"at most {BUDGET}",
                "checked records, references, sources, exact numbers; places on demand",
            ),
            Row(
                "the same, and one place asked for",
                times["place"],
                times["place"] / base,
                "",
                "and the line of a record",
            ),
        ],
    )


if __name__ == "__main__":
    main()
