"""Organisations: departments, dispatched agencies, teams, internal bodies, party organs, committees."""

from __future__ import annotations

import enum
from typing import Annotated

import attrs

from basegov.quantities import Count, Number
from basegov.structure.records import Node, Ref, record
from basegov.terms import Level
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated


class TeamKind(enum.Enum):
    """What a team does."""

    ENFORCEMENT = "enforcement"
    SANITATION = "sanitation"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        return {"enforcement": "执法", "sanitation": "环卫"}[self.value] if lang == "zh" else self.value


class PartyOrganKind(enum.Enum):
    """Kinds of party organisation from the district down to the building."""

    COMMITTEE = "committee"
    WORKING_COMMITTEE = "working committee"
    COMMUNITY_COMMITTEE = "community committee"
    BRANCH = "branch"
    GROUP = "group"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        zh = {
            "committee": "党委", "working committee": "党工委", "community committee": "社区党委",
            "branch": "党支部", "group": "党小组",
        }  # fmt: skip
        return zh[self.value] if lang == "zh" else self.value


class BodyKind(enum.Enum):
    """Kinds of internal body of a street or community."""

    OFFICE = "office"
    BUREAU = "bureau"
    CENTRE = "centre"
    PLATFORM = "platform"
    STATION = "station"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        zh = {"office": "办公室", "bureau": "局", "centre": "中心", "platform": "平台", "station": "站所"}
        return zh[self.value] if lang == "zh" else self.value


class CommitteeKind(enum.Enum):
    """Kinds of committee: self-governing, or set up to steer and coordinate."""

    RESIDENTS = "residents' committee"
    VILLAGERS = "villagers' committee"
    LEADING_GROUP = "leading group"
    COORDINATING = "coordinating committee"

    def text(self, lang: Language = "en") -> str:
        """Return the word for the kind."""
        zh = {
            "residents' committee": "居民委员会", "villagers' committee": "村民委员会",
            "leading group": "领导小组", "coordinating committee": "协调委员会",
        }  # fmt: skip
        return zh[self.value] if lang == "zh" else self.value


@attrs.frozen(kw_only=True)
class Body(Node):
    """An organisation of any kind.

    Parameters
    ----------
    level : Level, optional
        Level of administration at which it stands.
    area : str, optional
        The place it is responsible for: a unit or group of units, a grid, an estate or a building.
    plates : tuple of str
        Name plates it bears besides its name (加挂牌子).
    """

    level: Level | NotStated = NOT_STATED
    area: Annotated[str | NotStated, Ref("unit", "unit_group", "grid", "estate", "building")] = NOT_STATED
    plates: tuple[str, ...] = ()


@record("governments", en="government", zh="政府")
@attrs.frozen(kw_only=True)
class Government(Body):
    """The government of a unit, or the office that acts as one (区政府, 街道办事处)."""


@record("departments", en="department", zh="部门")
@attrs.frozen(kw_only=True)
class Department(Body):
    """A functional department: a line (条).

    Parameters
    ----------
    vertical : bool, optional
        Whether it is managed from above alone (垂直管理).
    """

    vertical: bool | NotStated = NOT_STATED


@record("dispatched_agencies", en="dispatched agency", zh="派出机构")
@attrs.frozen(kw_only=True)
class DispatchedAgency(Body):
    """A dispatched or stationed agency of a department at a street or community (派出机构, 派驻机构).

    Parameters
    ----------
    principal : str, optional
        The department that sends it.
    host : str, optional
        The unit where it works.
    field : str, optional
        Field of work, such as justice or market supervision.
    """

    principal: Annotated[str | NotStated, Ref("department", "government")] = NOT_STATED
    host: Annotated[str | NotStated, Ref("unit", "unit_group")] = NOT_STATED
    field: str | NotStated = NOT_STATED


@record("teams", en="team", zh="队伍")
@attrs.frozen(kw_only=True)
class Team(DispatchedAgency):
    """A team with a task on the ground: enforcement, sanitation.

    Parameters
    ----------
    kind : TeamKind, optional
        What it does.
    """

    kind: TeamKind | NotStated = NOT_STATED


@record("internal_bodies", en="internal body", zh="内设机构")
@attrs.frozen(kw_only=True)
class InternalBody(Body):
    """An office, bureau, centre or platform inside a street or community.

    Parameters
    ----------
    kind : BodyKind, optional
        Which of them it is.
    """

    kind: BodyKind | NotStated = NOT_STATED


@record("party_organs", en="party organ", zh="党组织")
@attrs.frozen(kw_only=True)
class PartyOrgan(Body):
    """A party organisation.

    Parameters
    ----------
    kind : PartyOrganKind, optional
        Committee, working committee, community committee, branch or group.
    """

    kind: PartyOrganKind | NotStated = NOT_STATED


@record("committees", en="committee", zh="委员会")
@attrs.frozen(kw_only=True)
class Committee(Body):
    """A residents' or villagers' committee, a leading group, a coordinating committee.

    Parameters
    ----------
    kind : CommitteeKind, optional
        Which of them it is.
    code : str, optional
        Its code in the statistical table, where the table lists committees and not places.
    """

    kind: CommitteeKind | NotStated = NOT_STATED
    code: str | NotStated = NOT_STATED


@record("service_sites", en="service site", zh="服务站点")
@attrs.frozen(kw_only=True)
class ServiceSite(Body):
    """A place where people are served: a centre, station or point. Its `level` is that of the network it belongs to.

    Parameters
    ----------
    count : Count, optional
        How many sites it stands for in each unit of its area where it is a bundle; left out for a single site. A site
        whose area is a group of units is one such site (or bundle) in each unit of the group.
    central : bool, optional
        Whether it lies in the central area of its unit (社区中心区域).
    floor_m2 : Number, optional
        Floor area in square metres; the mean where it stands for several.
    """

    count: Count | NotStated | None = None
    central: bool | NotStated = NOT_STATED
    floor_m2: Number | NotStated = NOT_STATED


@record("service_centres", en="service centre", zh="服务中心")
@attrs.frozen(kw_only=True)
class ServiceCentre(ServiceSite):
    """A party-mass or public service centre (党群服务中心, 便民服务中心)."""


@record("command_centres", en="command centre", zh="指挥调度中心")
@attrs.frozen(kw_only=True)
class CommandCentre(Body):
    """A command and dispatch centre (指挥调度中心) of a district, town or street."""


@record("platforms", en="platform", zh="平台")
@attrs.frozen(kw_only=True)
class Platform(Body):
    """A platform or system through which business is run: an approval system, a linkage centre, a smart platform."""
