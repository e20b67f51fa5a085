"""Records of a small fictional district (云杉区 does not exist) for the tests of this folder."""

import enum
from fractions import Fraction

import attrs
from hypothesis import strategies as st

from basegov.dates import Date
from basegov.quantities import Count, Share, SquareKilometres, Yuan
from basegov.sources import Document, Source, Status
from basegov.structure import Appraisal, Community, District, Grid, GridLayer, Inventory, Management, Street
from basegov.structure.appraisal import Period
from basegov.structure.management import Dimension
from basegov.structure.powers import Right
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Staff, StaffGroup
from basegov.structure.units import CommunityKind
from basegov.terms import LEVELS, Strength, StrengthRange
from basegov.texts import Text
from basegov.values import NOT_STATED, FrozenMap

HEAD = """\
basegov: structure/1
id: yunshan
name: {en: Yunshan District, zh: 云杉区}
date: 2021-04-23
documents:
  made-up: {title: {en: A made-up notice, zh: 虚构通知}}
  other: {title: {en: Another, zh: 另一份}, issuer: 云杉区, date: "2020"}
document: made-up
"""
BASE = (
    HEAD
    + """\
districts:
  - {id: yunshan, name: 云杉区, code: "990102", source: MU-001}
streets:
  - {id: songlin, name: 松林街道, parent: yunshan, code: "990102001"}
communities:
  - {id: bailu, name: 白鹭社区, parent: songlin, population: ">= 5,000", area: 1.5, source: MU-002 derived}
"""
)
DOCUMENTS = (
    Document("made-up", Text("A made-up notice", "虚构通知")),
    Document("other", Text("Another: with #signs", "另一份“通知”"), issuer="云杉区", date="2020"),
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(
    lambda text: text not in ("not stated", "none")
)
stated = words.filter(bool)


def maybe(strategy):
    return st.one_of(st.just(NOT_STATED), strategy)


sources = st.builds(
    Source,
    st.sampled_from(["made-up", "other"]),
    st.one_of(st.none(), st.from_regex(r"[A-Z]{2}-[0-9]{3}", fullmatch=True)),
    st.one_of(st.none(), words.filter(lambda text: text != "none")),
    st.sampled_from(Status),
)


def quantities(cls, low=0, high=10**7):
    points = st.integers(low, high)
    if not cls.integral:
        points = st.one_of(points, st.fractions(low, high, max_denominator=60))
    exact = points.map(lambda value: cls(Fraction(value)))

    def between(ends):
        low, high = sorted(ends[:2])
        try:
            return cls.between(ends[2] and low, high, low_open=ends[3], high_open=ends[4])
        except ValueError:
            return cls.unknown()

    return st.one_of(exact, st.tuples(points, points, st.booleans(), st.booleans(), st.booleans()).map(between))


dates = st.sampled_from(["2021", "2021-04", "2021-04-23", "1999-12-31"]).map(Date)
strengths = st.frozensets(st.sampled_from(Strength), min_size=1).map(StrengthRange)


@st.composite
def structures(draw):
    """A structure with records of many types, each field of which may be left out."""
    common = {"source": maybe(sources), "note": words}
    named = {**common, "name": maybe(words), "aliases": st.lists(words, max_size=2).map(tuple)}
    field_sources = st.dictionaries(st.sampled_from(["name", "population", "code"]), sources, max_size=2).map(FrozenMap)
    records = [District(id="d", parent=NOT_STATED, **draw(st.fixed_dictionaries(named)))]
    records += [
        Street(id=f"s{i}", parent="d", **draw(st.fixed_dictionaries(named))) for i in range(draw(st.integers(1, 3)))
    ]
    streets = [record.id for record in records if isinstance(record, Street)]
    for i in range(draw(st.integers(0, 4))):
        records.append(
            Community(
                id=f"c{i}",
                parent=draw(maybe(st.sampled_from(streets))),
                sources=draw(field_sources),
                code=draw(maybe(st.from_regex("[0-9]{12}", fullmatch=True))),
                level=draw(maybe(st.sampled_from([*LEVELS.values()]))),
                population=draw(maybe(quantities(Count))),
                area=draw(maybe(quantities(SquareKilometres))),
                kind=draw(maybe(st.sampled_from(CommunityKind))),
                **draw(st.fixed_dictionaries(named)),
            )
        )
    records.append(GridLayer(id="layer", may_span=draw(st.booleans())))
    records += [
        Grid(id=f"g{i}", layer="layer", parent=draw(maybe(st.sampled_from(streets))))
        for i in range(draw(st.integers(0, 3)))
    ]
    records.append(Staff(id="p1", monthly_pay=draw(maybe(quantities(Yuan, -100))), sunk=draw(maybe(st.booleans()))))
    records.append(StaffGroup(id="group", count=draw(maybe(quantities(Count)))))
    share = maybe(quantities(Share, 0, 1))
    records.append(
        Appraisal(subject="group", evaluator=streets[0], period=draw(maybe(st.sampled_from(Period))), share=draw(share))
    )
    records.append(
        Inventory(scope="d", of="street", total=draw(maybe(quantities(Count))), complete=draw(maybe(st.booleans())))
    )
    records.append(Management(subject=streets[0], dimension=draw(st.sampled_from(Dimension)), manager="d"))
    records.append(
        Right(
            holder="d",
            matter=draw(stated),
            over=streets[0],
            strength=draw(maybe(strengths)),
            conditions=draw(st.lists(words, max_size=2).map(tuple)),
        )
    )
    name = draw(st.one_of(st.none(), st.builds(Text, words, words)))
    return Structure.build(
        draw(st.permutations(records)), id=draw(stated), name=name, date=draw(maybe(dates)), documents=DOCUMENTS
    )


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


@attrs.frozen(kw_only=True)
class Inner:
    depth: int
    colour: Colour = Colour.RED
