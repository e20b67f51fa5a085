"""Sphinx configuration: MyST pages and executed notebooks, furo, numpydoc docstrings."""

import os
import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

# Commands on the pages run as they do for a reader: `basegov` is found, 88 columns are there, and nothing is coloured.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
os.environ["PYTHONPATH"] = sys.path[0]
os.environ.update(COLUMNS="88", NO_COLOR="1", PYTHONIOENCODING="utf-8")

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
    "catalogue",
    "register",
    "outside",
]
exclude_patterns = ["_build", "_ext", "**/.ipynb_checkpoints"]

# Every page that contains code runs against the code as it is now, and an error fails the build.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True
nb_render_markdown_format = "myst"
nb_kernel_rgx_aliases = {".*": "python3"}
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

# The contents of a page are its headings: with an entry for every attribute there would be thousands in each sidebar.
toc_object_entries = False

# Types stand in the signature alone.
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "show-inheritance": True}
napoleon_google_docstring = False
napoleon_numpy_docstring = True

# References into basegov must resolve. Those into other libraries are left alone: the build needs no network.
nitpicky = True
nitpick_ignore_regex = [
    (r"py:.*", r"(?!basegov\b).*"),
    (r"py:.*", r"basegov\.io\.(expectations|loading|overrides|policytests)\.\w+"),  # inner parts of the reader
    (r"py:.*", r"basegov\.[\w.]+\.(_\w+|[A-Z])"),  # private names, and the type variables of signatures
]
suppress_warnings = ["ref.python"]  # the words for types in docstrings are no references: several things have a `kind`

html_theme = "furo"
html_title = f"basegov {release}"
_MONOSPACE = '"Noto Sans Mono CJK SC", "Sarasa Mono SC", ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace'
html_theme_options = {  # a Chinese character is two columns wide in a terminal; so it should be in these pages
    "light_css_variables": {"font-stack--monospace": _MONOSPACE},
    "dark_css_variables": {"font-stack--monospace": _MONOSPACE},
}
smartquotes = False
