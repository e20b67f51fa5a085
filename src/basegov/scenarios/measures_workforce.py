"""Indicators of posts, of the workforce, and of staff sent down to grids."""

from __future__ import annotations

from fractions import Fraction

from basegov.quantities import Count, Difference, Number, Share
from basegov.scenarios.indicators import Measured, indicator
from basegov.scenarios.quotients import quotient
from basegov.structure.grids import Grid
from basegov.structure.headcounts import Tally, is_a, part_of_whole, people_in, tally, works_in
from basegov.structure.posts import LeadershipPosts, PostLoan, PostPool, Reach, usable_posts
from basegov.structure.records import Node
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import Community, District, Inventory, Street, Unit, UnitGroup
from basegov.structure.workforce import FieldPresence, StaffCategory
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth

STREETS = Selector(kind="street")
EVERYBODY = Selector(kind="node")
_PEOPLE = (Staff, StaffGroup, Inventory)
_POSTS = (PostPool, PostLoan, Street, UnitGroup, Inventory)


@indicator(
    en="posts allotted", zh="核定编制", unit="posts", reads=(PostPool,),
    definition=Text(
        "Recorded posts of all units and bodies, filled or not; a pool without a number leaves it open upwards; not "
        "stated while no pool is recorded",
        "各单位、机构登记的编制合计，不论是否在岗；未载明数量的使其上不封顶；没有编制记录时为未载明",
    ),
)  # fmt: skip
def posts_allotted(structure: Structure) -> Measured:
    """Count the posts that are recorded."""
    pools = structure.records(PostPool)
    return Count.total(pool.posts for pool in pools) if pools else NOT_STATED


@indicator(
    en="posts that streets can use", zh="镇街可统筹编制", unit="posts", reads=_POSTS,
    definition=Text(
        "Posts of streets and of what lies in them, without those lent and with those borrowed; open upwards unless "
        "all pools and loans are listed; not stated while no pool or loan is recorded",
        "镇街及其内设机构的编制，扣除借出、计入借入；编制和借用未全部登记时上不封顶；均无记录时为未载明",
    ),
)  # fmt: skip
def posts_usable_by_streets(structure: Structure) -> Measured:
    """Count the posts that streets can use."""
    if not (any(structure.records(PostPool)) or any(structure.records(PostLoan))):
        return NOT_STATED
    return usable_posts(structure, Reach.of(structure, STREETS))


@indicator(
    en="posts lent", zh="借用编制", unit="posts", reads=(PostLoan,),
    definition=Text(
        "Posts that somebody uses who does not own them; not stated while no loan is recorded",
        "由非编制所属单位使用的编制数；没有借用记录时为未载明",
    ),
)  # fmt: skip
def posts_lent(structure: Structure) -> Measured:
    """Count the posts that are lent."""
    loans = structure.records(PostLoan)
    return Count.total(loan.posts for loan in loans) if loans else NOT_STATED


@indicator(
    en="posts per 10,000 residents", zh="每万人编制数", unit="posts per 10,000 residents", reads=(PostPool, District),
    definition=Text(
        "Recorded posts divided by the population of the districts in ten thousands; not stated while either is not",
        "登记编制合计除以各区人口（万人）；任一未载明时为未载明",
    ),
)  # fmt: skip
def posts_per_ten_thousand(structure: Structure) -> Measured:
    """Measure how many posts there are for ten thousand residents."""
    pools = structure.records(PostPool)
    people = [district.population for district in structure.records(District)]
    if not pools or not people or any(isinstance(p, NotStated) for p in people):
        return NOT_STATED
    found = quotient(Count.total(pool.posts for pool in pools), Count.total(people))
    if isinstance(found, NotStated):
        return found
    high = None if found.high is None else found.high * 10_000
    return Number.between(None if found.low is None else found.low * 10_000, high)


