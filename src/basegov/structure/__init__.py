"""What is: records, and the structure that holds them.

Importing this package registers every record type that comes with the library: each family's module is imported here,
and here alone.
"""

from basegov.structure.appraisal import Appraisal, Period
from basegov.structure.arrangements import Arrangement
from basegov.structure.assessments import AssessmentIndicator, Notice, NoticeCadence
from basegov.structure.assets import Asset, AssetKind
from basegov.structure.bindings import BindingStep, KeySector, ResponsibilityBinding, ResponsibleCategory
from basegov.structure.bundles import GridRole, TaskBundle
from basegov.structure.cadences import Cycle, Routine, RoutineKind
from basegov.structure.careers import (
    CareerRecord,
    Education,
    FitnessReview,
    LeadingBody,
    ReservedQuota,
    Schooling,
    StaffFiling,
)
from basegov.structure.casework import (
    ClassHandler,
    EventScale,
    HandlingLoop,
    Ordering,
    ResponseChain,
    ServiceLevel,
    WorkCalendar,
)
from basegov.structure.cells import LayerRelation, Partition, partition_of
from basegov.structure.certificates import CertificateDemand, CertificateItem
from basegov.structure.cobuilding import CoBuilding, LocalKind, LocalOrganisation
from basegov.structure.cohorts import Cohort
from basegov.structure.costs import StaffCost, annual_cost
from basegov.structure.devolution import Authority, Criterion, PowerHolding, PowerItem
from basegov.structure.durations import Duration, TimeUnit
from basegov.structure.employment import Career, ServiceSpell, service_years
from basegov.structure.estates import Building, Estate
from basegov.structure.figures import UnitFigure
from basegov.structure.forces import ProfessionalForce
from basegov.structure.forums import CommunityDecision, Forum
from basegov.structure.functions import Function, FunctionIncentive, IncentiveKind, Performs
from basegov.structure.funds import AccountKeeping, Funding, FundMode
from basegov.structure.grids import Grid, GridLayer
from basegov.structure.honours import BonusPool, BonusShare, Honour, StaffAssessment
from basegov.structure.hours import DayKind, OpeningHours, OpeningMode
from basegov.structure.income import IncomeAssignment, IncomeStream
from basegov.structure.items import (
    Approval,
    ApprovalDecision,
    DutyClass,
    ItemAssignment,
    ItemChange,
    ItemList,
    ItemRequest,
    ListEntry,
    RequestStatus,
    WorkItem,
)
from basegov.structure.listchanges import Channel, ListChange, ListChangeKind, ListDiff, diff_lists
from basegov.structure.management import Dimension, Management, Service
from basegov.structure.memberships import Capacity, Membership
from basegov.structure.mergers import Adjacency, Feature, RuleException
from basegov.structure.motions import Motion, MotionAnswer, MotionKind
from basegov.structure.organisations import (
    Body,
    BodyKind,
    CommandCentre,
    Committee,
    CommitteeKind,
    Department,
    DispatchedAgency,
    Government,
    InternalBody,
    PartyOrgan,
    PartyOrganKind,
    Platform,
    ServiceCentre,
    ServiceSite,
    Team,
    TeamKind,
)
from basegov.structure.outcomes import OutcomeStatus, ReportedOutcome, Trend
from basegov.structure.party import GridPairing
from basegov.structure.pay import Pay, PayComponent, PayRule, pay_by, pay_of
from basegov.structure.payruns import PayRun, run_pay
from basegov.structure.pools import FundPool, PoolAllocation
from basegov.structure.posts import LeadershipPosts, PostLoan, PostPool
from basegov.structure.powers import Right
from basegov.structure.primacy import Primacy
from basegov.structure.procedures import AdjustmentKind, AdjustmentProposal, ProcedureStage
from basegov.structure.records import Node, Record, Ref, Relation
from basegov.structure.roles import Leadership, Positioning
from basegov.structure.rosters import Roster
from basegov.structure.scales import Direction, GradePlacement, GradeScale, GradesPer, PointsPart, place_by_points
from basegov.structure.selection import Role, Selector
from basegov.structure.services import Availability, Equipment, ServiceItem, SystemLink
from basegov.structure.snapshot import Structure
from basegov.structure.social import RegistrationTrack, ServicePurchase, SocialOrganisation
from basegov.structure.staffing import Assignment, Staff, StaffGroup
from basegov.structure.training import Training
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
from basegov.structure.workforce import Enrolment, FieldPresence, StaffCategory, StaffStandard, Unification

