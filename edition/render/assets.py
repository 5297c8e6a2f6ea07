"""Style sheets, scripts and other files that are copied as they are; and the one that is made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from jinja2 import Template

from edition.model import Job
from edition.render.site import Site

SUFFIXES = frozenset({".css", ".js", ".svg", ".ico"})
MARGIN = "css/margin.css.j2"


def plan(site: Site) -> Iterator[Job]:
    for path in sorted(site.templates.rglob("*")):
        if path.suffix in SUFFIXES:
            name = f"assets/{path.relative_to(site.templates).as_posix()}"
            yield Job(name, frozenset({f"template:{path.name}"}), path.read_bytes)
    uses = site.documents | {f"template:{MARGIN}"}
    yield Job("assets/css/margin.css", uses, lambda: _margin(site))


def _margin(site: Site) -> bytes:
    """A rule for each note that a page may have beside its text: CSS cannot compute the names of anchors."""
    notes = [text.notes for text in site.letters] + [text.notes for text in site.essays]
    count = max((note.place for note in chain.from_iterable(notes)), default=0)
    template = Template((site.templates / MARGIN).read_text("utf-8"), trim_blocks=True, lstrip_blocks=True)
    return str(template.render(count=count)).encode()
