"""Where files stand: of the program, and of an edition."""

from __future__ import annotations

from pathlib import Path

PROGRAM = Path(__file__).resolve().parent
TEMPLATES = PROGRAM.parent / "templates"  # the engine's own; an edition's stand in its folder
CONFIG_PATH = "sources/edition.yaml"
