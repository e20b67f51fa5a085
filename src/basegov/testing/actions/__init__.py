"""Draws: for every step class that comes with the library, how to make such a step for a given structure.

Importing this package registers them all, module by module.
"""

import importlib
import pkgutil

from basegov.testing.actions.draws import DECREE, DRAWS, Draw, drawable, draws, reform_of, reforms, steps

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["DECREE", "DRAWS", "Draw", "drawable", "draws", "reform_of", "reforms", "steps"]
