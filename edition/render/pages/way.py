"""A way into the edition, as the page of ways lists it. Each part of the site that is one says so."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Way:
    """Where it leads, under which heading it stands, what it is called, what it shows, and perhaps a
    small drawing (see `drawing.css`, `.way-drawing`)."""

    group: str
    path: str
    title: str
    sentence: str
    drawing: Markup | None = None
