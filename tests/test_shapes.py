"""Everything of one sort has one shape: every record, rule, step and diagnostic is walked and held to it."""

from __future__ import annotations

import ast
import importlib
import inspect
import pathlib
import pkgutil
import re
import string

import attrs
import pytest

import basegov
from basegov.diagnostics import all_diagnostics
from basegov.quantities import Quantity
from basegov.reforms.events import Event
from basegov.reforms.steps import STEP_TYPES, Step, step_name
from basegov.rules.requirements import Requirement
from basegov.rules.rule import RULE_TYPES, Rule, rule_name
from basegov.structure.records import RECORD_TYPES, Node, Record, Relation, field_specs, kinds_of, snake
from basegov.texts import NO_TEXT, Text
from basegov.values import NOT_STATED

CHINESE = re.compile(r"[一-鿿]")
SOURCE = pathlib.Path(basegov.__file__).parent


def modules():
    for module in pkgutil.walk_packages([str(SOURCE)], "basegov."):
        if not module.name.endswith("__main__") and not module.name.startswith("basegov.cli"):
            yield importlib.import_module(module.name)


MODULES = list(modules())  # so that whatever registers itself is registered


def own(registry):
    return {name: entry for name, entry in registry.items() if entry.cls.__module__.startswith("basegov.")}


def concrete(base):
    """Return every class of the library below a base that can be made."""
    found = []
    for cls in base.__subclasses__():
        found += concrete(cls)
        if cls.__module__.startswith("basegov.") and not inspect.isabstract(cls):
            found.append(cls)
    return list(dict.fromkeys(found))


RECORDS, RULES, STEPS = own(RECORD_TYPES), own(RULE_TYPES), own(STEP_TYPES)
CLASSES = {entry.cls.__name__: entry for entry in (*RECORDS.values(), *RULES.values(), *STEPS.values())}
SHAPED = {cls.__name__: cls for base in (Record, Rule, Step, Event, Requirement) for cls in concrete(base)}


def fields(cls):
    return [attribute for attribute in attrs.fields(cls) if not attribute.name.startswith("_")]


def documented(cls):
    """Return the names in the Parameters sections of a class and its bases."""
    names = set()
    for base in cls.__mro__:
        section = re.search(
            r"Parameters\n-+\n(.*?)(?:\n\n[A-Z]\w+\n-+|\Z)", inspect.cleandoc(base.__doc__ or ""), re.DOTALL
        )
        for line in (section[1] if section else "").splitlines():
            if match := re.match(r"(\w[\w, ]*?)(?: : .*)?$", line):
                names.update(re.split(r",\s*", match[1]))
    return names


def test_there_is_something_to_walk():
    assert len(RECORDS) > 20
    assert len(RULES) > 5
    assert len(STEPS) > 5
    assert len(all_diagnostics()) > 50


@pytest.mark.parametrize("name", CLASSES)
def test_what_is_registered_has_a_label_in_both_languages(name):
    label = CLASSES[name].label
    assert label.en.isascii()
    assert label.en == label.en.strip() != ""
    assert CHINESE.search(label.zh)


@pytest.mark.parametrize("name", SHAPED)
def test_a_class_is_frozen_made_by_keywords_and_explained(name):
    cls = SHAPED[name]
    assert attrs.has(cls)
    assert "__attrs_attrs__" in vars(cls), "decorate it with @attrs.frozen"
    assert cls.__setattr__ is not object.__setattr__
    assert "__dict__" not in dir(cls) or "__slots__" in vars(cls)
    if not issubclass(cls, Requirement):
        assert all(attribute.kw_only for attribute in fields(cls))
    doc = inspect.cleandoc(vars(cls).get("__doc__") or "")
    assert len(doc.split()) > 2, "say what it is"
    assert not doc.startswith(f"{name}("), "attrs wrote the docstring"


