"""`python -m tabys_bot`, and what the `tabys-bot` command runs."""

import sys

from tabys_bot.entrypoints.cli import main

if __name__ == "__main__":
    sys.exit(main())