@indicator(
    en="leadership posts of bodies", zh="机构领导职数", unit="posts", reads=(LeadershipPosts,),
    definition=Text(
        "Leadership posts of bodies together, without the totals of units; not stated while none is recorded",
        "各机构领导职数合计，不含单位总量；没有记录时为未载明",
    ),
)  # fmt: skip
def leadership_posts_of_bodies(structure: Structure) -> Measured:
    """Count the leadership posts of bodies."""
    held = [h for h in structure.records(LeadershipPosts) if not isinstance(structure.node(h.holder), Unit | UnitGroup)]
    return Count.total(h.posts for h in held) if held else NOT_STATED


@indicator(
    en="vacancies", zh="空缺编制", unit="posts", reads=(PostPool, *_PEOPLE),
    definition=Text(
        "Posts less people, over the categories of which both are recorded; negative where there are too many people",
        "对编制和人员均有记录的类别，编制数减人员数；超编时为负；没有此类类别时为未载明",
    ),
)  # fmt: skip
def vacancies(structure: Structure) -> Measured:
    """Measure how many posts are vacant."""
    allotted = {pool.category for pool in structure.records(PostPool) if isinstance(pool.category, str)}
    total = Difference.build(0, 0, kind=Count)
    found = False
    for category in sorted(allotted):
        people = _of_category(structure, category)
        if people is None:
            continue
        found = True
        posts = Count.total(pool.posts for pool in structure.where(PostPool, category=category))
        total = total + posts.minus(people)
    return total if found else NOT_STATED


def _of_category(structure: Structure, category: str) -> Count | None:
    people = tally(
        structure, Selector(kind="node", where={"category": category}), lambda node: Truth.TRUE, listed=True
    )  # fmt: skip
    recorded = any(structure.where(kind, category=category) for kind in (Staff, StaffGroup))
    return people.yes if recorded else None


@indicator(
    en="categories of staff", zh="人员类别数", unit="count", reads=(Staff, StaffGroup, StaffCategory),
    definition=Text(
        "Categories that are recorded, or that people carry; somebody without one leaves it open upwards; not stated "
        "while nobody is recorded",
        "登记的人员类别及人员所载明的类别数；有人员未载明类别时上不封顶；没有人员记录时为未载明",
    ),
)  # fmt: skip
def staff_categories(structure: Structure) -> Measured:
    """Count the categories of staff."""
    people: list[Staff | StaffGroup] = [*structure.records(Staff), *structure.records(StaffGroup)]
    known = {node.id for node in structure.records(StaffCategory)}
    known |= {person.category for person in people if isinstance(person.category, str)}
    unsaid = any(isinstance(person.category, NotStated) for person in people)
    return Count.between(len(known), None if unsaid else len(known)) if people or known else NOT_STATED


@indicator(
    en="entry channels of staff", zh="人员入口数", unit="count", reads=(StaffCategory,),
    definition=Text(
        "Different channels through which people get into the recorded categories; categories without one leave it "
        "open; not stated while no category is recorded",
        "登记类别的不同入职渠道数；未载明渠道的类别使其待定；没有类别记录时为未载明",
    ),
)  # fmt: skip
def entry_channels(structure: Structure) -> Measured:
    """Count the channels through which staff get in."""
    categories = structure.records(StaffCategory)
    known = {c.entry_channel for c in categories if isinstance(c.entry_channel, str)}
    unsaid = sum(isinstance(c.entry_channel, NotStated) for c in categories)
    return Count.between(max(1, len(known)), len(known) + unsaid) if categories else NOT_STATED


def _community_staff(structure: Structure) -> Tally | None:
    """Count those who work in communities by whether they are assigned to a grid, as far as they are recorded."""
    communities = frozenset({"community"})

    def counts(node: Node) -> bool:
        at = [structure.node(id_) for id_ in structure.parent_ids(node.id)]
        grids = any(
            is_a(structure.node(a.place), frozenset({"grid"})) for a in structure.where(Assignment, staff=node.id)
        )
        return grids or any(is_a(place, communities) for place in at)

    people = [*structure.records(Staff), *structure.records(StaffGroup)]
    meant = tuple(person.id for person in people if counts(person))
    if not meant:
        return None
    return tally(structure, Selector(kind="node", ids=meant), works_in(structure, ("grid",)))


