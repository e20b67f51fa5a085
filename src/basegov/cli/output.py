"""Where the answers go: pages and JSON to standard output, messages and progress to standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, Literal

from basegov.cli.language import language_for
from basegov.texts import Language, Text

Format = Literal["text", "json", "markdown"]
Lang = Literal["en", "zh"]


class Output:
    """Shows pages in one form and one language."""

    def __init__(self, format: Format, lang: Lang | None) -> None:
        self.format = format
        self.lang: Language = lang or language_for((), os.environ)

    def show(self, page: Callable[[], Any], data: Callable[[], dict[str, Any]]) -> None:
        """Write the page, or the data it is made from, to standard output."""
        if self.format == "json":
            from basegov.report.data import to_json

            print(to_json(data()))
        elif self.format == "markdown":
            from basegov.report.markdown import to_markdown

            sys.stdout.write(to_markdown(page()))
        else:
            from basegov.report.text import console_for, to_text, write_text

            console = console_for()
            if console.is_terminal:
                write_text(page(), console)
            else:
                sys.stdout.write(to_text(page(), console.width))

    @contextlib.contextmanager
    def progress(self, words: Text) -> Iterator[Callable[[Text], None]]:
        """Say on a terminal what is being done, while it takes long; say nothing in a pipe."""
        if not sys.stderr.isatty():
            yield lambda _: None
            return
        from rich.console import Console

        with Console(stderr=True).status(words.in_(self.lang)) as status:
            yield lambda now: status.update(now.in_(self.lang))
