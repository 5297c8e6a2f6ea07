"""Citations as files: beside the page of each text and register entry, and for the edition as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from edition.model import Job
from edition.render.citing import EDITION, Citing
from edition.render.citing.exchange import FORMATS
from edition.render.citing.items import Item
from edition.render.site import Site


def plan(site: Site) -> Iterator[Job]:
    """`letters/16/citation.bib` and so on; `citation/edition.*` is the edition, `citation/texts.*` has all
    letters and essays as well."""
    citing = Citing(site)
    uses = site.documents | {f"register:{kind}" for kind in site.edition.registers} | {"config"}
    for cited in citing.pages.values():
        for suffix in FORMATS:
            yield Job(f"{cited.files}.{suffix}", uses, partial(cited.file, suffix))
    texts = [cited.item for path, cited in citing.pages.items() if path == EDITION or _is_text(path)]
    for suffix, write in FORMATS.items():
        yield Job(f"citation/texts.{suffix}", uses, partial(_encoded, write, texts))


def _encoded(write: Callable[[Sequence[Item]], str], items: Sequence[Item]) -> bytes:
    return write(items).encode()


def _is_text(path: str) -> bool:
    return path.startswith(("letters/", "essays/", "about/"))
