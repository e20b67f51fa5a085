"""Grassroots governance reform as typed, sourced, checkable data."""

__version__ = "0.1.0"
