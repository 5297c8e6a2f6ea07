"""Citations as files: beside the page of each text, and for the edition as a whole. The page of a register
entry holds its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from edition.model import Job
from edition.render.citing import EDITION, Citing
from edition.render.citing.exchange_formats import FORMATS
from edition.render.citing.items import Item
from edition.render.site import Site
from edition.words.digest import digest_of


def plan(site: Site) -> Iterator[Job]:
    """`letters/16/citation.bib` and so on; `citation/edition.*` is the edition, `citation/texts.*` has all
    letters and essays as well."""
    pages = site.once(Citing).pages
    for cited in (cited for cited in pages.values() if cited.files):
        uses = _described([cited.item])
        for suffix in FORMATS:
            yield Job(f"{cited.files}.{suffix}", uses, partial(cited.file, suffix))
    texts = [cited.item for path, cited in pages.items() if path == EDITION or _is_text(path)]
    for suffix, write in FORMATS.items():
        yield Job(f"citation/texts.{suffix}", _described(texts), partial(_encoded, write, texts))


def _described(items: Sequence[Item]) -> frozenset[str]:
    """The descriptions themselves are what the files are made of."""
    return frozenset({f"cited {digest_of(json.dumps(items, sort_keys=True))}"})


def _encoded(write: Callable[[Sequence[Item]], str], items: Sequence[Item]) -> bytes:
    return write(items).encode()


def _is_text(path: str) -> bool:
    return path.startswith(("letters/", "essays/", "about/"))
