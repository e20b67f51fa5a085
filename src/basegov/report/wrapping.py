"""Breaking lines where Chinese, which has no spaces and is two columns wide, stands beside words and figures."""

from __future__ import annotations

import re
from itertools import pairwise

from rich.cells import cell_len

_NO_START = "，。、；：！？）】》」』”’％%,.;:!?)]}…"
_NO_END = "（【《「『“‘([{"
_NAME_WIDTH = 24
_CHINESE_SIGNS = re.compile(r"[⺀-〿！-｠]")
_PIECES = re.compile(r"\s+|[^\s⺀-〾\u3041-鿿豈-﫿︰-﹏＀-￯]+|.", re.DOTALL)


def pieces(text: str) -> list[str]:
    """Return the parts of a text between which a line may break.

    Words and figures stay whole, and so do short Chinese names between spaces. Otherwise a Chinese character stands
    alone, with the punctuation that may not leave it.

    Examples
    --------
    >>> pieces("权重不低于60%，按年度")
    ['权', '重', '不', '低', '于', '60%，', '按', '年', '度']
    >>> pieces("at least 60% by 翠香街道, 梅华街道")
    ['at', ' ', 'least', ' ', '60%', ' ', 'by', ' ', '翠香街道,', ' ', '梅华街道']
    """
    return [piece for part in re.split(r"(\s+)", text) if part for piece in _pieces(part)]


def _pieces(part: str) -> list[str]:
    if part.isspace() or (cell_len(part) <= _NAME_WIDTH and not _CHINESE_SIGNS.search(part)):
        return [part]
    found = _PIECES.findall(part)
    joined: list[str] = found[:1]
    for before, piece in pairwise(found):
        if piece[0] in _NO_START or before[-1] in _NO_END:
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def longest_piece(text: str) -> int:
    """Return the width in columns of the widest part that a line break should not cut."""
    return max((cell_len(piece) for piece in pieces(text) if not piece.isspace()), default=0)


def wrap(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` columns.

    Examples
    --------
    >>> wrap("镇街在年度考核中的权重不低于60%。", 16)
    ['镇街在年度考核中', '的权重不低于', '60%。']
    """
    lines = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for piece in _cut(paragraph, width):
            size = cell_len(piece)
            if used + size > width and line:
                lines.append(line.rstrip())
                line, used = "", 0
                if piece.isspace():
                    continue
            line, used = line + piece, used + size
        lines.append(line.rstrip())
    return lines


def _cut(text: str, width: int) -> list[str]:
    """Return the pieces of a text, those that do not fit into a line at all cut into characters."""
    return [part for piece in pieces(text) for part in (piece if cell_len(piece) > width else (piece,))]
