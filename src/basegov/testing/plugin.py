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
    from basegov.policies import Policy
    from basegov.testing.cases import Case, Claim, Result
    from basegov.testing.library import Library
    from basegov.testing.policytests import PolicyTest
    from basegov.texts import Language

SUFFIXES: Final = (".policy.yaml", ".policy.yml", ".policy.json")
"""How the names of test files end."""
_LIBRARY: Final = pytest.StashKey[Any]()
_MUTATION: Final = "policy-mutation"


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


class MutationItem(pytest.Item):
    """The mutation of one policy, over the cases of all collected files."""

    def __init__(self, *, policy: Policy, samples: list[Case], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.policy = policy
        self.samples = samples

    def runtest(self) -> None:
        """Change the rules, and keep the report for the end of the run."""
        from basegov.testing.mutation import mutate_by_cases

        report = mutate_by_cases(self.policy, self.samples)
        self.user_properties.append((_MUTATION, report.text(language())))
        least = self.config.getoption("--policy-mutation-min")
        if least is not None and report.percent < least:
            zh = language() == "zh"
            raise MutationTooLowError(
                f"{self.policy.id}：变异得分 {report.percent:.1f}% 低于要求的 {least:g}%" if zh
                else f"{self.policy.id}: mutation score {report.percent:.1f}% is below the {least:g}% asked for"
            )  # fmt: skip

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *arguments: Any) -> Any:
        """Return the score that is too low."""
        if isinstance(excinfo.value, MutationTooLowError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *arguments)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return the folder and the name."""
        return self.path, None, self.name


class MutationTooLowError(AssertionError):
    """Fewer mutants are noticed than were asked for."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add an item for the mutation of each policy under test, when it is asked for."""
    asked = config.getoption("--policy-mutation") or config.getoption("--policy-mutation-min") is not None
    found: dict[str, tuple[Policy, list[Case]]] = {}
    for item in items if asked else ():
        if isinstance(item, PolicyTestItem) and isinstance(item.parent, PolicyTestFile):
            for policy in item.parent.test.policies:
                found.setdefault(policy.id, (policy, []))[1].extend(item.case.samples)
    for name, (policy, samples) in sorted(found.items()):
        items.append(MutationItem.from_parent(session, name=f"policy-mutation[{name}]", policy=policy, samples=samples))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Show the reports of mutation."""
    texts = [
        text
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, text in report.user_properties
        if name == _MUTATION
    ]
    if texts:
        terminalreporter.section("政策变异" if language() == "zh" else "policy mutation")
        for text in sorted(texts):
            terminalreporter.write_line(text)


class PolicyTestFailedError(AssertionError):
    """A case came out otherwise than expected."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.text(language()))
        self.result = result
