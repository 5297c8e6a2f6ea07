"""Every address is claimed once: two pages at one address are told, with the names of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.lookup.addresses import address
from edition.model import Job
from edition.paths import CONFIG_PATH, STATIC
from edition.render.site import Site
from edition.store.site_plan import above

D212 = Rule(
    "D212",
    ERROR,
    "two things that claim one address",
    why="Only one of the two could be reached.",
    bad="two essays `essay-intro-lamps` and `intro-lamps`, both at `essays/intro-lamps/`; an essay "
    "`about-changes`, for `about/changes/` is the page of changes",
    good="`essay-lamps` and `intro-lamps`",
)


def contested(site: Site, jobs: Sequence[Job]) -> Iterator[Diagnostic]:
    """The addresses that two jobs claim, and those where one wants a file and the other a folder (D212)."""
    counts = Counter(job.path for job in jobs)
    folders = {folder for path in counts for folder in above(path)}
    for path in counts:
        if counts[path] > 1 or path in folders:
            claimants = [*_claimants(site, path)]
            own = "a page that the program makes"
            first, second = [*(name for name, _ in claimants), own, own][:2]
            place = claimants[-1][1] if claimants else Location(CONFIG_PATH)
            where = path.removesuffix("index.html") or "the start page"
            yield D212.at(
                place, f"{first} and {second} both claim {where}", "give one of the two another name"
            )


def _claimants(site: Site, path: str) -> Iterator[tuple[str, Location]]:
    """Whose address a path is, by name, and where in the sources each stands."""
    edition = site.edition
    for ref, document in edition.documents.items():
        if path in {f"{address(ref)}index.html", f"tei/{ref}.xml"}:
            yield ref, document.origins.get(ref, Location(CONFIG_PATH))
    for register in edition.registers.values():
        for ref, place in register.locations.items():
            if path == f"{address(ref)}index.html":
                yield ref, place
    for ref, end in edition.registry.ends.items():
        if path == f"{address(ref)}index.html":
            yield f"{ref}, which has ended", edition.registry.latest[end.id].location
    if (site.templates.parent / STATIC / path).exists():
        yield f"{STATIC}/{path}", Location(f"{STATIC}/{path}")
