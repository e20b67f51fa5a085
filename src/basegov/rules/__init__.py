"""What must hold: rules over structures and over changes.

Importing this package registers every rule class that comes with the library: each family's module is imported here,
and here alone.
"""

from basegov.rules.admission import Admission, RefusalOnGround
from basegov.rules.agencies import BodiesPerUnit, OneHolder, PrimaryManager
from basegov.rules.apportionment import QuotaByBands, QuotaFollowsFigures
from basegov.rules.appraisal import AppraisalShare, AppraisalShareIncreases
from basegov.rules.arrangements import HasArrangements
from basegov.rules.assessments import IndicatorInAssessment, NoticeFeedsAssessment, NotifiedEveryPeriod
from basegov.rules.assets import MergerAssets, MergerAssetValue, MergerJurisdiction
from basegov.rules.bindings import BindingComplete
from basegov.rules.budgets import FundsPooled, HasOwnBudget
from basegov.rules.bundles import BundleHasOneRole, GridRolesFilled, RoleDuties, TaskBundledOnce
from basegov.rules.cadences import CadenceChange, CadenceKept, RolesTakePart
from basegov.rules.calls import (
    CallsAnswered,
    HandledAtLowestLevel,
)
from basegov.rules.careers import FiledWith, QuotaReserved, StaffRatio, UnfitReplaced
from basegov.rules.casework import (
    ClassesHandled,
    DeadlinesSet,
    HandlersFollowSeverity,
    OrderLaidDown,
)
from basegov.rules.certificates import CertificateDemands, NoCircularCertificates
from basegov.rules.closure import DutiesHaveMeans, OneAccountable
from basegov.rules.cohorts import CohortClosed, TreatmentUnchanged
from basegov.rules.composition import CompositionShare, headroom
from basegov.rules.demands import Demand
from basegov.rules.devolution import BatchOrder, DevolvedHaveBasis, DevolvedMeetCriteria, PowersHeld
from basegov.rules.entries import FindingApartFromHandling, PowerWithDuty, ResponsibilityExplicit
from basegov.rules.evaluators import DecidesAlone, EachEvaluates, EvaluatorCount
from basegov.rules.forces import ForceCount, ForceHeadcount, FunctionFollowsForce, OneCommander
from basegov.rules.forums import DeliberatedFirst
from basegov.rules.functions import FunctionsWithin, IncentivesHaveFunction, NoFunctions, PerformsFunctions
from basegov.rules.fundchanges import FundsChange, FundShareRises
from basegov.rules.funds import FundedInMode, FundingAmount, FundingShare
from basegov.rules.grids import LayerLevels
from basegov.rules.gridwork import PartTimeSources, RoleNamesDuties, StaffedApart, WorkCarried, WorkKept
from basegov.rules.guarantees import FundsNotReduced, PayNotReduced, PostsNotReduced
from basegov.rules.headcounts import Headcount
from basegov.rules.honours import AwardWithin, BonusPaidOut, HonourDue, StaffAssessed
from basegov.rules.hours import OpenOn
from basegov.rules.income import KeepsIncome
from basegov.rules.items import ListsDisjoint, ListSize, NumberOfLists
from basegov.rules.layers import GridsInOneCommunity, GridsPartition, LayerCount, LayersFused, LayersRelate
from basegov.rules.likeness import MergerPairing, MergerSimilarity
from basegov.rules.listchanges import EntryNames, ListChangesByChannel
from basegov.rules.management import DualManagement, ManagedBy
from basegov.rules.mergers import MergedSize, MergerContiguity, MergerParts, MergerSameParent
from basegov.rules.motions import MotionAnswered, VetoRespected
from basegov.rules.organisations import BodyCount, BodyTemplate, FunctionsKept, OneBody, PostsPooled
from basegov.rules.packages import PackageTags, PhasesInOrder, StepsBacked
from basegov.rules.party import CoBuilds, GridsMatch, MemberCount, MemberSources, OrgansPerPlace
from basegov.rules.pay import ComponentAmount, PayAddsUp, PayComponents
from basegov.rules.payrises import MeanPayRise, PayNotFalling
from basegov.rules.performed import NothingBeyondList
from basegov.rules.platforms import SystemsLinked
from basegov.rules.pools import PoolComesOut, PoolUsers
from basegov.rules.posts import AllotmentsPassedDown, PostsChange, PostsTotal
from basegov.rules.postuse import LeadersWithinTotal, PostsShare, StaffWithinPosts
from basegov.rules.powers import HoldsRight
from basegov.rules.procedures import MergerProposed, ProposalStates, StageAsked, StagesHeld
from basegov.rules.progress import (
    CaseCompletion,
    ClosedOnlyAfter,
    EventsPerCase,
    OrderKept,
)
from basegov.rules.properties import ClassesPresent, HasProperties, HasValues, ValueCount
from basegov.rules.propertyshares import PropertyShare
from basegov.rules.reports import Contradiction, Report
from basegov.rules.requirements import Bound, Holds, NoneOf, Requirement
from basegov.rules.rights import HasPowers, HoldsRights, SoleDecider
from basegov.rules.roles import LeadsAll, LevelDutiesDisjoint, LevelRole
from basegov.rules.rule import Measure, Rule, Scope
from basegov.rules.scales import GradeInRange, PayRisesWithFactors, RestsOn, ScaleSize, UnifiedScale
from basegov.rules.services import KitComplete, ServiceAvailability, SiteNetwork
from basegov.rules.sinking import OfficeStaff, SunkShare
from basegov.rules.social import FigureByDate, PurchaseRises, ServicesPurchased
from basegov.rules.stages import AtAllTimes, first_breach, look_ahead
from basegov.rules.steering import HeadedBy, MemberClasses
from basegov.rules.traces import (
    TraceRule,
)
from basegov.rules.training import Trained, TrainingDays
from basegov.rules.transfers import AbsorbedIntoBody, PowersMoveWithStaff, TransferComplete, TransferredWhole
from basegov.rules.units import UnitCount, UnitCountChange, UnitSize
from basegov.rules.verdicts import Evidence, Measurement, Missing, Outcome, Reason, Subject, Verdict
from basegov.rules.workforce import CategoriesConsolidated, EnrolmentConditions, EveryonePlaced, UnifiedForce

