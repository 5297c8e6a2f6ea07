"""Style sheets, scripts and other files that are copied as they are; and the one that is made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from jinja2 import Template

from edition.model import Job
from edition.render.site import Site
from edition.store.memo import digest_of
from edition.tei.tree import select_text

SUFFIXES = frozenset({".css", ".js", ".svg", ".ico"})
MARGIN = "css/margin.css.j2"


def plan(site: Site) -> Iterator[Job]:
    for path in sorted(site.templates.rglob("*")):
        if path.suffix in SUFFIXES:
            name = f"assets/{path.relative_to(site.templates).as_posix()}"
            data = path.read_bytes()
            yield Job(name, frozenset({f"file {digest_of(data)}"}), partial(bytes, data))
    margin = f"file {digest_of((site.templates / MARGIN).read_bytes())}"
    yield Job("assets/css/margin.css", frozenset({margin, "texts"}), lambda: _margin(site))


def _margin(site: Site) -> bytes:
    """A rule for each note that a page may have beside its text: CSS cannot compute the names of anchors."""
    trees = [document.tree for document in site.edition.documents.values()]
    references = (select_text(tree, "//t:ptr[@type='noteAnchor']/@target") for tree in trees)
    count = max((len(set(targets)) for targets in references), default=0)
    template = Template((site.templates / MARGIN).read_text("utf-8"), trim_blocks=True, lstrip_blocks=True)
    return str(template.render(count=count)).encode()
