"""Records: a user's own classes take part as they are, whether annotations are postponed or not."""

from __future__ import annotations

import copy
import importlib.util
import pathlib
import pickle
import sys
from typing import TYPE_CHECKING, Annotated

import attrs
import pytest

from basegov.errors import NotFoundError, StructureError
from basegov.quantities import Count
from basegov.sources import Source
from basegov.structure.records import (
    RECORD_TYPES,
    Node,
    Record,
    Ref,
    Relation,
    field_specs,
    kinds_of,
    record,
    record_type,
    ref_fields,
    snake,
)
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import Community, District, Street, Unit
from basegov.values import NOT_STATED, FrozenMap, NotStated

if TYPE_CHECKING:
    from decimal import Decimal


@attrs.frozen(kw_only=True)
class Clinic(Node):
    """A clinic of a community."""

    serves: Annotated[tuple[str, ...], Ref("community")] = ()
    beds: Count | NotStated = NOT_STATED


@attrs.frozen(kw_only=True)
class Referral(Relation):
    """A clinic sends patients to another one."""

    sender: Annotated[str, Ref("clinic")]
    receiver: Annotated[str, Ref("clinic")]
    patients: Count | NotStated = NOT_STATED


def plain():
    """Return the module of the same classes without postponed annotations."""
    path = pathlib.Path(__file__).with_name("plain_records.py")
    name = "basegov_plain_records"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(params=["postponed", "plain"])
def classes(request):
    return (Clinic, Referral) if request.param == "postponed" else (plain().Clinic, plain().Referral)


BASE = (District(id="d"), Community(id="c1", parent="d"), Community(id="c2", parent="d"))


def test_a_users_own_classes_take_part_without_registration(classes):
    clinic, referral = classes
    records = [
        *BASE,
        clinic(id="k1", name="一诊所", parent="c1", serves=("c1", "c2"), beds=Count(10)),
        clinic(id="k2", name="二诊所", parent="c2"),
        referral(sender="k1", receiver="k2", patients=Count(">= 5")),
    ]
    structure = Structure.build(records)
    assert structure["一诊所"].beds == Count(10)
    assert structure.children("c1", clinic) == (records[3],)
    assert [k.id for k in structure.where(clinic, serves="c2")] == ["k1"]
    assert structure.where(referral, sender="k1") == (records[5],)
    assert {kind for _, _, kind in structure.graph.edges(data="kind")} == {"contains", "serves", "referral"}
    assert structure.graph.edges["k1", "k2", ("referral", "k1", "k2")]["record"].patients == Count(">= 5")
    selection = Selector(kind="clinic", where={"beds": ">= 5"}).select(structure)
    assert [k.id for k in selection.sure] == ["k1"]
    assert selection.unsure == ((records[4], ("beds",)),)
    assert pickle.loads(pickle.dumps(structure)) == structure
    assert repr(structure).endswith("2 clinics, 1 referrals>")


def test_references_of_a_users_own_classes_are_checked(classes):
    clinic, referral = classes
    with pytest.raises(StructureError) as error:
        Structure.build([*BASE, clinic(id="k1", serves=("d", "c9")), referral(sender="k1", receiver="c1")])
    assert [d.code for d in error.value.diagnostics] == ["BG303", "BG302", "BG303"]
    with pytest.raises(StructureError, match="BG316"):
        Structure.build([clinic(id="k1", beds=3)])


def test_an_unknown_field_of_a_users_own_kind_is_refused(classes):
    clinic, _ = classes
    with pytest.raises(NotFoundError, match=r"BG318.*did you mean beds"):
        Selector(kind="clinic", where={"bed": 3}).select(Structure.build([clinic(id="k1")]))


def test_field_specifications_are_the_same_in_both_styles():
    for mine, theirs in ((Clinic, plain().Clinic), (Referral, plain().Referral)):
        assert field_specs(mine) == field_specs(theirs) or [
            (s.name, s.kinds, s.many, s.required) for s in field_specs(mine)
        ] == [(s.name, s.kinds, s.many, s.required) for s in field_specs(theirs)]
    assert [(s.name, s.kinds, s.many) for s in ref_fields(Clinic)] == [
        ("parent", (), False),
        ("serves", ("community",), True),
    ]


def test_a_type_that_cannot_be_found_is_named():
    @attrs.frozen(kw_only=True)
    class Priced(Node):
        price: Decimal | NotStated = NOT_STATED

    with pytest.raises(TypeError, match=r"Priced.*Decimal.*importable"):
        Structure.build([Priced(id="x")])


def test_registering_gives_a_label_and_a_section_once():
    @record("test_wells", en="well", zh="水井")
    @attrs.frozen(kw_only=True)
    class TestWell(Node):
        """A well."""

    try:
        assert record_type(TestWell).text("zh") == "水井"
        assert record("test_wells", en="well", zh="井")(TestWell) is TestWell  # a notebook cell run twice

        class Street(Node):  # not the library's
            """Another street."""

        with pytest.raises(ValueError, match="the kind 'street' is taken"):
            record("my_streets", en="street", zh="街")(Street)
        with pytest.raises(ValueError, match="the section 'streets' is taken"):
            record("streets", en="x", zh="x")(Clinic)
    finally:
        RECORD_TYPES.pop("test_well")
    assert record_type(Clinic).section == "clinics"


def test_kinds_are_those_of_the_class_and_its_bases():
    assert kinds_of(Street) == {"street", "unit", "node", "record"}
    assert snake("DispatchedAgency") == "dispatched_agency"


def test_records_do_not_change_and_are_their_own_copies():
    street = Street(id="s", sources={"name": Source("doc", "GL-005")}, source=Source("doc"))
    assert copy.deepcopy(street) is copy.copy(street) is street
    assert isinstance(street.sources, FrozenMap)
    assert street.source_of("name").fact == "GL-005"
    assert street.source_of("code") == Source("doc")
    for attempt in (lambda: setattr(street, "name", "x"), lambda: street.sources.update(a=1)):
        with pytest.raises(AttributeError):
            attempt()
    assert pickle.loads(pickle.dumps(street)) == street
    assert hash(attrs.evolve(street)) == hash(street)


def test_a_bare_record_has_no_place_in_a_structure():
    with pytest.raises(TypeError, match="neither a Node nor a Relation"):
        _ = Record().key
    with pytest.raises(StructureError, match="BG315"):
        Structure.build([Record()])
    assert Unit(id="u").label == "u"
