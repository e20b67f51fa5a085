"""What is: records, and the structure that holds them.

Importing this package registers every record type that comes with the library: each family's module is imported here,
and here alone.
"""

from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.assets import Asset, AssetKind
from basegov.structure.funds import Funding
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.items import (
    Approval,
    ApprovalDecision,
    ItemAssignment,
    ItemChange,
    ItemList,
    ItemRequest,
    ListEntry,
    RequestStatus,
    WorkItem,
)
from basegov.structure.management import Dimension, Management, Service
from basegov.structure.mergers import Adjacency, Feature, RuleException
from basegov.structure.organisations import (
    Body,
    BodyKind,
    Committee,
    CommitteeKind,
    Department,
    DispatchedAgency,
    Government,
    InternalBody,
    PartyOrgan,
    PartyOrganKind,
    ServiceCentre,
    Team,
    TeamKind,
)
from basegov.structure.posts import PostPool
from basegov.structure.powers import Right
from basegov.structure.records import Node, Record, Ref, Relation
from basegov.structure.selection import Role, Selector
from basegov.structure.snapshot import Structure
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.units import (
    Community,
    CommunityKind,
    District,
    FunctionalZone,
    Inventory,
    Street,
    StreetKind,
    Unit,
    UnitGroup,
)

__all__ = [
    "Adjacency",
    "Appraisal",
    "Approval",
    "ApprovalDecision",
    "Asset",
    "AssetKind",
    "Assignment",
    "Body",
    "BodyKind",
    "Committee",
    "CommitteeKind",
    "Community",
    "CommunityKind",
    "Department",
    "Dimension",
    "DispatchedAgency",
    "District",
    "Feature",
    "FunctionalZone",
    "Funding",
    "Government",
    "Grid",
    "GridLayer",
    "InternalBody",
    "Inventory",
    "ItemAssignment",
    "ItemChange",
    "ItemList",
    "ItemRequest",
    "ListEntry",
    "Management",
    "Node",
    "PartyOrgan",
    "PartyOrganKind",
    "Period",
    "PostPool",
    "Record",
    "Ref",
    "Relation",
    "RequestStatus",
    "Right",
    "Role",
    "RuleException",
    "Selector",
    "Service",
    "ServiceCentre",
    "Staff",
    "StaffGroup",
    "Street",
    "StreetKind",
    "Structure",
    "Team",
    "TeamKind",
    "Unit",
    "UnitGroup",
    "WorkItem",
]
