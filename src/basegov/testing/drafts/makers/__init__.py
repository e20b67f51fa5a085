"""The makers of the library's own rules, a module for each module of rules. Importing this registers them all."""

from basegov.testing.drafts.makers import appraisal, management, powers, properties, units
from basegov.testing.drafts.makers.registry import MAKERS, maker_of, makes

__all__ = ["MAKERS", "appraisal", "maker_of", "makes", "management", "powers", "properties", "units"]