@pytest.mark.parametrize("name", [n for n, c in SHAPED.items() if issubclass(c, Record | Rule | Step)])
def test_every_field_of_a_class_is_explained(name):
    cls = SHAPED[name]
    missing = {attribute.name for attribute in fields(cls)} - documented(cls)
    inherited_words = {"category", "employer", "sunk"}  # "as for `Staff`" in one line
    assert missing <= inherited_words, f"not in the Parameters of {name}: {missing}"


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_type_has_a_kind_a_section_and_references_to_known_kinds(kind):
    entry = RECORDS[kind]
    assert kind == snake(entry.cls.__name__)
    assert re.fullmatch(r"[a-z_]+", entry.section)
    assert issubclass(entry.cls, Node) != issubclass(entry.cls, Relation)
    known = {k for e in RECORD_TYPES.values() for k in kinds_of(e.cls)}
    specs = field_specs(entry.cls)
    assert {k for spec in specs for k in spec.kinds or ()} <= known
    assert set(entry.cls.key_fields) <= {spec.name for spec in specs}
    if issubclass(entry.cls, Relation):
        ends = entry.cls.ends or ()
        assert all(spec.is_ref for spec in specs if spec.name in ends)
        assert len([spec for spec in specs if spec.name in ends]) == len(ends)


@pytest.mark.parametrize("kind", RECORDS)
def test_a_fact_of_a_record_that_is_left_out_is_not_stated_rather_than_zero(kind):
    for attribute in attrs.fields(RECORDS[kind].cls):
        assert not isinstance(attribute.default, Quantity | float), attribute.name
        assert not (isinstance(attribute.default, int) and not isinstance(attribute.default, bool)), attribute.name


def test_sections_are_told_apart():
    sections = [entry.section for entry in RECORD_TYPES.values()]
    assert len(sections) == len(set(sections))


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_when_it_is_undetermined_and_where_it_is_used(name):
    cls = RULES[name].cls
    assert name == rule_name(cls)
    assert not inspect.isabstract(cls)
    doc = cls.__doc__
    assert re.search(r"undetermined", doc, re.IGNORECASE)
    assert re.search(r"\b[A-Z]{2,4}-\d{3}\b|the fictional district", doc), "name the clauses (fact ids) that use it"
    assert cls.judges in ("structure", "merger", "change", "trace")


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_an_imperative_and_its_effect_is_written(name):
    cls = STEPS[name].cls
    assert name == step_name(cls)
    assert not inspect.isabstract(cls)
    assert cls.effect is not Step.effect
    assert cls.effect.__doc__
    assert not re.search(r"(ed|ing)_", name.split("_")[0] + "_"), "a step is an imperative"


@pytest.mark.parametrize("cls", concrete(Event), ids=lambda cls: cls.__name__)
def test_an_event_is_in_the_past_and_says_itself_in_both_languages(cls):
    assert cls.__doc__
    assert cls.words is not Event.words


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", all_diagnostics())
def test_a_diagnostic_says_the_same_in_both_languages_and_how_to_mend_it(code):
    kind = all_diagnostics()[code]
    assert re.fullmatch(r"BG[1-9]\d\d", code)
    assert kind.code == code
    for text in (kind.message, kind.mend):
        assert placeholders(text.en) == placeholders(text.zh)
        assert all(re.fullmatch(r"[a-z_]+", name) for name in placeholders(text.en))
        assert text.en.strip() == text.en != ""
        assert CHINESE.search(text.zh) or re.fullmatch(r"\{\w+\}", text.zh)  # all of it may be a field
        assert not text.en.endswith(".")
        assert not text.zh.endswith("。")


def uses():
    """Yield every place in the library where a diagnostic is made, with the names of the fields it is given."""
    by_name = {}
    for name, value in vars(importlib.import_module("basegov.diagnostics")).items():
        if name.isupper() and hasattr(value, "code"):
            by_name[name] = value
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                if name in by_name and all(keyword.arg for keyword in node.keywords):
                    yield f"{path.stem}:{node.lineno}", by_name[name], {keyword.arg for keyword in node.keywords}


@pytest.mark.parametrize(
    ("where", "kind", "given"), list(uses()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_diagnostic_is_given_the_fields_that_it_says(where, kind, given):
    assert placeholders(kind.message.en) | placeholders(kind.mend.en) <= given


def test_modules_are_small_and_say_what_they_are_for():
    for module in MODULES:
        assert module.__doc__, module.__name__


def test_texts_are_complete():
    for module in MODULES:
        for name, value in vars(module).items():
            if isinstance(value, Text) and value != NO_TEXT:
                assert value.en, (module.__name__, name)
                assert CHINESE.search(value.zh), (module.__name__, name)
    assert NOT_STATED.text("zh") == "未载明"
