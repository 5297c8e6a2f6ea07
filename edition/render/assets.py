"""Style sheets, scripts and other files that are copied as they are, those in an edition's `static/` to the
top of the site, and one style sheet that is generated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from edition.model import Job
from edition.paths import STATIC, TEMPLATES
from edition.render import face
from edition.render.site import Site
from edition.store.incremental import use_of
from edition.store.source_files import find_static

SUFFIXES = frozenset({".css", ".js", ".svg", ".ico", ".png", ".webp", ".woff2", ".txt"})
MARGIN = "css/margin.css.j2"
OUTSIDE_CODE = re.compile(rb"^[ ]+(?=/[/*])|^//.*\n|^[ ]*/\*(?s:.*?)\*/\n?|^[ ]+", re.M)


def plan(site: Site) -> Iterator[Job]:
    """A job for each file that is copied, and one for the style sheet that is generated."""
    for name, path in site.files.items():
        if path.suffix in SUFFIXES:
            yield _copy(f"assets/{name}", path, lighter=path.is_relative_to(TEMPLATES))
    root = site.templates.parent
    for path in find_static(root):
        yield _copy(path.relative_to(root / STATIC).as_posix(), path)
    uses = frozenset({f"template:{MARGIN}", "referred"})
    yield Job("assets/css/margin.css", uses, partial(_margin, site))
    yield from face.plan(site)
    sheet = site.config.look.sheet.encode()
    if sheet:
        yield Job(
            "assets/css/look.css",
            frozenset({use_of(site.config.look.sheet)}),
            partial(bytes, sheet),
        )


def _copy(name: str, path: Path, *, lighter: bool = False) -> Job:
    data = path.read_bytes()
    if lighter and path.suffix == ".js":
        data = without_comments(data)
    return Job(name, frozenset({use_of(data)}), partial(bytes, data))


def without_comments(script: bytes) -> bytes:
    """A script of the engine without what only its editors read: indentation, and comments that begin a
    line."""
    return OUTSIDE_CODE.sub(b"", script)


def _margin(site: Site) -> bytes:
    """A style sheet with a rule for each note that a page may show beside its text, since CSS cannot compute
    the names of anchors."""
    count = max((document.facts.referred for document in site.edition.documents.values()), default=0)
    return site.once(face.sheets).get_template(MARGIN).render(count=count).encode()
