"""Categories of staff and what unites several of them into one force: name, grades, quota, pay, assessment, use."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated, ClassVar

import attrs

from basegov.quantities import Count
from basegov.structure.records import Node, Ref, Relation, record
from basegov.texts import Language
from basegov.values import NOT_STATED, NotStated

if TYPE_CHECKING:
    from basegov.structure.snapshot import Structure


@record("staff_categories", en="category of staff", zh="人员类别")
@attrs.frozen(kw_only=True)
class StaffCategory(Node):
    """A kind of staff (社会工作者). Its id is the word that staff write as their category; it need have no name.

    Parameters
    ----------
    entry_channel : str, optional
        How people get in, such as ``open_recruitment``.
    payer : str, optional
        Who pays them.
    commander : str, optional
        Who commands them.
    scope : str, optional
        Who belongs to it, in words.
    quota_managed : bool, optional
        Whether their number is under a quota.
    duties : tuple of str, optional
        Their duties, as words for data.
    duty_count : Count, optional
        How many duties they have, where the document says no more.
    """

    entry_channel: str | NotStated = NOT_STATED
    payer: Annotated[str | NotStated, Ref()] = NOT_STATED
    commander: Annotated[str | NotStated, Ref()] = NOT_STATED
    scope: str | NotStated = NOT_STATED
    quota_managed: bool | NotStated = NOT_STATED
    duties: tuple[str, ...] | NotStated = NOT_STATED
    duty_count: Count | NotStated = NOT_STATED


@record("enrolments", en="enrolment in a force", zh="编入队伍")
@attrs.frozen(kw_only=True)
class Enrolment(Relation):
    """A person or a group as a member of a force: what they were, and what decides their first post and grade.

    Parameters
    ----------
    staff : str
        The person or group.
    category : str
        The category of the force.
    original : str, optional
        The category from which they came (原有身份).
    post_approved : bool, optional
        Whether their posts are approved by the office for posts (编制部门核准).
    education : str, optional
        Education, such as ``bachelor``.
    years : Count, optional
        Years of work.
    professional_level : str, optional
        Professional and technical level.
    grade : str, optional
        The grade in which they were placed; not stated while no rule places them.
    """

    staff: Annotated[str, Ref("staff", "staff_group")]
    category: str
    original: str | NotStated = NOT_STATED
    post_approved: bool | NotStated = NOT_STATED
    education: str | NotStated = NOT_STATED
    years: Count | NotStated = NOT_STATED
    professional_level: str | NotStated = NOT_STATED
    grade: str | NotStated = NOT_STATED

    key_fields: ClassVar[tuple[str, ...]] = ("staff", "category")


class Unification(enum.Enum):
    """What a force has one of when it is united (六个统一), and the incentives that strengthen it (一个强化)."""

    IDENTITY_NAME = "identity name"
    GRADE_SEQUENCE = "grade sequence"
    QUOTA = "quota"
    PAY_STANDARD = "pay standard"
    ASSESSMENT = "assessment"
    DEPLOYMENT = "deployment"
    INCENTIVES = "incentives"

    def text(self, lang: Language = "en") -> str:
        """Return the word for it."""
        zh = {
            "identity name": "身份名称", "grade sequence": "岗级序列", "quota": "员额管理", "pay standard": "薪酬标准",
            "assessment": "考核评价", "deployment": "调配使用", "incentives": "正向激励与薪酬保障",
        }  # fmt: skip
        return zh[self.value] if lang == "zh" else self.value


@record("staff_standards", en="standard for staff", zh="人员管理标准")
@attrs.frozen(kw_only=True)
class StaffStandard(Relation):
    """Which standard applies to a category of staff, or to a person or group of its own, in one respect.

    Parameters
    ----------
    of : str
        The category, person or group; what is said of a person or group goes before what is said of its category.
    respect : Unification
        In which respect.
    standard : str
        The standard, as a word for data; the same word is the same standard.
    """

    of: Annotated[str, Ref("staff_category", "staff", "staff_group")]
    respect: Unification
    standard: str

    key_fields: ClassVar[tuple[str, ...]] = ("of", "respect")


@record("field_presences", en="presence in the field", zh="日常到岗")
@attrs.frozen(kw_only=True)
class FieldPresence(Relation):
    """How many of the people of a unit are out in its grids on a day. To be assigned to a grid is not to be there.

    Parameters
    ----------
    unit : str
        The unit.
    people : Count, optional
        How many a day.
    tasks : tuple of str
        For what, as words for data.
    """

    unit: Annotated[str, Ref("unit")]
    people: Count | NotStated = NOT_STATED
    tasks: tuple[str, ...] = ()

    key_fields: ClassVar[tuple[str, ...]] = ("unit",)


def standard_of(structure: Structure, staff: Node, respect: Unification) -> str | NotStated:
    """Return which standard applies to a person or group: its own, else that of its category."""
    category = getattr(staff, "category", NOT_STATED)
    for at in (staff.id, category):
        if isinstance(at, str):
            found = structure.find_record(StaffStandard, (StaffStandard, at, respect))
            if found is not None:
                return found.standard
    return NOT_STATED
