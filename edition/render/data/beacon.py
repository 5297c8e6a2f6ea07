"""The register as link lists by authority files: which entries of this edition have an identifier there.

BEACON (gbv.github.io/beaconspec): a head of lines with `#`, then an identifier and the end of the address in
a line. There is one list for each authority file that the entries name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from edition.lookup.addresses import address
from edition.model import Job
from edition.render.offers import authorities, beacon_path
from edition.render.site import Site

Links = Mapping[str, str]  # the identifier elsewhere → the id here


def plan(site: Site) -> Iterator[Job]:
    """A job for each authority file, `data/beacon-gnd.txt` and so on."""
    for authority, links in authorities(site).items():
        uses = frozenset({"registers", "config"})
        yield Job(beacon_path(authority), uses, partial(beacon, site, links))


def beacon(site: Site, links: Links) -> bytes:
    """The list of one authority file. Where its identifiers are addresses that begin alike, only what
    differs is written."""
    config, prefix = site.config, _prefix(list(links))
    head = {
        "FORMAT": "BEACON",
        "PREFIX": f"{prefix}{{ID}}" if prefix else "",
        "TARGET": f"{config.url}{{ID}}",
        "NAME": config.title,
        "FEED": f"{config.url}data/",
        "TIMESTAMP": config.date,
        "INSTITUTION": config.publisher,
    }
    lines = [f"#{key}: {value}" for key, value in head.items() if value]
    lines += [f"{identifier.removeprefix(prefix)}|{address(ref)}" for identifier, ref in links.items()]
    return ("\n".join(lines) + "\n").encode()


def _prefix(identifiers: list[str]) -> str:
    """What all addresses have before their last part, "" where they are not addresses or differ."""
    begun = {identifier.rstrip("/").rpartition("/")[0] for identifier in identifiers}
    return f"{begun.pop()}/" if len(begun) == 1 and "://" in identifiers[0] else ""
