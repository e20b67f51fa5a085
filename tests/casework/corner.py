"""A corner of a district in which cases run: places, a chain with deadlines, a loop, classes, a calendar."""

from basegov import io
from basegov.structure.snapshot import Structure

TEXT = """\
basegov: structure/1
id: corner
name: {en: A corner, zh: 一角}
districts: [{id: d, name: 某区}]
streets: [{id: s, name: 北街街道, parent: d}]
communities: [{id: a, name: 甲社区, parent: s}, {id: b, name: 乙社区, parent: s}]
grid_layers: [{id: net, parent: d}]
grids: [{id: g1, name: 一号网格, parent: a, layer: net}, {id: g2, parent: b, layer: net}]
response_chains: [{id: chain, parent: d, responders: [community, street, department, leader]}]
event_scales: [{id: scale, parent: d, classes: [micro, ordinary, larger, major]}]
handling_loops:
  - {id: loop, parent: d, states: [collect, report, analyse, route, handle, feedback, verify]}
class_handlers:
  - {scale: scale, event_class: micro, handler: community}
  - {scale: scale, event_class: larger, handler: street}
service_levels:
  - {of: chain, stage: community, within: 2 hours}
  - {of: chain, stage: street, within: 1 working day}
work_calendars:
  - id: calendar
    parent: d
    years: [2026]
    holidays: [2026-05-01, 2026-05-04, 2026-05-05]
    make_up_days: [2026-05-09]
    hours: ["09:00-12:00", "14:00-18:00"]
"""


def corner(**changed: str) -> Structure:
    """Return the corner, with some lines of its file in other words."""
    text = TEXT
    for old, new in changed.items():
        text = text.replace(old, new)
    return io.structure_from_text(text, file="corner.yaml")


CORNER = corner()
