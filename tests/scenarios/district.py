"""Nowhere District (乌有区): fictional, small, and fully known where a test needs it."""

from __future__ import annotations

import basegov as bg
from basegov.reforms import MoveManagement, SetAppraisalShare
from basegov.rules import AppraisalShare, AppraisalShareIncreases, DualManagement
from basegov.structure import (
    Appraisal,
    Community,
    Department,
    Dimension,
    DispatchedAgency,
    District,
    Inventory,
    Management,
    Period,
    StaffGroup,
    Street,
)

NAME = bg.Text("Measures of Nowhere District", "乌有区办法")
TEXT = bg.Document("nowhere-2020", NAME, "Nowhere District", "2020-01-01")
CODE = "990101"


def source(number: int) -> bg.Source:
    """Return a source in the fictional document."""
    return bg.Source("nowhere-2020", f"NW-{number:03d}")


def _appraisal(subject: str, evaluator: str, share: str) -> Appraisal:
    return Appraisal(
        subject=subject, evaluator=evaluator, period=Period.ANNUAL, share=bg.Share(share), source=source(5)
    )  # fmt: skip


def district(*, code: str | None = CODE, streets: int = 3) -> bg.Structure:
    """Return the district: each street has a justice office of the justice department, appraised by both."""
    records: list[bg.Record] = [
        District(id="nowhere", name="乌有区", code=code or bg.NOT_STATED, source=source(1)),
        Department(id="justice", name="司法局", parent="nowhere", source=source(2)),
    ]
    for number in range(1, streets + 1):
        street, office = f"s{number}", f"office{number}"
        records += [
            Street(id=street, name=f"第{number}街道", parent="nowhere", source=source(3)),
            Community(id=f"c{number}", name=f"第{number}社区", parent=street, households=bg.Count(1000 * number)),
            DispatchedAgency(id=office, name=f"第{number}司法所", principal="justice", host=street, source=source(4)),
            _appraisal(office, "justice", "70%"),
            _appraisal(office, street, "30%"),
            Management(subject=office, dimension=Dimension.PERSONNEL, manager="justice", source=source(6)),
            Management(subject=office, dimension=Dimension.DAILY_WORK, manager="justice", source=source(6)),
            StaffGroup(id=f"staff{number}", parent=office, count=bg.Count(4), sunk=number == 1),
        ]
    records.append(Inventory(scope="nowhere", of="community", total=bg.Count(">= 5"), complete=False))
    return bg.Structure.build(
        records, id="nowhere", name=bg.Text("Nowhere District", "乌有区"), date="2020-01-01", documents=[TEXT]
    )


def policy(*, jurisdiction: str = CODE) -> bg.Policy:
    """Return the policy: a share that is kept after the reform, an increase, dual management, an open clause."""
    return bg.Policy(
        id="nowhere-2020",
        name=NAME,
        jurisdiction=jurisdiction,
        documents=[TEXT],
        rules=[
            AppraisalShare(
                id="street-share", subject="dispatched_agency", evaluator="street", role="street", at_least="60%",
                period="annual", source=source(10),
                clause=bg.Text(
                    "The street holds at least 60% of the annual appraisal of the agencies stationed there",
                    "街道在派驻机构年度考核中的权重不低于60%",
                ),
            ),
            AppraisalShareIncreases(
                id="street-share-rises", subject="dispatched_agency", evaluator="street", role="street",
                period="annual", source=source(11),
                clause=bg.Text("The weight of the street in the appraisal is increased", "提高街道考核权重"),
            ),
            DualManagement(
                id="dual", subject="dispatched_agency", source=source(12),
                clause=bg.Text(
                    "Agencies are managed by department and street together", "派驻机构实行部门与街道双重管理"
                ),
            ),
            AppraisalShare(
                id="no-number", subject="dispatched_agency", evaluator="department", period="annual", source=source(13),
                clause=bg.Text("Departments keep a share of the appraisal", "部门保留一定考核权重"),
            ),
        ],
    )  # fmt: skip


def reform() -> bg.Reform:
    """Return the reform: the street gets 60% and the daily work."""
    return bg.Reform(
        id="nowhere-2020",
        name=bg.Text("Reform of Nowhere District", "乌有区改革"),
        date=bg.Date("2020-06-01"),
        documents=[TEXT],
        source=source(20),
        steps=[
            SetAppraisalShare(
                subjects="dispatched_agency", evaluator="street", period=Period.ANNUAL, share="60%",
                from_="proportionally", source=source(10),
            ),
            MoveManagement(
                subjects="dispatched_agency", managers={"daily_work": "street"}, source=source(12),
            ),
        ],
    )  # fmt: skip
