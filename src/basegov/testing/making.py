"""From the entries of a test file to its items: finds what they name, and builds what they judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path as FilePath
from typing import Any

from basegov.diagnostics.testing import NO_RULE_OF_THE_TEST, NOTHING_GIVEN, RULE_OF_SEVERAL_POLICIES
from basegov.errors import BasegovError, Suggestion
from basegov.io.expectations import Expected
from basegov.io.loading import InFile
from basegov.io.places import Path
from basegov.io.policytests import CaseFields, GivenTrace, Template, TestHead
from basegov.io.templates import filled, written
from basegov.policies import Policy
from basegov.reforms.reform import Reform
from basegov.structure.snapshot import Structure
from basegov.testing.cases import Case, Claim
from basegov.testing.drawing import Drawn, drawn_of
from basegov.testing.expecting import Expectation
from basegov.testing.library import Library, overridden
from basegov.texts import Text
from basegov.values import NotStated


class Maker:
    """Makes the items of one file: finds what they name, and builds what they judge."""

    def __init__(self, infile: InFile, folder: FilePath | None, library: Library, head: TestHead) -> None:
        self.infile = infile
        self.folder = folder
        self.library = library
        self.head = head
        found = (self.named("policy", name, "policy") for name in head.policy)
        self.policies: tuple[Policy, ...] = tuple(policy for policy in found if policy is not None)
        self.all_found = len(self.policies) == len(head.policy)

    def named(self, what: str, name: str, *path: str | int) -> Any:
        """Return what is named; None after noting that there is no such thing."""
        try:
            return self.library.load(what, name, self.folder)
        except BasegovError as error:
            at = self.infile.places.at(path)
            self.infile.wrong += [d if d.location is not None and d.location.line else d.at(at)
                                  for d in error.diagnostics]  # fmt: skip
            return None

    def items(self, template: Template) -> Iterable[Case | Claim]:
        """Yield the items of a template, a row each."""
        if template.drawn is None:
            for row in template.rows:
                case = self.case(template, row)
                if case is not None:
                    yield case
            return
        where = (*template.path, "property", "for_all")
        draws = {}
        for name, draw in template.drawn.for_all.items():
            drawn = drawn_of(name, draw)
            if isinstance(drawn, Drawn):
                draws[name] = drawn
            else:
                self.infile.wrong.append(drawn.at(self.infile.places.at((*where, name))))
        if len(draws) < len(template.drawn.for_all) or not draws:
            return
        claim = Claim(
            name=str(filled(template.plain["name"], {})), location=self.infile.places.at(template.path),
            examples=template.drawn.examples, draws=draws, maker=self, template=template,
        )  # fmt: skip
        before = len(self.infile.wrong)
        ends = {name: drawn.ends[0] for name, drawn in draws.items()}
        if self.case(template, ends) is not None and len(self.infile.wrong) == before:
            yield claim

    def case(self, template: Template, row: Mapping[str, Any]) -> Case | None:
        """Return the item of one row; None after noting what is wrong with it."""
        already = len(self.infile.wrong)
        fields = template.case(row)
        if fields is None:
            return None
        before = self._structure(template, fields)
        expectations = [
            line for path, expected in fields.expect if (line := self._line(template, path, expected)) is not None
        ]
        reform = self._reform(template, fields)
        if before is not None:
            before = overridden(before, fields.overrides, self.infile, (*template.path, "overrides"))
        if before is None or len(self.infile.wrong) > already or not self.all_found:
            return None
        day = _first(fields.on, self.head.on)
        label = "-".join(written(value) for value in row.values() if not isinstance(value, dict))
        name = str(fields.name)
        return Case(
            name=f"{name}[{label}]" if row and name == template.plain["name"] else name,
            location=self.infile.places.at(template.path), row=row, before=before, reform=reform,
            after=fields.overrides_after, trace=_given(_first(fields.trace, self.head.trace)),
            on=None if isinstance(day, NotStated) else day,
            everywhere=_first(fields.everywhere, self.head.everywhere) is True, expectations=tuple(expectations),
            library=self.library, infile=self.infile, path=template.path,
        )  # fmt: skip

    def _structure(self, template: Template, fields: CaseFields) -> Structure | None:
        own = not isinstance(fields.structure, NotStated) or not isinstance(fields.given, NotStated)
        setting, path = (fields, template.path) if own else (self.head, ())
        given, named = setting.given, setting.structure
        if isinstance(given, NotStated) == isinstance(named, NotStated):
            words = Text("nothing", "空") if isinstance(given, NotStated) else Text("two things", "两者皆有")
            self.infile.wrong.append(NOTHING_GIVEN(self.infile.places.at(template.path), found=words))
            return None
        if isinstance(named, str):
            found: Structure | None = self.named("structure", named, *path, "structure")
            return found
        assert not isinstance(given, NotStated)
        key = id(given)
        if key not in self.library.structures:
            places = {record.key: (*path, "given", *where) for where, record in given.records}
            try:
                made = Structure.build(
                    (record for _, record in given.records), id=given.head.id, date=given.head.date,
                    name=None if isinstance(given.head.name, NotStated) else given.head.name,
                    documents=self.head.documents,
                    locate=lambda key: self.infile.places.at(places[key]) if key in places else None,
                )  # fmt: skip
            except BasegovError as error:
                self.infile.wrong += error.diagnostics
                return None
            self.library.structures[key] = made
            self.library.kept.append(given)
        return self.library.structures[key]

    def _reform(self, template: Template, fields: CaseFields) -> Reform | None:
        own = not isinstance(fields.reform, NotStated)
        path: Path = template.path if own else ()
        reform = fields.reform if own else self.head.reform
        if reform is None or isinstance(reform, NotStated):
            return None
        if isinstance(reform, str):
            found: Reform | None = self.named("reform", reform, *path, "reform")
            return found
        key = id(reform)
        if key not in self.library.reforms:
            made = Reform(id=fields.name if own else "reform", steps=reform, documents=self.head.documents)
            self.library.reforms[key] = made
            self.library.kept.append(reform)
        return self.library.reforms[key]

    def _line(self, template: Template, path: Path, expected: Expected) -> Expectation | None:
        at: Path = (*template.path, "expect", *path)
        place = self.infile.places.key_at(at)  # the rule id of the short form; of a list the line itself
        name = expected.rule
        wanted, _, id_ = name.rpartition("/")
        found = [
            (policy, rule)
            for policy in self.policies
            if wanted in ("", policy.id) and (rule := self.library.rules_of(policy).get(id_)) is not None
        ]
        if len(found) == 1:
            policy, rule = found[0]
            return Expectation(rule, policy.id, expected, place)
        if found:
            policies = ", ".join(policy.id for policy, _ in found)
            example = f"{found[0][0].id}/{id_}"
            self.infile.wrong.append(RULE_OF_SEVERAL_POLICIES(place, found=name, policies=policies, example=example))
        elif self.all_found:
            known = [rule for policy in self.policies for rule in self.library.rules_of(policy)]
            self.infile.wrong.append(NO_RULE_OF_THE_TEST(place, found=name, hint=Suggestion.build(id_, known)))
        return None


def _given(value: GivenTrace | NotStated) -> GivenTrace | None:
    return None if isinstance(value, NotStated) else value


def _first(own: Any, of_file: Any) -> Any:
    return of_file if isinstance(own, NotStated) else own
