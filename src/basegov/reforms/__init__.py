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
from basegov.reforms.apportionment import ApportionQuota, QuotaApportioned
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
from basegov.reforms.posts import (
    AllotPosts,
    MovePosts,
    PostsAllotted,
    PostsMoved,
    QuotaSet,
    SetQuota,
    WithdrawPosts,
)
from basegov.reforms.postuse import DistributePosts, LendPosts, PostsDistributed, SetLeadershipPosts
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
from basegov.reforms.sinking import AssignStaff, SinkStaff, StaffAssigned
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
from basegov.reforms.workforce import (
    CategoryConsolidated,
    ConsolidateCategories,
    DefineStaffCategory,
    Placement,
    SetStaffStandards,
    StaffCategorySet,
)

__all__ = [
    "AbsorbAgencies",
    "Account",
    "AddIndicator",
    "AdmitItem",
    "AdoptList",
    "AgencyAbsorbed",
    "AllotPosts",
    "AnswerMotion",
    "AppointMembers",
    "ApportionQuota",
    "AppraisalShareRaised",
    "AppraisalShareSet",
    "ApproveItem",
    "AssetsRegistered",
    "AssetsVerified",
    "AssignStaff",
    "BodiesMerged",
    "BodiesSet",
    "Bundle",
    "BundleTasks",
    "CategoryConsolidated",
    "Change",
    "CoBuildingLinked",
    "CommitteeCreated",
    "CommunitiesMerged",
    "ConsolidateCategories",
    "CreateCommittee",
    "CreateOrgans",
    "DefineStaffCategory",
    "DevolvePowers",
    "DistributePosts",
    "Effect",
    "Event",
    "FileMotion",
    "ForceSunk",
    "FunctionGiven",
    "FunctionRemoved",
    "GiveFunctions",
    "Giver",
    "GrantRight",
    "GrantRights",
    "GridRoleSet",
    "GridsPaired",
    "HangPlates",
    "HoldPhase",
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
    "LendPosts",
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
    "MovePosts",
    "NoticesArranged",
    "OrganCreated",
    "PairGrids",
    "PhaseHeld",
    "Placement",
    "PlannedBody",
    "PlatesHung",
    "PostsAllotted",
    "PostsDistributed",
    "PostsMoved",
    "PowerDevolved",
    "PowerGiven",
    "Proposal",
    "QuotaApportioned",
    "QuotaSet",
    "RaiseAppraisalShare",
    "RecallItem",
    "Reform",
    "RefuseItem",
    "RegisterAssets",
    "ReleaseStaff",
    "RemoveFunctions",
    "RightGranted",
    "RightWithdrawn",
    "RoleSet",
    "Seat",
    "SetAppraisalShare",
    "SetBodies",
    "SetGridRole",
    "SetLeadership",
    "SetLeadershipPosts",
    "SetNoticeCadence",
    "SetQuota",
    "SetRole",
    "SetStaffStandards",
    "SinkForce",
    "SinkStaff",
    "StaffAssigned",
    "StaffCategorySet",
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
    "VerifyAssets",
    "WithdrawItem",
    "WithdrawPosts",
    "WithdrawRight",
]
