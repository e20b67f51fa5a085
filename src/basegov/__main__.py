"""Run the command line with ``python -m basegov``."""

import sys

from basegov.cli import main

sys.exit(main())
