"""What can be wrong with an edition, and how it is reported."""

from __future__ import annotations


class Refused(Exception):
    """Raised when what was asked for cannot be done; its message says why, and what to do."""
