"""What must hold: rules over structures and over changes.

Importing this package registers every rule class that comes with the library: each family's module is imported here,
and here alone.
"""

from basegov.rules.admission import Admission, RefusalOnGround
from basegov.rules.appraisal import AppraisalShare, AppraisalShareIncreases
from basegov.rules.assets import MergerAssets, MergerAssetValue, MergerJurisdiction
from basegov.rules.entries import FindingApartFromHandling, PowerWithDuty, ResponsibilityExplicit
from basegov.rules.guarantees import FundsNotReduced, PayNotReduced, PostsNotReduced
from basegov.rules.items import ListsDisjoint, ListSize, NumberOfLists
from basegov.rules.likeness import MergerPairing, MergerSimilarity
from basegov.rules.management import DualManagement, ManagedBy
from basegov.rules.mergers import MergedSize, MergerContiguity, MergerParts, MergerSameParent
from basegov.rules.performed import NothingBeyondList
from basegov.rules.powers import HoldsRight
from basegov.rules.reports import Contradiction, Report
from basegov.rules.requirements import Bound, Holds, NoneOf, Requirement
from basegov.rules.rule import Measure, Rule, Scope
from basegov.rules.units import UnitCount, UnitCountChange, UnitSize
from basegov.rules.verdicts import Evidence, Measurement, Missing, Outcome, Reason, Subject, Verdict

__all__ = [
    "Admission",
    "AppraisalShare",
    "AppraisalShareIncreases",
    "Bound",
    "Contradiction",
    "DualManagement",
    "Evidence",
    "FindingApartFromHandling",
    "FundsNotReduced",
    "Holds",
    "HoldsRight",
    "ListSize",
    "ListsDisjoint",
    "ManagedBy",
    "Measure",
    "Measurement",
    "MergedSize",
    "MergerAssetValue",
    "MergerAssets",
    "MergerContiguity",
    "MergerJurisdiction",
    "MergerPairing",
    "MergerParts",
    "MergerSameParent",
    "MergerSimilarity",
    "Missing",
    "NoneOf",
    "NothingBeyondList",
    "NumberOfLists",
    "Outcome",
    "PayNotReduced",
    "PostsNotReduced",
    "PowerWithDuty",
    "Reason",
    "RefusalOnGround",
    "Report",
    "Requirement",
    "ResponsibilityExplicit",
    "Rule",
    "Scope",
    "Subject",
    "UnitCount",
    "UnitCountChange",
    "UnitSize",
    "Verdict",
]
