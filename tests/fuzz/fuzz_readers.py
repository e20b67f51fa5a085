"""A longer search for input that makes a reader crash, guided by coverage: `make fuzz` (needs the group `fuzz`).

    python tests/fuzz/fuzz_readers.py [CORPUS] [libFuzzer options, such as -max_total_time=300]

A reader may refuse whatever it is given, with a diagnosis in both languages; any other exception ends the run and
leaves the input as ``crash-...``. Shrink it (``-minimize_crash=1``) and keep it as an example in tests/io/test_fuzz.py.
"""

import sys

import atheris

with atheris.instrument_imports(include=["basegov"]):
    from basegov import catalog, io
    from basegov.errors import BasegovError

READERS = (io.structure_from_text, io.policy_from_text, io.reform_from_text)
FORMATS = ("yaml", "json")


def one_input(data: bytes) -> None:
    """Give the rest of the input to the reader that its first byte names."""
    if not data:
        return
    read = READERS[data[0] % 3]
    try:
        read(data[1:], format=FORMATS[data[0] // 3 % 2])
    except BasegovError as error:
        if not (error.diagnostics and error.text("en") and error.text("zh")):
            raise RuntimeError("refused without saying why") from error


def seeds() -> list[bytes]:
    """Return what the shipped files say, each for its reader, in both formats."""
    found = []
    for number, what in enumerate(("structure", "policy", "reform")):
        for name in catalog.shipped(what):
            shipped = getattr(catalog, f"load_{what}")(name)
            found.append(bytes([number]) + io.to_yaml(shipped).encode()[:20_000])
            found.append(bytes([number + 3]) + io.to_json(shipped).encode()[:20_000])
    return found


def main() -> None:
    """Fuzz until the time that the options give is over, or something is found."""
    import pathlib

    folder = next((pathlib.Path(arg) for arg in sys.argv[1:] if not arg.startswith("-")), None)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds()):
            (folder / f"shipped-{number:03}").write_bytes(seed)
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
