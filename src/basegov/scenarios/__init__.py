"""What if: scenarios, indicators, and the comparison of before and after."""

from basegov.scenarios import measures as measures  # registers the indicators that come with the library
from basegov.scenarios.comparison import Comparison, VerdictRow, compare
from basegov.scenarios.indicators import INDICATORS, Indicator, IndicatorRow, indicator
from basegov.scenarios.scenario import Scenario, apply_all

__all__ = [
    "INDICATORS",
    "Comparison",
    "Indicator",
    "IndicatorRow",
    "Scenario",
    "VerdictRow",
    "apply_all",
    "compare",
    "indicator",
]