__all__ = [
    "AccountKeeping",
    "Adjacency",
    "AdjustmentKind",
    "AdjustmentProposal",
    "Appraisal",
    "Approval",
    "ApprovalDecision",
    "Arrangement",
    "AssessmentIndicator",
    "Asset",
    "AssetKind",
    "Assignment",
    "Authority",
    "Availability",
    "BindingStep",
    "Body",
    "BodyKind",
    "BonusPool",
    "BonusShare",
    "Building",
    "Capacity",
    "Career",
    "CareerRecord",
    "CertificateDemand",
    "CertificateItem",
    "Channel",
    "ClassHandler",
    "CoBuilding",
    "Cohort",
    "CommandCentre",
    "Committee",
    "CommitteeKind",
    "Community",
    "CommunityDecision",
    "CommunityKind",
    "Criterion",
    "Cycle",
    "DayKind",
    "Department",
    "Dimension",
    "Direction",
    "DispatchedAgency",
    "District",
    "Duration",
    "DutyClass",
    "Education",
    "Enrolment",
    "Equipment",
    "Estate",
    "EventScale",
    "Feature",
    "FieldPresence",
    "FitnessReview",
    "Forum",
    "Function",
    "FunctionIncentive",
    "FunctionalZone",
    "FundMode",
    "FundPool",
    "Funding",
    "Government",
    "GradePlacement",
    "GradeScale",
    "GradesPer",
    "Grid",
    "GridLayer",
    "GridPairing",
    "GridRole",
    "HandlingLoop",
    "Honour",
    "IncentiveKind",
    "IncomeAssignment",
    "IncomeStream",
    "InternalBody",
    "Inventory",
    "ItemAssignment",
    "ItemChange",
    "ItemList",
    "ItemRequest",
    "KeySector",
    "LayerRelation",
    "Leadership",
    "LeadershipPosts",
    "LeadingBody",
    "ListChange",
    "ListChangeKind",
    "ListDiff",
    "ListEntry",
    "LocalKind",
    "LocalOrganisation",
    "Management",
    "Membership",
    "Motion",
    "MotionAnswer",
    "MotionKind",
    "Node",
    "Notice",
    "NoticeCadence",
    "OpeningHours",
    "OpeningMode",
    "Ordering",
    "OutcomeStatus",
    "Partition",
    "PartyOrgan",
    "PartyOrganKind",
    "Pay",
    "PayComponent",
    "PayRule",
    "PayRun",
    "Performs",
    "Period",
    "Platform",
    "PointsPart",
    "PoolAllocation",
    "Positioning",
    "PostLoan",
    "PostPool",
    "PowerHolding",
    "PowerItem",
    "Primacy",
    "ProcedureStage",
    "ProfessionalForce",
    "Record",
    "Ref",
    "RegistrationTrack",
    "Relation",
    "ReportedOutcome",
    "RequestStatus",
    "ReservedQuota",
    "ResponseChain",
    "ResponsibilityBinding",
    "ResponsibleCategory",
    "Right",
    "Role",
    "Roster",
    "Routine",
    "RoutineKind",
    "RuleException",
    "Schooling",
    "Selector",
    "Service",
    "ServiceCentre",
    "ServiceItem",
    "ServiceLevel",
    "ServicePurchase",
    "ServiceSite",
    "ServiceSpell",
    "SocialOrganisation",
    "Staff",
    "StaffAssessment",
    "StaffCategory",
    "StaffCost",
    "StaffFiling",
    "StaffGroup",
    "StaffStandard",
    "Street",
    "StreetKind",
    "Structure",
    "SystemLink",
    "TaskBundle",
    "Team",
    "TeamKind",
    "TimeUnit",
    "Training",
    "Trend",
    "Unification",
    "Unit",
    "UnitFigure",
    "UnitGroup",
    "WorkCalendar",
    "WorkItem",
    "annual_cost",
    "diff_lists",
    "partition_of",
    "pay_by",
    "pay_of",
    "place_by_points",
    "run_pay",
    "service_years",
]
