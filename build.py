#!/usr/bin/env python3
"""The command `edition` in this repository: `python build.py` builds, `--help` tells the other commands."""

import sys

if __name__ == "__main__":
    try:
        from edition.cli import main

        main(prog_name="python build.py")
    except ModuleNotFoundError as missing:
        sys.exit(f"The package {missing.name} is not installed here: run “pip install -e .” first.")
