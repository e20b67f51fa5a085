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
from basegov.reforms.agencies import AbsorbAgencies, AgencyAbsorbed, ManagementEnded, TeamTransferred, TransferTeams
from basegov.reforms.appraisal import (
    AppraisalShareRaised,
    AppraisalShareSet,
    Giver,
    RaiseAppraisalShare,
    SetAppraisalShare,
)
from basegov.reforms.assessments import AddIndicator, IndicatorAdded, NoticesArranged, SetNoticeCadence
from basegov.reforms.bundles import Bundle, BundleTasks, GridRoleSet, SetGridRole, TasksBundled
from basegov.reforms.careers import (
    AppointStaff,
    FileStaff,
    QuotaKept,
    ReserveQuota,
    ReviewStaff,
    StaffAppointed,
    StaffReviewed,
    StaffWereFiled,
)
from basegov.reforms.changes import Change, Lineage
from basegov.reforms.cohorts import CohortSettled, Grandfather
from basegov.reforms.devolution import DevolvePowers, PowerDevolved, PowerGiven
from basegov.reforms.events import Event
from basegov.reforms.forces import ForceSunk, SinkForce
from basegov.reforms.functions import FunctionGiven, FunctionRemoved, GiveFunctions, IncentiveRemoved, RemoveFunctions
from basegov.reforms.funds import (
    AccountingMoved,
    FundsSet,
    FundsWerePooled,
    MoveAccounting,
    PoolStreams,
    SetFundMode,
    ShareCost,
    TopUp,
)
from basegov.reforms.income import AssignIncome, IncomeAssigned
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
from basegov.reforms.pools import DistributePool, PoolDistributed, PoolSetUp, SetUpPool
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
from basegov.reforms.training import EducationRaised, RaiseEducation, StaffTrained, TrainStaff

__all__ = [
    "AbsorbAgencies",
    "Account",
    "AccountingMoved",
    "AddIndicator",
    "AdmitItem",
    "AdoptList",
    "AgencyAbsorbed",
    "AnswerMotion",
    "AppointMembers",
    "AppointStaff",
    "AppraisalShareRaised",
    "AppraisalShareSet",
    "ApproveItem",
    "AssetsRegistered",
    "AssetsVerified",
    "AssignIncome",
    "BodiesMerged",
    "BodiesSet",
    "Bundle",
    "BundleTasks",
    "Change",
    "CoBuildingLinked",
    "CohortSettled",
    "CommitteeCreated",
    "CommunitiesMerged",
    "CreateCommittee",
    "CreateOrgans",
    "DevolvePowers",
    "DistributePool",
    "EducationRaised",
    "Effect",
    "Event",
    "FileMotion",
    "FileStaff",
    "ForceSunk",
    "FunctionGiven",
    "FunctionRemoved",
    "FundsSet",
    "FundsWerePooled",
    "GiveFunctions",
    "Giver",
    "Grandfather",
    "GrantRight",
    "GrantRights",
    "GridRoleSet",
    "GridsPaired",
    "HangPlates",
    "HoldPhase",
    "Imbalance",
    "IncentiveRemoved",
    "IncomeAssigned",
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
    "ManagementEnded",
    "ManagementMoved",
    "MemberAppointed",
    "MergeBodies",
    "MergeCommunities",
    "Merger",
    "MergerPlan",
    "MotionFiled",
    "MotionSettled",
    "MoveAccounting",
    "MoveManagement",
    "NoticesArranged",
    "OrganCreated",
    "PairGrids",
    "PhaseHeld",
    "PlannedBody",
    "PlatesHung",
    "PoolDistributed",
    "PoolSetUp",
    "PoolStreams",
    "PowerDevolved",
    "PowerGiven",
    "Proposal",
    "QuotaKept",
    "RaiseAppraisalShare",
    "RaiseEducation",
    "RecallItem",
    "Reform",
    "RefuseItem",
    "RegisterAssets",
    "ReleaseStaff",
    "RemoveFunctions",
    "ReserveQuota",
    "ReviewStaff",
    "RightGranted",
    "RightWithdrawn",
    "RoleSet",
    "Seat",
    "SetAppraisalShare",
    "SetBodies",
    "SetFundMode",
    "SetGridRole",
    "SetLeadership",
    "SetNoticeCadence",
    "SetRole",
    "SetUpPool",
    "ShareCost",
    "SinkForce",
    "StaffAppointed",
    "StaffReleased",
    "StaffReviewed",
    "StaffTrained",
    "StaffTransferred",
    "StaffWereFiled",
    "Step",
    "SubmitItem",
    "TasksBundled",
    "TeamTransferred",
    "Together",
    "TopUp",
    "TrainStaff",
    "TransferStaff",
    "TransferTeams",
    "Trial",
    "VerifyAssets",
    "WithdrawItem",
    "WithdrawRight",
]