@indicator(
    en="share of community staff in grids", zh="社区人员下沉网格比例", unit="share",
    reads=(Assignment, Community, Grid, *_PEOPLE),
    definition=Text(
        "Of those recorded who work in communities or grids the part that is assigned to a grid; assigned is not "
        "present; not stated while nobody is recorded there",
        "登记在社区或网格工作的人员中派任至网格的比例；派任不等于到岗；没有此类人员记录时为未载明",
    ),
)  # fmt: skip
def share_in_grids(structure: Structure) -> Measured:
    """Measure the part of the community staff that is assigned to grids."""
    found = _community_staff(structure)
    return NOT_STATED if found is None or found.nobody else found.share


@indicator(
    en="share of staff out on a day", zh="日常到岗比例", unit="share", reads=(FieldPresence, *_PEOPLE),
    definition=Text(
        "Of the people of the units for which it is recorded the part that is out in the grids on a day; not stated "
        "while it is recorded of none, or nobody is recorded there",
        "有到岗记录的单元中，每日在网格的人员占该单元人员的比例；没有到岗或人员记录时为未载明",
    ),
)  # fmt: skip
def daily_field_share(structure: Structure) -> Measured:
    """Measure the part of the staff that is out on a day."""
    out, total = Count(0), Count(0)
    for presence in structure.records(FieldPresence):
        people = [
            person for person in (*structure.records(Staff), *structure.records(StaffGroup))
            if structure.lies_within(person.id, presence.unit)
        ]  # fmt: skip
        out = out + (Count.unknown() if isinstance(presence.people, NotStated) else presence.people)
        total = total + Count.total(people_in(structure, person) for person in people)
    if not structure.records(FieldPresence) or total.high == 0:
        return NOT_STATED
    left = total.minus(out)
    if total.exact is not None and out.high is not None and out.high <= total.exact and total.exact > 0:
        return Share.between(Fraction(out.low or 0, int(total.exact)), Fraction(out.high, int(total.exact)))
    return part_of_whole(out, Count.between(max(0, left.low or 0), None))


@indicator(
    en="households per worker", zh="人均服务户数", unit="households per worker", reads=(Community, *_PEOPLE),
    definition=Text(
        "Households of the communities of which households and staff are recorded, divided by the staff of these; not "
        "stated while there is none",
        "户数和人员均有记录的社区，其户数合计除以人员合计；没有此类社区时为未载明",
    ),
)  # fmt: skip
def households_per_worker(structure: Structure) -> Measured:
    """Measure how many households there are for each worker of a community."""
    households, people = Count(0), Count(0)
    for community in structure.records(Community):
        here = [
            node for node in structure.children(community.id, Node) if isinstance(node, Staff | StaffGroup)
        ]  # fmt: skip
        if here and isinstance(community.households, Count):
            households = households + community.households
            people = people + Count.total(people_in(structure, node) for node in here)
    return quotient(households, people)


@indicator(
    en="households per grid", zh="网格均户数", unit="households per grid", reads=(Grid,),
    definition=Text(
        "Households of the grids of which they are stated, divided by the number of these grids; not stated while "
        "there is none",
        "已载明户数的网格，其户数合计除以网格个数；均未载明时为未载明",
    ),
)  # fmt: skip
def households_per_grid(structure: Structure) -> Measured:
    """Measure the mean number of households of the grids of which it is stated."""
    stated = [grid.households for grid in structure.records(Grid) if isinstance(grid.households, Count)]
    return quotient(Count.total(stated), Count(len(stated)))
