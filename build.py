#!/usr/bin/env python3
"""The command `edition` in this repository: `python build.py` builds, `--help` tells the other commands."""

from edition.cli import main

if __name__ == "__main__":
    main(prog_name="python build.py")
