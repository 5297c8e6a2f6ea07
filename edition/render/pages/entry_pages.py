"""The further pages of an entry that is named very often: its mentions and its letters by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial

from edition.forms.registers import RegisterEntry
from edition.lookup.addresses import root_of
from edition.model import Mention
from edition.render.pages.entries import Entries
from edition.render.pages.parts import Listing, listings
from edition.render.pages.route import Route
from edition.render.site import Site
from edition.tei.heads import LetterHead


def entry_pages(entries: Entries, ref: str, entry: RegisterEntry, uses: frozenset[str]) -> Iterator[Route]:
    """The pages of an entry beside its own; of most entries none."""
    mentions, letters = entries.mentions(ref), entries.letters.listing(ref)
    shared = {"ref": ref, "entry": entry}
    for page in listings((), mentions.path, mentions.parts)[1:]:
        yield Route(page.path, "entry_mentions.html.j2", uses, partial(_mentions, entries, page, shared))
    for listing in listings((), letters.path, letters.parts)[1:]:
        values = partial(_letters, entries, listing, shared)
        yield Route(listing.path, "entry_letters.html.j2", uses, values)


def _mentions(
    entries: Entries, listing: Listing[Mention], shared: Mapping[str, object]
) -> Mapping[str, object]:
    root = root_of(listing.path)
    return {
        **shared,
        "listing": listing,
        "groups": entries.passages(listing.items, root),
        "link": partial(entries.link_from, root),
        "authors": authors(entries.site),
    }


def _letters(
    entries: Entries, listing: Listing[LetterHead], shared: Mapping[str, object]
) -> Mapping[str, object]:
    """The values of a page of letters; what each is to the entry is said beside it."""
    roles: dict[str, list[str]] = defaultdict(list)
    for role, letters in entries.letters.roles(str(shared["ref"])).items():
        for letter in letters:
            roles[letter.id].append(role)
    return {**shared, "listing": listing, "roles": roles}


def authors(site: Site) -> Mapping[str, str]:
    """By id, who wrote the sources."""
    return {essay.id: essay.author for essay in site.essays if essay.author}
