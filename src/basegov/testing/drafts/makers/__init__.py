"""The makers of the library's own rules, a module for each module of rules. Importing this registers them all."""

import importlib
import pkgutil

from basegov.testing.drafts.makers.registry import MAKERS, has_maker, maker_of, makes

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["MAKERS", "has_maker", "maker_of", "makes"]
