"""In which language the command line speaks: ``--lang``, else BASEGOV_LANG, else the locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from basegov.texts import LANGUAGES, Language, language_of


def language_for(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language that is asked for, as far as that can be told before the arguments are understood.

    Examples
    --------
    >>> language_for(["check", "x", "--lang", "zh"], {"LANG": "en_GB.UTF-8"})
    'zh'
    >>> language_for(["list"], {"LANG": "zh_CN.UTF-8"}), language_for(["list"], {"LC_ALL": "C", "LANG": "zh_CN"})
    ('zh', 'en')
    """
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if value in LANGUAGES:
            return value
    return language_of(environment)
