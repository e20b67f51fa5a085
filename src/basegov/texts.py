"""Text in both languages of the library, from one set of fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

import attrs

Language = Literal["en", "zh"]
"""The two languages in which the library speaks."""

LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")


@attrs.frozen
class Text:
    """A text in English and in Chinese; the two say the same.

    Both may hold ``{name}`` placeholders, which :meth:`format` fills from the same fields.
    """

    en: str
    zh: str

    def in_(self, lang: Language) -> str:
        """Return the text in one language."""
        return self.zh if lang == "zh" else self.en

    def format(self, **fields: Any) -> Text:
        """Fill the placeholders of both languages; a field that is a `Text` is put in its own language."""
        return Text(_fill(self.en, fields, "en"), _fill(self.zh, fields, "zh"))

    def __str__(self) -> str:
        return self.en


NO_TEXT: Final = Text("", "")
"""Nothing said, in both languages."""


def _fill(template: str, fields: dict[str, Any], lang: Language) -> str:
    return template.format(**{name: say(value, lang) for name, value in fields.items()})


def say(value: Any, lang: Language) -> str:
    """Return how a value is written for people in one language.

    Values that know how to write themselves offer ``text(lang)``; a `Text` has its two readings; sequences are joined
    as the language joins them.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return {True: ("yes", "是"), False: ("no", "否")}[value][lang == "zh"]
    if isinstance(value, Text):
        return value.in_(lang)
    if hasattr(value, "text"):
        return str(value.text(lang))
    if isinstance(value, tuple | list | frozenset | set):
        parts = [say(item, lang) for item in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)]
        return ("、" if lang == "zh" else ", ").join(parts)
    return str(value)


def language_of(environment: Mapping[str, str]) -> Language:
    """Return the language that an environment asks for: BASEGOV_LANG, else the locale, else English."""
    for name in ("BASEGOV_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        locale = environment.get(name)
        if locale:
            return "zh" if locale.lower().startswith("zh") else "en"
    return "en"
