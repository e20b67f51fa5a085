"""Records of a small fictional district (云杉区 does not exist) for the tests of this folder."""

import enum

import attrs

HEAD = """\
basegov: structure/1
id: yunshan
name: {en: Yunshan District, zh: 云杉区}
date: 2021-04-23
documents:
  made-up: {title: {en: A made-up notice, zh: 虚构通知}}
  other: {title: {en: Another, zh: 另一份}, issuer: 云杉区, date: "2020"}
document: made-up
"""
BASE = (
    HEAD
    + """\
districts:
  - {id: yunshan, name: 云杉区, code: "990102", source: MU-001}
streets:
  - {id: songlin, name: 松林街道, parent: yunshan, code: "990102001"}
communities:
  - {id: bailu, name: 白鹭社区, parent: songlin, population: ">= 5,000", area: 1.5, source: MU-002 derived}
"""
)


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


@attrs.frozen(kw_only=True)
class Inner:
    depth: int
    colour: Colour = Colour.RED
