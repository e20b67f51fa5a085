"""`st.from_type` knows our classes, and Hypothesis does not load us for it."""

import subprocess
import sys

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import basegov as bg
from basegov.reforms.proposals import Merger
from basegov.reforms.steps import STEP_TYPES
from basegov.rules.rule import RULE_TYPES
from basegov.sources import Document
from basegov.structure.appraisal import ShareVector
from basegov.structure.records import RECORD_TYPES, Node, Record
from basegov.terms import StrengthRange
from basegov.testing import hook
from basegov.values import FrozenMap

VALUES = (
    bg.Share, bg.Count, bg.Yuan, bg.SquareKilometres, bg.Metres, bg.Date, bg.DateRange, bg.Text, bg.Source, Document,
    StrengthRange, bg.Level, bg.Selector, bg.Truth, bg.Structure, bg.Policy, bg.Reform, Merger, ShareVector, FrozenMap,
    bg.Record, bg.Node, bg.Relation, bg.Rule, bg.Step, bg.Quantity,
)  # fmt: skip
CLASSES = [t.cls for registry in (RECORD_TYPES, RULE_TYPES, STEP_TYPES) for t in registry.values()]


@pytest.mark.parametrize("cls", VALUES, ids=lambda cls: cls.__name__)
@given(data=st.data())
@settings(max_examples=4)
def test_values_and_wholes_are_known(cls, data):
    assert isinstance(data.draw(st.from_type(cls)), cls)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
@given(data=st.data())
@settings(max_examples=1)
def test_every_registered_class_is_known(cls, data):
    assert type(data.draw(st.from_type(cls))) is cls


def test_a_class_of_ones_own_is_known():
    @attrs.frozen(kw_only=True)
    class Kiosk(Node):
        seats: int

    @given(st.from_type(Kiosk))
    def look(kiosk):
        assert kiosk.seats >= 1
        assert kiosk.id
        assert "/" not in kiosk.id

    look()
    assert issubclass(Kiosk, Record)


def test_what_is_not_ours_is_left_alone():
    assert hook.resolve(int) is None
    assert hook.resolve(list[int]) is None
    assert hook.resolve(bg.Truth) is None


PROGRAM = """
import sys, hypothesis
loaded = [name for name in sys.modules if name.split(".")[0] in ("basegov", "networkx", "cattrs", "yaml", "attrs")]
print(*sorted(loaded))
"""


def test_importing_hypothesis_loads_the_hook_and_nothing_else():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["basegov", "basegov.testing", "basegov.testing.hook"]


def test_importing_the_kit_does_not_load_hypothesis():
    program = "import sys, basegov.testing; print('hypothesis' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
