"""The network: which persons are named in the same letters, as a drawing and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from edition.forms.registers import Person
from edition.lookup.addresses import href, root_of
from edition.render.drawing.network import NetworkNode, draw_network
from edition.render.pages.naming import Naming, named_together
from edition.render.pages.route import Route
from edition.render.pages.ways import NETWORK
from edition.render.site import Site

PERSONS = 40  # so many are drawn, of those whom most letters name,
TIES = 200  # and not more ties than can be told apart: the threshold follows
ROWS = 8  # in the table, the persons most often named with each


@dataclass(frozen=True)
class NetworkRow:
    """A person of the table: in how many letters named, and with whom in how many."""

    ref: str
    letters: int
    others: Sequence[tuple[str, int]]


def routes(site: Site, naming: Naming) -> Iterator[Route]:
    """The page of the network, if persons are named together."""
    if named_together(site, naming):
        uses = frozenset({"naming", "heads", "names"})
        yield Route(NETWORK, "network.html.j2", uses, lambda: _values(site, naming))


def _values(site: Site, naming: Naming) -> dict[str, object]:
    phrases, persons = site.config.phrases, named_together(site, naming)[:PERSONS]
    shared = shared_letters(naming, persons)
    least = threshold(shared.values())
    ties = {pair: count for pair, count in shared.items() if count >= least}
    nodes = [_node(site, naming, ref) for ref in persons]
    drawings = draw_network(
        nodes,
        ties,
        title=phrases.say("People mentioned in the same letters"),
        description=phrases.say(
            "Arcs join people who are mentioned together, thicker the more letters mention both. The table "
            "after the drawing says the same."
        ),
    )
    rows = [
        NetworkRow(ref, len(naming.letters[ref]), _others(persons, shared, index))
        for index, ref in enumerate(persons)
    ]
    entries = site.edition.register(Person).entries
    return {
        "drawings": drawings if ties else [],
        "rows": sorted(rows, key=lambda row: phrases.sort_key(entries[row.ref].sort_form)),
        "least": least,
        "fewest": min(row.letters for row in rows),
        "left_out": sorted(naming.correspondents),
        "drawn": len(persons),
    }


def shared_letters(naming: Naming, persons: Sequence[str]) -> dict[tuple[int, int], int]:
    """How many letters name two persons, by their indices; pairs without a letter are left out."""
    letters = [frozenset(naming.letters[ref]) for ref in persons]
    shared = {(i, j): len(letters[i] & letters[j]) for i, j in combinations(range(len(persons)), 2)}
    return {pair: count for pair, count in shared.items() if count}


def threshold(counts: Iterable[int]) -> int:
    """The smallest number of shared letters, two at least, that leaves no more ties than can be drawn."""
    descending = sorted(counts, reverse=True)
    return max(2, descending[TIES] + 1) if len(descending) > TIES else 2


def _node(site: Site, naming: Naming, ref: str) -> NetworkNode:
    count, name = len(naming.letters[ref]), site.label(ref)
    title = site.config.phrases.say("{name}, mentioned in {n} letters", name=name, n=count)
    return NetworkNode(name, href(ref, root_of(NETWORK)), title, count)


def _others(persons: Sequence[str], shared: dict[tuple[int, int], int], index: int) -> list[tuple[str, int]]:
    """Those most often named with a person, in two letters at least."""
    counts_of_others = [
        (persons[pair[0] + pair[1] - index], count)
        for pair, count in shared.items()
        if index in pair and count > 1
    ]
    return sorted(counts_of_others, key=lambda item: (-item[1], item[0]))[:ROWS]
