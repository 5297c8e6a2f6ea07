"""Style sheets, scripts and other files that are copied as they are, and two style sheets that are made."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import partial

from jinja2 import Environment

from edition.model import Job
from edition.render.site import Site
from edition.render.templates import template_files, template_loader
from edition.store.memo import digest_of
from edition.tei.tree import select_text

SUFFIXES = frozenset({".css", ".js", ".svg", ".ico", ".png", ".webp", ".woff2", ".txt"})
MARGIN, FONT = "css/margin.css.j2", "css/font.css.j2"


def plan(site: Site) -> Iterator[Job]:
    """A job for each file that is copied, and one for each style sheet that is made."""
    files = template_files(site.templates)
    for name, path in files.items():
        if path.suffix in SUFFIXES:
            data = path.read_bytes()
            yield Job(f"assets/{name}", frozenset({f"file {digest_of(data)}"}), partial(bytes, data))
    uses = frozenset({f"template:{MARGIN}", "texts"})
    yield Job("assets/css/margin.css", uses, partial(_margin, site))
    fonts = {name: path.read_bytes() for name, path in files.items() if path.suffix == ".woff2"}
    uses = frozenset({f"template:{FONT}", *(f"file {digest_of(data)}" for data in fonts.values())})
    yield Job("assets/css/font.css", uses, partial(_font, site, fonts))


def _margin(site: Site) -> bytes:
    """A style sheet with a rule for each note that a page may show beside its text, since CSS cannot compute
    the names of anchors."""
    trees = [document.tree for document in site.edition.documents.values()]
    references = (select_text(tree, "//t:ptr[@type='noteAnchor']/@target") for tree in trees)
    return _sheet(site, MARGIN, count=max((len(set(targets)) for targets in references), default=0))


def _font(site: Site, fonts: Mapping[str, bytes]) -> bytes:
    """The style sheet of the face, which may have fonts in it."""

    def embedded(name: str) -> str:
        return f"data:font/woff2;base64,{b64encode(fonts[name]).decode()}"

    return _sheet(site, FONT, embedded=embedded)


def _sheet(site: Site, name: str, **values: object) -> bytes:
    sheets = Environment(loader=template_loader(site.templates), trim_blocks=True, lstrip_blocks=True)
    return sheets.get_template(name).render(**values).encode()
