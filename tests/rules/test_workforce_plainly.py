"""The fast rules over a force answer what a plain reading of their definition answers, person by person."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from basegov.quantities import Count
from basegov.rules.functions import Findings
from basegov.rules.rule import Rule
from basegov.rules.verdicts import Evidence, Measurement, Missing, SetValue, Subject
from basegov.rules.workforce import EveryonePlaced, UnifiedForce, enrolment_of
from basegov.structure.functions import lists_all_about
from basegov.structure.headcounts import people_in, tally
from basegov.structure.records import kind_label
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import District, Inventory
from basegov.structure.workforce import Enrolment, StaffCategory, StaffStandard, Unification, standard_of
from basegov.terms import LEVELS
from basegov.testing.generated import valid_structures, violating_structures
from basegov.texts import Text
from basegov.values import NOT_STATED, Truth

FORCE = "force"
PLACED = EveryonePlaced(id="placed", category=FORCE)
UNITED = UnifiedForce(id="united", category=FORCE, respects=["quota", "deployment"])


def placed_plainly(rule, structure):
    """Look at every person and group, and at every grade, as the definition of the rule says."""
    for kind in ("staff", "staff_group"):
        selection = attrs.evolve(rule.selector, kind=kind).select(structure)
        for node in selection.sure:
            yield Subject(node.id, node.label), grade_plainly(rule, structure, node)
        for node, _ in selection.unsure:
            what = Text(f"the category of {node.label}", f"{node.label}的类别")
            found = grade_plainly(rule, structure, node)
            missing = (Missing(node.id, "category", what), *found.missing)
            yield Subject(node.id, node.label), attrs.evolve(found, applies=Truth.UNKNOWN, missing=missing)
        if not attrs.evolve(rule.selector, kind=kind).lists_all(structure):
            label = kind_label(kind)
            who = Text(f"further records ({label.en})", f"未列出的{label.zh}")
            what = Text(f"whether there are {who.en}", f"是否另有{who.zh}")
            subject = Subject(structure.id, structure.name.in_("zh"), (kind,))
            yield subject, Measurement(value=SetValue((), (who,)), missing=(Missing(structure.id, kind, what),))


def grade_plainly(rule, structure, node):
    enrolled = enrolment_of(structure, node.id, rule.category)
    if enrolled is not None and isinstance(enrolled.grade, str):
        evidence = Evidence(Text(enrolled.grade, enrolled.grade), enrolled.source)
        return Measurement(value=SetValue(()), evidence=(evidence,))
    found = Findings()
    what = Text(f"the first grade of {node.label}", f"{node.label}的初定岗级")
    nobody = enrolled is None and lists_all_about(structure, node.id, "enrolment")
    found.add(Truth.TRUE if nobody else Truth.UNKNOWN, what, Missing(node.id, "grade", what))
    return found.measurement


def united_plainly(rule, structure):
    """Ask everybody in every respect which standard applies, as the definition of the rule says."""
    unlisted = tally(structure, rule.selector, lambda person: Truth.TRUE).unlisted
    people, unsure = [], []
    for kind in ("staff", "staff_group"):
        selection = attrs.evolve(rule.selector, kind=kind).select(structure)
        people += [node for node in selection.sure if people_in(structure, node).high != 0]
        unsure += [node for node, _ in selection.unsure if people_in(structure, node).high != 0]
    for respect in rule.respects:
        known, missing = set(), []
        for node in people:
            standard = standard_of(structure, node, respect)
            if isinstance(standard, str):
                known.add(standard)
                continue
            en, zh = respect.text("en"), respect.text("zh")
            what = Text(f"which {en} applies to {node.label}", f"{node.label}适用的{zh}")
            missing.append(Missing(node.id, respect.value, what))
        for node in unsure:
            missing.append(Missing(node.id, "category", Text(f"the category of {node.label}", f"{node.label}的类别")))
        if unlisted:
            more = Text("whether there are more people than are listed", "是否另有未列出的人员")
            missing.append(Missing(structure.id, "staff", more))
        low = max(1, len(known))
        high = None if unlisted else max(low, len(known) + len(missing))
        yield (
            Subject(rule.category, respect.text("zh"), (respect.value,)),
            Measurement(
                value=Count.between(low, high), missing=() if low == high else tuple(missing),
                applies=Truth.of(bool(people or unsure or unlisted)),
            ),
        )  # fmt: skip


CATEGORIES = st.sampled_from([FORCE, FORCE, "another", NOT_STATED])


@st.composite
def forces(draw):
    """Draw people and groups of several categories, some enrolled, with standards of their own or of their category."""
    records = [District(id="d", level=LEVELS["district"]), StaffCategory(id=FORCE)]
    people = []
    for n in range(draw(st.integers(0, 5))):
        count = draw(st.none() | st.integers(0, 2))
        category = draw(CATEGORIES)
        fields = {"id": f"p{n}", "parent": "d", "category": category}
        people.append(Staff(**fields) if count is None else StaffGroup(count=Count(count), **fields))
    for person in people:
        if draw(st.booleans()):
            grade = draw(st.sampled_from(["junior", NOT_STATED]))
            records.append(Enrolment(staff=person.id, category=draw(st.sampled_from([FORCE, "another"])), grade=grade))
    for of in [*(person.id for person in people), FORCE]:
        for respect in (Unification.QUOTA, Unification.DEPLOYMENT):
            if draw(st.booleans()):
                standard = draw(st.sampled_from(["one", "two"]))
                records.append(StaffStandard(of=of, respect=respect, standard=standard))
    for kind in ("staff", "staff_group", "enrolment"):
        if draw(st.booleans()):
            records.append(Inventory(scope="d", of=kind, complete=True))
    return Structure.build([*records, *people], id="made")


def plain(rule, structure):
    """Return the verdicts that follow from the plain measurements."""
    measured = placed_plainly if isinstance(rule, EveryonePlaced) else united_plainly
    found = tuple(rule.judge(subject, m) for subject, m in measured(rule, structure))
    return found or Rule.check(attrs.evolve(rule), structure)


@given(forces())
def test_verdicts_are_those_of_the_plain_reading(structure):
    for rule in (PLACED, UNITED):
        assert rule.check(structure) == plain(rule, structure)


@settings(max_examples=10)
@given(st.data())
def test_verdicts_on_generated_structures_are_those_of_the_plain_reading(data):
    for rule in (PLACED, UNITED):
        for strategy in (valid_structures([PLACED, UNITED]), violating_structures(rule, [PLACED, UNITED])):
            structure = data.draw(strategy)
            assert rule.check(structure) == plain(rule, structure)
