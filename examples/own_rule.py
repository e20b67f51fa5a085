"""A record type and a rule of one's own: every street needs seats in canteens for the elderly (长者食堂).

Three streets, three answers: enough, too few, and not known.
"""

from typing import Annotated

import attrs

import basegov as bg
from basegov.rules import Bound, Measure, Measurement, Missing
from basegov.rules.nodes import NodeRule
from basegov.structure import Inventory


@bg.record("canteens", en="canteen", zh="长者食堂")
@attrs.frozen(kw_only=True)
class Canteen(bg.Node):
    """A canteen for the elderly in a community."""

    seats: bg.Count | bg.NotStated = bg.NOT_STATED
    run_by: Annotated[str | bg.NotStated, bg.Ref("body")] = bg.NOT_STATED


@bg.rule(en="canteen seats", zh="食堂座位")
@attrs.frozen(kw_only=True)
class CanteenSeats(NodeRule):
    """Every street must have a number of canteen seats.

    *Undetermined* while canteens or seats that are not stated decide it.

    Parameters
    ----------
    at_least : Count
        The seats required.
    """

    at_least: bg.Count = attrs.field(converter=bg.Count)

    @property
    def selector(self) -> bg.Selector:
        """Every street."""
        return bg.Selector(kind="street")

    @property
    def measure(self) -> Measure:
        """The seats of its canteens together."""
        return Measure("canteen_seats", "count", bg.Text("canteen seats", "食堂座位数"))

    @property
    def requirement(self) -> Bound:
        """At least so many."""
        return Bound(bg.Count.between(self.at_least.low, None))

    def found(self, structure: bg.Structure, node: bg.Node) -> Measurement:
        """Add up the seats; there may be more canteens than are listed unless an inventory says that there are not."""
        seats = bg.Count.total(canteen.seats for canteen in structure.descendants(node.id, Canteen))
        listed = any(i.complete is True for i in structure.where(Inventory, scope=node.id, of="canteen"))
        seats = seats if listed else bg.Count.between(seats.low, None)
        what = bg.Text(f"the seats of every canteen in {node.label}", f"{node.label}全部食堂的座位数")
        return Measurement(value=seats, missing=() if seats.is_exact else (Missing(node.id, "canteen", what),))


STRUCTURE = """\
basegov: structure/1
id: canteens
name: {en: Three streets, zh: 三个街道}
streets:
  - {id: east, name: 东街街道}
  - {id: west, name: 西街街道}
  - {id: north, name: 北街街道}
communities:
  - {id: e1, name: 东一社区, parent: east}
  - {id: w1, name: 西一社区, parent: west}
canteens:
  - {id: c1, name: 东街食堂, parent: e1, seats: ">= 60"}
  - {id: c2, name: 西街食堂, parent: w1, seats: 30}
inventories:
  - {scope: west, of: canteen, total: 1, complete: true}
"""

POLICY = """\
basegov: policy/1
id: canteens
rules:
  - rule: canteen_seats
    id: fifty-seats
    clause: {en: Every street has fifty seats in canteens for the elderly., zh: 每个街道长者食堂座位不少于50个。}
    force: must
    at_least: 50
"""


def main() -> None:
    """Read both texts and explain every answer."""
    structure = bg.io.structure_from_text(STRUCTURE, file="canteens.yaml")
    policy = bg.io.policy_from_text(POLICY, file="policy.yaml")
    for verdict in policy.check(structure):
        print(verdict.explain("zh"), end="\n\n")


if __name__ == "__main__":
    main()
