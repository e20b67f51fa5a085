"""Policy tests: cases in a file, each a structure, perhaps a reform, and the verdicts that are expected of it.

>>> from basegov.testing import read_policy_test, run
>>> results = run(read_policy_test("mine.policy.yaml"))  # doctest: +SKIP
>>> print(results[0].text())  # doctest: +SKIP
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path as FilePath

import attrs

from basegov.diagnostics.testing import SAME_CASE
from basegov.errors import Location
from basegov.io.files import name_of, read_text
from basegov.io.limits import LIMITS, Limits
from basegov.io.loading import InFile, open_text
from basegov.io.policytests import (
    WORD,
    head_and_templates,
)
from basegov.policies import Policy
from basegov.testing.cases import Case, Claim, Result
from basegov.testing.library import Library
from basegov.testing.making import Maker

PathLike = str | os.PathLike[str]


@attrs.frozen(eq=False, repr=False)
class PolicyTest:
    """A test file: the policies under test, and the items.

    Parameters
    ----------
    file : str
        Its name as the user gave it.
    policies : tuple of Policy
        The policies under test.
    cases : tuple of Case or Claim
        Its items, a row of parameters each.
    """

    file: str
    policies: tuple[Policy, ...]
    cases: tuple[Case | Claim, ...]

    def __repr__(self) -> str:
        by = ", ".join(policy.id for policy in self.policies)
        return f"<PolicyTest {self.file} of {by}: {len(self.cases)} cases>"


def read_policy_test(path: PathLike, *, library: Library | None = None, limits: Limits = LIMITS) -> PolicyTest:
    """Read a file of policy tests and everything that it names.

    Parameters
    ----------
    path : path
        The file; ``.json`` is read as JSON, everything else as YAML.
    library : Library, optional
        Shared by several files, so that what they name is loaded once.
    limits : Limits
        How much is taken.

    Raises
    ------
    InputError
        With every mistake that was found, each with file, line and column.
    """
    file = name_of(path)
    infile = InFile(read_text(path, limits, file), file, limits, json=file.lower().endswith(".json"))
    return _read(infile, FilePath(path).parent, library or Library())


def policy_test_from_text(
    text: str | bytes, *, file: str = "<text>", folder: PathLike | None = None, limits: Limits = LIMITS
) -> PolicyTest:
    """Read policy tests from a text; paths are looked for in `folder`. See :func:`read_policy_test`."""
    return _read(open_text(text, file, limits, None), None if folder is None else FilePath(folder), Library())


def run(tests: PolicyTest | Iterable[PolicyTest] | PathLike) -> tuple[Result, ...]:
    """Run every item of one or several test files, or of the file with this path, in order."""
    if isinstance(tests, str | os.PathLike):
        tests = read_policy_test(tests)
    if isinstance(tests, PolicyTest):
        tests = (tests,)
    return tuple(case.run() for test in tests for case in test.cases)


def _read(infile: InFile, folder: FilePath | None, library: Library) -> PolicyTest:
    value = infile.plain(WORD)
    with infile.context(value):
        head, templates = head_and_templates(infile, value)
        if head is None:
            for template in templates:
                if template.drawn is None:
                    for row in template.rows:
                        template.case(row)
            infile.fail()
        maker = Maker(infile, folder, library, head)
        cases: list[Case | Claim] = []
        first: dict[str, Location] = {}
        for template in templates:
            for case in maker.items(template):
                if case.name in first:
                    infile.wrong.append(SAME_CASE(case.location, name=case.name, first=str(first[case.name])))
                first.setdefault(case.name, case.location)
                cases.append(case)
    if infile.wrong:
        infile.fail()
    return PolicyTest(infile.file, maker.policies, tuple(cases))
