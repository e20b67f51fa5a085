"""Classes of one's own take part: no code per class."""

import attrs
import pytest

from basegov import io
from basegov.errors import InputError
from basegov.io.schema import json_schema
from basegov.quantities import Share
from basegov.rules.rule import RULE_TYPES, rule
from basegov.structure.records import RECORD_TYPES, Node, record
from basegov.structure.snapshot import Structure
from basegov.values import NOT_STATED, FrozenMap, NotStated
from tests.io.support import Colour, Inner


def even(value):
    if value % 2:
        raise ValueError(f"{value} is odd")
    return value


@pytest.fixture
def garden():
    @record("gardens", en="garden", zh="花园")
    @attrs.frozen(kw_only=True)
    class Garden(Node):
        beds: int = attrs.field(default=0, converter=even)
        open_: bool = True
        parts: tuple[Inner, ...] = ()
        weights: FrozenMap[str, Share] = attrs.field(factory=FrozenMap, converter=FrozenMap)
        pair: tuple[str, int] | NotStated = NOT_STATED
        either: Colour | str = "none"
        colours: frozenset[Colour] = frozenset()

    yield Garden
    del RECORD_TYPES["garden"]


def test_a_record_class_of_ones_own_reads_and_writes(garden):
    made = garden(
        id="g", beds=4, open_=False, parts=(Inner(depth=3, colour=Colour.BLUE), Inner(depth=1)),
        weights={"soil": Share("1/3")}, pair=("a", 2), either="green", colours=frozenset({Colour.RED, Colour.BLUE}),
    )  # fmt: skip
    structure = Structure.build([made], id="s")
    text = io.to_yaml(structure)
    assert "open: false" in text
    assert "weights: {soil: " in text
    assert io.structure_from_text(text) == structure
    assert "gardens" in json_schema("structure")["properties"]


def test_every_mistake_of_an_entry_is_found(garden):
    text = (
        "basegov: structure/1\nid: s\ngardens:\n"
        "  - {id: g, beds: 3, open: 1, parts: [{depth: 1.5}, {}, 3], weights: {soil: 2}, pair: [a], colours: [pink]}\n"
        "  - {id: h, beds: 3}\n"
    )
    with pytest.raises(InputError) as caught:
        io.structure_from_text(text)
    codes = [diagnostic.code for diagnostic in caught.value.diagnostics]
    assert codes == ["BG225", "BG203", "BG202", "BG203", "BG209", "BG222", "BG207", "BG220"]
    assert "3 is odd" in caught.value.text()  # BG220: what a converter of the class refuses


def test_a_rule_class_of_ones_own_is_named_in_policies():
    from basegov.rules.appraisal import AppraisalShare

    @rule(en="garden share", zh="花园权重")
    @attrs.frozen(kw_only=True)
    class GardenShare(AppraisalShare):
        beds: int = 1

    try:
        policy = io.policy_from_text(
            "basegov: policy/1\nid: p\nrules:\n"
            "  - {rule: garden_share, id: x, subject: team, evaluator: street, at_least: 60%, beds: 2}\n"
        )
        assert isinstance(policy.rules[0], GardenShare)
        assert io.policy_from_text(io.to_yaml(policy)) == policy
    finally:
        del RULE_TYPES["garden_share"]


@pytest.mark.parametrize(
    ("field", "bad"),
    [("name", "3.7"), ("name", "true"), ("complete", "'true'"), ("complete", "1"), ("total", "true"), ("total", "'x'")],
)
def test_nothing_is_converted_in_silence(field, bad):
    entry = f"{{id: x, name: {bad}}}" if field == "name" else f"{{scope: x, of: street, {field}: {bad}}}"
    section = "districts" if field == "name" else "inventories"
    with pytest.raises(InputError):
        io.structure_from_text(f"basegov: structure/1\nid: s\n{section}: [{entry}]\n")
