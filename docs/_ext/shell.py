"""Commands on the pages (`!basegov ...`) run as in a pipe: without a terminal and without colour."""

from __future__ import annotations

import os
import subprocess
from typing import Any


def run(command: str) -> None:
    """Run a command line and print what it says, standard error where it occurs."""
    plain = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "CLICOLOR_FORCE")}
    done = subprocess.run(
        ["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=plain, check=False
    )  # fmt: skip
    print(done.stdout.decode("utf-8"), end="")


def load_ipython_extension(shell: Any) -> None:
    """Let `!` run commands in this way (``%load_ext shell``)."""
    shell.system = run