__all__ = [
    "AbsorbedIntoBody",
    "Admission",
    "AllotmentsPassedDown",
    "AppraisalShare",
    "AppraisalShareIncreases",
    "AtAllTimes",
    "AwardWithin",
    "BatchOrder",
    "BindingComplete",
    "BodiesPerUnit",
    "BodyCount",
    "BodyTemplate",
    "BonusPaidOut",
    "Bound",
    "BundleHasOneRole",
    "CadenceChange",
    "CadenceKept",
    "CallsAnswered",
    "CaseCompletion",
    "CategoriesConsolidated",
    "CertificateDemands",
    "ClassesHandled",
    "ClassesPresent",
    "ClosedOnlyAfter",
    "CoBuilds",
    "CohortClosed",
    "ComponentAmount",
    "CompositionShare",
    "Contradiction",
    "DeadlinesSet",
    "DecidesAlone",
    "DeliberatedFirst",
    "Demand",
    "DevolvedHaveBasis",
    "DevolvedMeetCriteria",
    "DualManagement",
    "DutiesHaveMeans",
    "EachEvaluates",
    "EnrolmentConditions",
    "EntryNames",
    "EvaluatorCount",
    "EventsPerCase",
    "EveryonePlaced",
    "Evidence",
    "FigureByDate",
    "FiledWith",
    "FindingApartFromHandling",
    "ForceCount",
    "ForceHeadcount",
    "FunctionFollowsForce",
    "FunctionsKept",
    "FunctionsWithin",
    "FundShareRises",
    "FundedInMode",
    "FundingAmount",
    "FundingShare",
    "FundsChange",
    "FundsNotReduced",
    "FundsPooled",
    "GradeInRange",
    "GridRolesFilled",
    "GridsInOneCommunity",
    "GridsMatch",
    "GridsPartition",
    "HandledAtLowestLevel",
    "HandlersFollowSeverity",
    "HasArrangements",
    "HasOwnBudget",
    "HasPowers",
    "HasProperties",
    "HasValues",
    "Headcount",
    "HeadedBy",
    "Holds",
    "HoldsRight",
    "HoldsRights",
    "HonourDue",
    "IncentivesHaveFunction",
    "IndicatorInAssessment",
    "KeepsIncome",
    "KitComplete",
    "LayerCount",
    "LayerLevels",
    "LayersFused",
    "LayersRelate",
    "LeadersWithinTotal",
    "LeadsAll",
    "LevelDutiesDisjoint",
    "LevelRole",
    "ListChangesByChannel",
    "ListSize",
    "ListsDisjoint",
    "ManagedBy",
    "MeanPayRise",
    "Measure",
    "Measurement",
    "MemberClasses",
    "MemberCount",
    "MemberSources",
    "MergedSize",
    "MergerAssetValue",
    "MergerAssets",
    "MergerContiguity",
    "MergerJurisdiction",
    "MergerPairing",
    "MergerParts",
    "MergerProposed",
    "MergerSameParent",
    "MergerSimilarity",
    "Missing",
    "MotionAnswered",
    "NoCircularCertificates",
    "NoFunctions",
    "NoneOf",
    "NothingBeyondList",
    "NoticeFeedsAssessment",
    "NotifiedEveryPeriod",
    "NumberOfLists",
    "OfficeStaff",
    "OneAccountable",
    "OneBody",
    "OneCommander",
    "OneHolder",
    "OpenOn",
    "OrderKept",
    "OrderLaidDown",
    "OrgansPerPlace",
    "Outcome",
    "PackageTags",
    "PartTimeSources",
    "PayAddsUp",
    "PayComponents",
    "PayNotFalling",
    "PayNotReduced",
    "PayRisesWithFactors",
    "PerformsFunctions",
    "PhasesInOrder",
    "PoolComesOut",
    "PoolUsers",
    "PostsChange",
    "PostsNotReduced",
    "PostsPooled",
    "PostsShare",
    "PostsTotal",
    "PowerWithDuty",
    "PowersHeld",
    "PowersMoveWithStaff",
    "PrimaryManager",
    "PropertyShare",
    "ProposalStates",
    "PurchaseRises",
    "QuotaByBands",
    "QuotaFollowsFigures",
    "QuotaReserved",
    "Reason",
    "RefusalOnGround",
    "Report",
    "Requirement",
    "ResponsibilityExplicit",
    "RestsOn",
    "RoleDuties",
    "RoleNamesDuties",
    "RolesTakePart",
    "Rule",
    "ScaleSize",
    "Scope",
    "ServiceAvailability",
    "ServicesPurchased",
    "SiteNetwork",
    "SoleDecider",
    "StaffAssessed",
    "StaffRatio",
    "StaffWithinPosts",
    "StaffedApart",
    "StageAsked",
    "StagesHeld",
    "StepsBacked",
    "Subject",
    "SunkShare",
    "SystemsLinked",
    "TaskBundledOnce",
    "TraceRule",
    "Trained",
    "TrainingDays",
    "TransferComplete",
    "TransferredWhole",
    "TreatmentUnchanged",
    "UnfitReplaced",
    "UnifiedForce",
    "UnifiedScale",
    "UnitCount",
    "UnitCountChange",
    "UnitSize",
    "ValueCount",
    "Verdict",
    "VetoRespected",
    "WorkCarried",
    "WorkKept",
    "first_breach",
    "headroom",
    "look_ahead",
]
