"""What if: scenarios, indicators, and the comparison of before and after."""

from basegov.scenarios import measures as measures  # registers the indicators that come with the library
from basegov.scenarios import measures_devolution as measures_devolution
from basegov.scenarios import measures_funds as measures_funds  # registers those of money, education and cohorts
from basegov.scenarios import measures_grids as measures_grids  # registers those of grid layers
from basegov.scenarios import measures_lists as measures_lists  # registers those of lists, certificates and bundles
from basegov.scenarios import measures_organisations as measures_organisations  # registers those of bodies
from basegov.scenarios import measures_party as measures_party  # registers those of the party network and of duties
from basegov.scenarios import measures_pay as measures_pay  # registers those of pay and grades
from basegov.scenarios import measures_rights as measures_rights  # registers those of rights and of the say
from basegov.scenarios import measures_services as measures_services  # registers those of sites and services
from basegov.scenarios import measures_society as measures_society  # registers those of bindings and deliberation
from basegov.scenarios import measures_workforce as measures_workforce  # registers those of posts and of staff
from basegov.scenarios.citations import Coverage, FactCoverage, coverage
from basegov.scenarios.comparison import Comparison, VerdictRow, compare
from basegov.scenarios.fiscal import COST_SOURCES, CostLine, FiscalEffect, cost_source, fiscal_effect
from basegov.scenarios.indicators import INDICATORS, Indicator, IndicatorRow, indicator
from basegov.scenarios.outcomes import OutcomeRow, compare_outcomes
from basegov.scenarios.scenario import Scenario, apply_all
from basegov.scenarios.transplants import Transplant, TransplantTable, transplant

__all__ = [
    "COST_SOURCES",
    "INDICATORS",
    "Comparison",
    "CostLine",
    "Coverage",
    "FactCoverage",
    "FiscalEffect",
    "Indicator",
    "IndicatorRow",
    "OutcomeRow",
    "Scenario",
    "Transplant",
    "TransplantTable",
    "VerdictRow",
    "apply_all",
    "compare",
    "compare_outcomes",
    "cost_source",
    "coverage",
    "fiscal_effect",
    "indicator",
    "transplant",
]
