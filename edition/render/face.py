"""The style sheet of the face in which the site is set; it may have fonts in it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import blake2b

from jinja2 import Environment

from edition.model import Job
from edition.render.site import Site
from edition.render.templates import template_files, template_loader

FACE = "css/font.css.j2"


def plan(site: Site) -> Iterator[Job]:
    """The job for the style sheet, which is made again when a font is another."""
    files = template_files(site.templates)
    fonts = {name: path.read_bytes() for name, path in files.items() if path.suffix == ".woff2"}
    digests = {blake2b(font, digest_size=16).hexdigest() for font in fonts.values()}
    uses = frozenset({f"template:{FACE}", *(f"file {digest}" for digest in digests)})
    data = {name: b64encode(font).decode() for name, font in fonts.items()}
    yield Job("assets/css/font.css", uses, partial(_sheet, site, data))


def _sheet(site: Site, fonts: Mapping[str, str]) -> bytes:
    sheets = Environment(loader=template_loader(site.templates), trim_blocks=True, lstrip_blocks=True)

    def embedded(name: str) -> str:
        return f"data:font/woff2;base64,{fonts[name]}"

    return sheets.get_template(FACE).render(embedded=embedded).encode()
