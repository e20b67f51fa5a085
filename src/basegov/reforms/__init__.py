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
from basegov.reforms.appraisal import (
    AppraisalShareRaised,
    AppraisalShareSet,
    Giver,
    RaiseAppraisalShare,
    SetAppraisalShare,
)
from basegov.reforms.changes import Change, Lineage
from basegov.reforms.events import Event
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
from basegov.reforms.powers import GrantRight, RightGranted
from basegov.reforms.proposals import Merger, MergerPlan, Proposal
from basegov.reforms.reform import Reform, Trial
from basegov.reforms.staffing import ReleaseStaff, StaffReleased, StaffTransferred, TransferStaff
from basegov.reforms.steps import Effect, Step

__all__ = [
    "Account",
    "AdmitItem",
    "AdoptList",
    "AppraisalShareRaised",
    "AppraisalShareSet",
    "ApproveItem",
    "AssetsRegistered",
    "AssetsVerified",
    "Change",
    "CommunitiesMerged",
    "Effect",
    "Event",
    "Giver",
    "GrantRight",
    "Imbalance",
    "ItemAdmitted",
    "ItemDecided",
    "ItemRefused",
    "ItemSubmitted",
    "ItemWithdrawn",
    "Lineage",
    "ListAdopted",
    "ManagementMoved",
    "MergeCommunities",
    "Merger",
    "MergerPlan",
    "MoveManagement",
    "Proposal",
    "RaiseAppraisalShare",
    "Reform",
    "RefuseItem",
    "RegisterAssets",
    "ReleaseStaff",
    "RightGranted",
    "SetAppraisalShare",
    "StaffReleased",
    "StaffTransferred",
    "Step",
    "SubmitItem",
    "TransferStaff",
    "Trial",
    "VerifyAssets",
    "WithdrawItem",
]
