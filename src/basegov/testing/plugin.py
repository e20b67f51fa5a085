"""The pytest plugin: collects ``*.policy.yaml`` files, an item for each case and row of parameters.

Nothing of the library, of PyYAML or of Hypothesis is loaded before the first such file is met.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from basegov.testing.cases import Case, Claim, Result
    from basegov.testing.library import Library
    from basegov.testing.policytests import PolicyTest
    from basegov.texts import Language

SUFFIXES: Final = (".policy.yaml", ".policy.yml", ".policy.json")
"""How the names of test files end."""
_LIBRARY: Final = pytest.StashKey[Any]()
_MUTATION: Final = pytest.StashKey[Any]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of mutation."""
    group = parser.getgroup("basegov", "policy tests (basegov)")
    group.addoption(
        "--policy-mutation", action="store_true",
        help="change each rule of the policies under test in many ways, and show which changes no case notices",
    )  # fmt: skip
    group.addoption(
        "--policy-mutation-min", type=float, metavar="PERCENT",
        help="fail when fewer of the changed rules are noticed, of any policy (implies --policy-mutation)",
    )  # fmt: skip


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file of policy tests."""
    if not file_path.name.endswith(SUFFIXES):
        return None
    return PolicyTestFile.from_parent(parent, path=file_path)


def language() -> Language:
    """Return the language in which failures are told: BASEGOV_LANG, else the locale."""
    from basegov.texts import language_of

    return language_of(os.environ)


def _relative(path: Path, config: pytest.Config) -> str:
    try:
        return path.relative_to(config.invocation_params.dir).as_posix()
    except ValueError:
        return path.as_posix()


class PolicyTestFile(pytest.File):
    """A file of policy tests."""

    def collect(self) -> Iterator[PolicyTestItem]:
        """Yield the items; raise what is wrong with the file."""
        for case in self.test.cases:
            yield PolicyTestItem.from_parent(self, name=case.name, case=case)

    @property
    def test(self) -> PolicyTest:
        """The file, read once."""
        found: PolicyTest | None = getattr(self, "_test", None)
        if found is None:
            from basegov.testing.policytests import read_policy_test

            library: Library = self.config.stash.setdefault(_LIBRARY, None) or _new_library(self.config)
            found = self._test = read_policy_test(_relative(self.path, self.config), library=library)
        return found

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any) -> Any:
        """Return the diagnostics of a broken file."""
        from basegov.errors import BasegovError

        if isinstance(excinfo.value, BasegovError):
            return excinfo.value.text(language())
        return super().repr_failure(excinfo)


def _new_library(config: pytest.Config) -> Library:
    from basegov.testing.library import Library

    library = config.stash[_LIBRARY] = Library()
    return library


class PolicyTestItem(pytest.Item):
    """One case, with one row of its parameters."""

    def __init__(self, *, case: Case | Claim, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.case = case

    def runtest(self) -> None:
        """Run the case."""
        result = self.case.run()
        if not result.passed:
            raise PolicyTestFailedError(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *arguments: Any) -> Any:
        """Return what is expected and what was found, with its derivation."""
        if isinstance(excinfo.value, PolicyTestFailedError):
            return str(excinfo.value)
        from basegov.errors import BasegovError

        if isinstance(excinfo.value, BasegovError):
            return excinfo.value.text(language())
        return super().repr_failure(excinfo, *arguments)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return file, line and name."""
        return self.path, max(self.case.location.line - 1, 0), self.name


class PolicyTestFailedError(AssertionError):
    """A case came out otherwise than expected."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.text(language()))
        self.result = result
