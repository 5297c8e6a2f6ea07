"""Where a letter lies: the document that is edited, and its other copies and drafts. (TEI P5, 11.4,
`msIdentifier`; 13.1.4.1, `listWit`.)"""

from __future__ import annotations

from collections.abc import Sequence

from edition.forms.configuration import ConfigFields
from edition.forms.documents import Shelfmark, Witness
from edition.tei.tree import E, Element


def manuscript(kept: Shelfmark, config: ConfigFields, head: str = "", note: str = "") -> Element:
    """The `msDesc` of a document, headed by what it is; its leaves are a `locus` as well."""
    locus = E("locus", kept.leaves) if kept.leaves else None
    between = ". " if kept.leaves and note else None
    contents = E("msContents", E("p", locus, between, note)) if kept.leaves or note else None
    return E("msDesc", _identifier(kept, config), E("head", head) if head else None, contents)


def witnesses(kept: Sequence[Witness], config: ConfigFields) -> Element | None:
    """The other copies, each with what it is; None if there are none."""
    if not kept:
        return None
    return E("listWit", *(E("witness", manuscript(each, config, each.kind, each.note)) for each in kept))


def _identifier(kept: Shelfmark, config: ConfigFields) -> Element:
    repository = config.repositories.get(kept.repository)
    shelfmark = E("idno", kept.text, type_="shelfmark") if kept.text else None
    if kept.owner:
        return E("msIdentifier", E("repository", kept.owner), shelfmark, E("msName", "in private hands"))
    former = repository is not None and bool(repository.former)
    return E(
        "msIdentifier",
        E("country", repository.country if repository else ""),
        E("settlement", repository.settlement if repository else ""),
        E("repository", repository.name if repository else kept.repository),
        shelfmark,
        E(
            "altIdentifier",
            E("repository", repository.former if repository else ""),
            E("idno", f"{kept.repository} {kept.text}"),
            type_="former",
        )
        if former
        else None,
    )
