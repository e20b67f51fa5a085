"""What the tests of the shipped data know of it: the pairs, and figures taken from the facts they are named after."""

from __future__ import annotations

from typing import Final

FIVE: Final = {
    "xiangzhou": "xiangzhou-2018",
    "haizhu": "haizhu-2020",
    "baoan": "baoan-2018",
    "guangling": "guangling-2021",
    "wuhua": "wuhua-2020",
}
"""Each real district with its policy and reform, which have one name."""

ALL: Final = {**FIVE, "shili": "shili-2026"}

FACTS: Final = {"XZ": 104, "HZ": 81, "BA": 144, "GL": 84, "WH": 90}
"""How many numbered facts each document gave: a citation cannot go beyond."""

# code, streets below the district, other township-level units, village-level rows below streets and below the others
CODE_TABLE: Final = {
    "xiangzhou": ("440402", 14, 5, 153, 5),  # 2018-10-31: 19 units, 158 rows
    "haizhu": ("440105", 18, 0, 265, 0),  # 2020-06-30, and HZ-004
    "baoan": ("440306", 10, 1, 140, 1),  # 2018-10-31: 11 units, 141 rows
    "guangling": ("321002", 9, 3, 107, 39),  # 2020-06-30: 12 units, 146 rows, and GL-005
    "wuhua": ("530102", 10, 1, 91, 10),  # 2020-06-30: 11 units, 101 rows
}
"""Rows of the statistical code table at the vintage that each structure names."""
