"""Bytes in and out: finding a file, naming its encoding, keeping to its folder, writing whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from basegov.diagnostics.files import (
    CANNOT_WRITE,
    FILE_MISSING,
    FILE_TOO_LARGE,
    FILE_UNREADABLE,
    IS_A_DIRECTORY,
    LEAVES_FOLDER,
    NOT_TEXT,
    WRONG_ENCODING,
)
from basegov.errors import Diagnostic, InputError, Location, Suggestion
from basegov.io.limits import Limits
from basegov.texts import Text

_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def read_text(path: str | os.PathLike[str], limits: Limits, shown: str | None = None) -> str:
    """Return the text of a file.

    Raises
    ------
    InputError
        When there is no such file, it is a folder, is too large, cannot be read or is not UTF-8.
    """
    file = shown if shown is not None else name_of(path)
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(limits.bytes + 1)
    except (OSError, ValueError) as error:
        raise InputError([why_unreadable(Path(path), file, error)]) from error
    if len(data) > limits.bytes:
        raise InputError([FILE_TOO_LARGE(Location(file), limit=f"{limits.bytes:,}")])
    return decode(data, file)


def name_of(path: str | os.PathLike[str]) -> str:
    """Return a path as the user gave it, with forward slashes."""
    return Path(path).as_posix()


def why_unreadable(path: Path, file: str, error: Exception, where: Location | None = None) -> Diagnostic:
    """Return the diagnostic for a file that could not be opened."""
    where = where or Location(file)
    if isinstance(error, IsADirectoryError) or _is_dir(path):
        return IS_A_DIRECTORY(where, file=file, hint=Suggestion.build("", _names_in(path)))
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        near = [name for name in _names_in(path.parent) if name.endswith(".csv") == (path.suffix.lower() == ".csv")]
        hint = Suggestion.build(path.name, near)
        return FILE_MISSING(where, file=file, hint=hint)
    reason = Text("no permission", "没有权限") if isinstance(error, PermissionError) else _reason(error)
    return FILE_UNREADABLE(where, file=file, reason=reason)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(
            entry.name for entry in folder.iterdir() if entry.suffix.lower() in (".yaml", ".yml", ".json", ".csv")
        )
    except (OSError, ValueError):
        return []


def decode(data: bytes, file: str) -> str:
    """Return UTF-8 bytes as text (a byte order mark is taken off); raise InputError naming the encoding otherwise."""
    wrong = encoding_problem(data, file)
    if wrong is not None:
        raise InputError([wrong])
    return data.decode("utf-8-sig")


def encoding_problem(data: bytes, file: str) -> Diagnostic | None:
    """Return why bytes are not UTF-8 text, or None when they are."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return WRONG_ENCODING(Location(file), encoding=encoding)
    if len(data) >= 4 and max(data[::2].count(0), data[1::2].count(0)) > len(data) // 5:
        return WRONG_ENCODING(Location(file), encoding="UTF-16")  # without its mark, every second byte of ASCII is zero
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _named(data, file, error.start)
    return None


def _named(data: bytes, file: str, at: int) -> Diagnostic:
    if b"\0" not in data:
        with contextlib.suppress(UnicodeDecodeError):
            if re.search("[\u4e00-\u9fff]", data.decode("gb18030")):
                return WRONG_ENCODING(Location(file), encoding="GBK (GB18030)")
    line = data.count(b"\n", 0, at) + 1
    column = len(data[data.rfind(b"\n", 0, at) + 1 : at].decode("utf-8", "replace")) + 1
    return NOT_TEXT(Location(file, line, column), byte=f"0x{data[at]:02X}")


def read_through(path: Path, file: str, read: Callable[[Any], None], wrong: list[Diagnostic]) -> None:
    """Give the open stream of a long file to what reads it; note in `wrong` why it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            read(stream)
    except UnicodeDecodeError:
        problem = encoding_problem(path.read_bytes(), file)
        wrong += [problem] if problem else []
    except (OSError, ValueError) as error:
        wrong.append(why_unreadable(path, file, error))


def inside(folder: Path, path: str, where: Callable[[], Location]) -> Path:
    """Return the path of a table that a file names, when it lies in the folder of that file or below it.

    Raises
    ------
    InputError
        For an absolute path, a path with ``..``, and for a link that leads out.
    """
    parts = PurePosixPath(path.replace("\\", "/")).parts
    outside = not parts or parts[0] == "/" or ".." in parts or ":" in parts[0] or "\0" in path
    found = folder / Path(*parts) if not outside else folder
    if not outside:
        try:
            outside = not found.resolve().is_relative_to(folder.resolve())
        except (OSError, RuntimeError, ValueError):
            outside = True
    if outside:
        raise InputError([LEAVES_FOLDER(where(), path=path)])
    return found


def write_whole(files: Iterable[tuple[Path, str]]) -> None:
    """Write texts to files so that each is either as before or complete; the last one is replaced last.

    Raises
    ------
    InputError
        When a folder is missing or may not be written; nothing has been replaced then.
    """
    files = list(files)
    ready: list[tuple[str, Path]] = []
    path = Path()
    try:
        for path, text in files:
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
            ready.append((name, path))
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8"))
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(_mode(path))
        for _, path in ready:
            if path.is_dir():
                raise IsADirectoryError(21, "it is a folder")
        for name, path in ready:
            Path(name).replace(path)
    except (OSError, ValueError) as error:
        reason = _write_reason(error)
        raise InputError([CANNOT_WRITE(Location(name_of(path)), file=name_of(path), reason=reason)]) from error
    finally:
        for name, _ in ready:
            Path(name).unlink(missing_ok=True)


def _write_reason(error: Exception) -> Text | str:
    if isinstance(error, FileNotFoundError):
        return Text("there is no such folder", "文件夹不存在")
    if isinstance(error, PermissionError):
        return Text("no permission", "没有权限")
    if isinstance(error, IsADirectoryError):
        return Text("it is a folder", "它是文件夹")
    return _reason(error)


def _mode(path: Path) -> int:
    """Return the mode of the file that is replaced, or that of a new file."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
