"""Bundles, certificates, classes of duty and recalls are read from files as everything else is."""

import textwrap

import pytest

from basegov import io
from basegov.reforms import BundleTasks, RecallItem
from basegov.rules import CertificateDemands, EntryNames, ListChangesByChannel
from basegov.structure import Channel, DutyClass

STRUCTURE = """
basegov: structure/1
id: somewhere
districts: [{id: D}]
communities: [{id: c, parent: D}]
departments: [{id: d}]
work_items: [{id: t, needs: [community], nature: patrol}]
item_lists: [{id: l, duty_class: taken back, items: 124}]
list_entries: [{list: l, item: t, duty_class: cooperative, cooperating_kind: street, takes_over: d}]
list_changes: [{list: l, item: t, kind: moved, channel: adjustment, reason: too much}]
grid_roles: [{id: head, duties: [routine_patrol, home_visit]}]
task_bundles: [{id: b, tasks: [t], complete: true, roles: [head]}]
certificate_items: [{id: x, requires: [], odd: true, duty_of: [d]}]
certificate_demands: [{demander: d, item: x, receiver: c, purpose: t}]
"""
POLICY = """
basegov: policy/1
id: rules
name: {en: Rules, zh: 规则}
rules:
  - {rule: task_bundled_once, id: once, tasks: {kind: work_item, where: {needs: community}}}
  - {rule: bundle_has_one_role, id: role, roles: [head]}
  - {rule: role_duties, id: duties, exactly: 9}
  - {rule: grid_roles_filled, id: filled, roles: [head], one_each: true}
  - {rule: certificate_demands, id: certificates, unit: community, bars_odd: true}
  - {rule: no_circular_certificates, id: circles}
  - {rule: entry_names, id: form, duty_class: cooperative, parts: [responsible, cooperating], kind: department}
  - {rule: list_changes_by_channel, id: channels, channels: [admission, adjustment], needs_reason: true}
"""
REFORM = """
basegov: reform/1
id: change
name: {en: Change, zh: 改革}
steps:
  - {step: set_grid_role, role: officer, name: 网格员, duty_count: 9}
  - step: bundle_tasks
    group: {kind: work_item, where: {needs: community}}
    bundles: [{id: patrols, nature: patrol, role: officer, complete: true}]
  - {step: recall_item, item: t, list: l, takes_over: d, reason: too much, channel: admission, date: 2025-06}
"""


def text(what):
    return textwrap.dedent(what).strip() + "\n"


@pytest.mark.parametrize(
    ("what", "name"), [(STRUCTURE, "structure"), (POLICY, "policy"), (REFORM, "reform")], ids=lambda x: x[:9]
)
def test_the_family_is_read_and_written_again(what, name, tmp_path):
    read, write = getattr(io, f"{name}_from_text"), getattr(io, f"write_{name}")
    first = read(text(what), file="file.yaml")
    write(first, tmp_path / "file.yaml")
    assert getattr(io, f"read_{name}")(tmp_path / "file.yaml") == first


def test_words_become_the_values_of_the_library():
    structure = io.structure_from_text(text(STRUCTURE), file="file.yaml")
    assert structure.records("list_entry")[0].duty_class is DutyClass.COOPERATIVE
    assert structure.records("list_change")[0].channel is Channel.ADJUSTMENT
    policy = io.policy_from_text(text(POLICY), file="file.yaml")
    assert {CertificateDemands, EntryNames, ListChangesByChannel} <= {type(rule) for rule in policy.rules}
    steps = io.reform_from_text(text(REFORM), file="file.yaml").steps
    assert {BundleTasks, RecallItem} <= {type(step) for step in steps}
    assert policy.check(structure).violated


def test_a_reform_from_a_file_applies():
    change = io.reform_from_text(text(REFORM), file="f").apply(io.structure_from_text(text(STRUCTURE), file="g"))
    assert change.after["patrols"].roles == ("officer",)
    assert {
        verdict.rule.id: verdict.outcome.value for verdict in io.policy_from_text(text(POLICY), file="p").check(change)
    }
