"""The style sheet of the face in which the site is set; it may have fonts in it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping

from jinja2 import Environment

from edition.model import Job
from edition.render.site import Site
from edition.render.templates import CompiledTemplates, template_loader
from edition.store.incremental import use_of

FACE = "css/font.css.j2"


def plan(site: Site) -> Iterator[Job]:
    """The job for the style sheet, which is made again when a font is another."""
    uses = frozenset({f"template:{FACE}", *map(use_of, site.once(_fonts).values())})
    yield Job("assets/css/font.css", uses, lambda: face_sheet(site).encode())


def face_sheet(site: Site) -> str:
    """The style sheet, with the fonts that it has in itself."""
    fonts = site.once(_fonts)

    def embedded(name: str) -> str:
        return f"data:font/woff2;base64,{b64encode(fonts[name]).decode()}"

    return site.once(sheets).get_template(FACE).render(embedded=embedded)


def sheets(site: Site) -> Environment:
    """Jinja for style sheets: what is put into them is not escaped."""
    return Environment(
        loader=template_loader(site.templates),
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=CompiledTemplates(site.memo, escaped=False),
    )


def _fonts(site: Site) -> Mapping[str, bytes]:
    return {name: path.read_bytes() for name, path in site.files.items() if path.suffix == ".woff2"}
