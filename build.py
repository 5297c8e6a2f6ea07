#!/usr/bin/env python3
"""Build the edition: `python build.py`, or `python build.py --help` for the other commands."""

from edition.cli import main

if __name__ == "__main__":
    main()
