"""Sphinx configuration: MyST pages and executed notebooks, furo, numpydoc docstrings."""

from importlib.metadata import version as installed_version

project = "basegov"
author = "basegov developers"
copyright = "2026, basegov developers"
version = release = installed_version("basegov")
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
]
exclude_patterns = ["_build", "**/.ipynb_checkpoints"]

# Every page that contains code runs against the code as it is now, and an error fails the build.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

# Types stand in the signature alone.
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "show-inheritance": True}
napoleon_google_docstring = False
napoleon_numpy_docstring = True

# References into basegov must resolve. Those into other libraries are left alone: the build needs no network.
nitpicky = True
nitpick_ignore_regex = [(r"py:.*", r"(?!basegov\b).*")]

html_theme = "furo"
html_title = f"basegov {release}"
