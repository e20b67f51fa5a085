"""What changes: reforms made of steps, and the change that comes of one.

Importing this package registers every step class that comes with the library: each family's module is imported here,
and here alone.
"""

from basegov.reforms.accounts import Account, Imbalance
from basegov.reforms.admission import (
    AdmitItem,
    ApproveItem,
    ItemAdmitted,
    ItemDecided,
    ItemRefused,
    ItemSubmitted,
    ItemWithdrawn,
    RefuseItem,
    SubmitItem,
    WithdrawItem,
)
from basegov.reforms.agencies import AbsorbAgencies, AgencyAbsorbed, TeamTransferred, TransferTeams
from basegov.reforms.appraisal import (
    AppraisalShareRaised,
    AppraisalShareSet,
    Giver,
    RaiseAppraisalShare,
    SetAppraisalShare,
)
from basegov.reforms.assessments import AddIndicator, IndicatorAdded, NoticesArranged, SetNoticeCadence
from basegov.reforms.bundles import Bundle, BundleTasks, GridRoleSet, SetGridRole, TasksBundled
from basegov.reforms.changes import Change, Lineage
from basegov.reforms.devolution import DevolvePowers, PowerDevolved, PowerGiven
from basegov.reforms.events import Event
from basegov.reforms.forces import ForceSunk, SinkForce
from basegov.reforms.functions import FunctionGiven, FunctionRemoved, GiveFunctions, IncentiveRemoved, RemoveFunctions
from basegov.reforms.honours import (
    AssessmentArranged,
    AssessStaff,
    AwardHonours,
    BonusDivided,
    DivideBonus,
    GrantAward,
    HonourGiven,
)
from basegov.reforms.items import AdoptList, ListAdopted
from basegov.reforms.management import ManagementMoved, MoveManagement
from basegov.reforms.mergers import (
    AssetsRegistered,
    AssetsVerified,
    CommunitiesMerged,
    MergeCommunities,
    RegisterAssets,
    VerifyAssets,
)
from basegov.reforms.organisations import (
    BodiesMerged,
    BodiesSet,
    HangPlates,
    MergeBodies,
    PlannedBody,
    PlatesHung,
    SetBodies,
)
from basegov.reforms.party import CoBuildingLinked, CreateOrgans, GridsPaired, LinkCoBuilding, OrganCreated, PairGrids
from basegov.reforms.pay import AdoptPayRule, PayRaised, PayRuleAdopted, RaisePay
from basegov.reforms.powers import GrantRight, RightGranted
from basegov.reforms.proposals import Merger, MergerPlan, Proposal
from basegov.reforms.recall import ItemRecalled, RecallItem
from basegov.reforms.reform import Reform, Trial
from basegov.reforms.rights import (
    AnswerMotion,
    FileMotion,
    GrantRights,
    MotionFiled,
    MotionSettled,
    RightWithdrawn,
    WithdrawRight,
)
from basegov.reforms.scales import AdoptScale, Regrade, ScaleAdopted, StaffPlaced, Undecided
from basegov.reforms.staffing import ReleaseStaff, StaffReleased, StaffTransferred, TransferStaff
from basegov.reforms.steering import (
    AppointMembers,
    CommitteeCreated,
    CreateCommittee,
    HoldPhase,
    LeadershipSet,
    MemberAppointed,
    PhaseHeld,
    RoleSet,
    Seat,
    SetLeadership,
    SetRole,
)
from basegov.reforms.steps import Effect, Step
from basegov.reforms.together import Together

__all__ = [
    "AbsorbAgencies",
    "Account",
    "AddIndicator",
    "AdmitItem",
    "AdoptList",
    "AdoptPayRule",
    "AdoptScale",
    "AgencyAbsorbed",
    "AnswerMotion",
    "AppointMembers",
    "AppraisalShareRaised",
    "AppraisalShareSet",
    "ApproveItem",
    "AssessStaff",
    "AssessmentArranged",
    "AssetsRegistered",
    "AssetsVerified",
    "AwardHonours",
    "BodiesMerged",
    "BodiesSet",
    "BonusDivided",
    "Bundle",
    "BundleTasks",
    "Change",
    "CoBuildingLinked",
    "CommitteeCreated",
    "CommunitiesMerged",
    "CreateCommittee",
    "CreateOrgans",
    "DevolvePowers",
    "DivideBonus",
    "Effect",
    "Event",
    "FileMotion",
    "ForceSunk",
    "FunctionGiven",
    "FunctionRemoved",
    "GiveFunctions",
    "Giver",
    "GrantAward",
    "GrantRight",
    "GrantRights",
    "GridRoleSet",
    "GridsPaired",
    "HangPlates",
    "HoldPhase",
    "HonourGiven",
    "Imbalance",
    "IncentiveRemoved",
    "IndicatorAdded",
    "ItemAdmitted",
    "ItemDecided",
    "ItemRecalled",
    "ItemRefused",
    "ItemSubmitted",
    "ItemWithdrawn",
    "LeadershipSet",
    "Lineage",
    "LinkCoBuilding",
    "ListAdopted",
    "ManagementMoved",
    "MemberAppointed",
    "MergeBodies",
    "MergeCommunities",
    "Merger",
    "MergerPlan",
    "MotionFiled",
    "MotionSettled",
    "MoveManagement",
    "NoticesArranged",
    "OrganCreated",
    "PairGrids",
    "PayRaised",
    "PayRuleAdopted",
    "PhaseHeld",
    "PlannedBody",
    "PlatesHung",
    "PowerDevolved",
    "PowerGiven",
    "Proposal",
    "RaiseAppraisalShare",
    "RaisePay",
    "RecallItem",
    "Reform",
    "RefuseItem",
    "RegisterAssets",
    "Regrade",
    "ReleaseStaff",
    "RemoveFunctions",
    "RightGranted",
    "RightWithdrawn",
    "RoleSet",
    "ScaleAdopted",
    "Seat",
    "SetAppraisalShare",
    "SetBodies",
    "SetGridRole",
    "SetLeadership",
    "SetNoticeCadence",
    "SetRole",
    "SinkForce",
    "StaffPlaced",
    "StaffReleased",
    "StaffTransferred",
    "Step",
    "SubmitItem",
    "TasksBundled",
    "TeamTransferred",
    "Together",
    "TransferStaff",
    "TransferTeams",
    "Trial",
    "Undecided",
    "VerifyAssets",
    "WithdrawItem",
    "WithdrawRight",
]
