"""What programs ask for before they read a site: the sitemap, the rules for robots, and the feed of
changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from lxml import etree

from edition.forms.configuration import ConfigFields
from edition.lookup.addresses import FROZEN
from edition.model import Change, Job
from edition.render.site import Site
from edition.words.digest import digest_of

FEED = "feed.xml"
CHANGES = "about/changes/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MAP_MOST = 50_000  # addresses that a sitemap may have
ATOM = "http://www.w3.org/2005/Atom"
NO_PAGES = frozenset({"404.html"})  # shown for addresses that do not exist


def plan(site: Site, jobs: Sequence[Job]) -> Iterator[Job]:
    """The jobs for the sitemap of the pages among `jobs`, for robots.txt, and for the feed if there is a list
    of changes."""
    config = site.config
    pages = [job for job in jobs if job.path.endswith(".html") and job.path not in NO_PAGES]
    addresses = sorted(site.canonical(job.path) for job in pages if not job.path.startswith(FROZEN))
    uses = frozenset({"config", f"addresses {digest_of(*addresses)}"})
    for path, data in sitemaps(addresses, config).items():
        yield Job(path, uses, data)
    yield Job("robots.txt", frozenset({"config"}), lambda: robots(config))
    if site.edition.changes:
        yield Job(FEED, frozenset({"config", "changes"}), lambda: feed(config, site.edition.changes))


def sitemaps(
    addresses: Sequence[str], config: ConfigFields, most: int = MAP_MOST
) -> Mapping[str, Callable[[], bytes]]:
    """The functions that make the sitemap: one file, or an index and files of at most so many addresses."""
    if len(addresses) <= most:
        return {"sitemap.xml": partial(sitemap, addresses, config.date)}
    parts = [addresses[start : start + most] for start in range(0, len(addresses), most)]
    files = {
        f"sitemap-{number}.xml": partial(sitemap, part, config.date) for number, part in enumerate(parts, 1)
    }
    return {
        **files,
        "sitemap.xml": partial(sitemap_index, [config.url + name for name in files], config.date),
    }


def sitemap_index(addresses: Sequence[str], date: str) -> bytes:
    """The addresses of sitemaps, where one may not hold all pages (sitemaps.org protocol 0.9)."""
    root = _root(SITEMAP, "sitemapindex")
    for address in addresses:
        part = _child(root, "sitemap")
        _child(part, "loc", address)
        _child(part, "lastmod", date)
    return _serialise(root)


def robots(config: ConfigFields) -> bytes:
    """`robots.txt`, which allows everything (RFC 9309; the line “Sitemap” is defined by sitemaps.org)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {config.url}sitemap.xml\n".encode()


def sitemap(addresses: Sequence[str], date: str) -> bytes:
    """The addresses as a sitemap (sitemaps.org protocol 0.9). `date` (ISO 8601) is the day of publication
    rather than of the build, so that two builds are equal."""
    root = _root(SITEMAP, "urlset")
    for address in addresses:
        url = _child(root, "url")
        _child(url, "loc", address)
        _child(url, "lastmod", date)
    return _serialise(root)


def feed(config: ConfigFields, changes: Sequence[Change]) -> bytes:
    """The changes as an Atom feed, newest first (RFC 4287); ids are addresses and do not change."""
    root = _root(ATOM, "feed")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", config.language)
    _child(root, "id", config.url)
    _child(root, "title", config.title)
    _child(root, "subtitle", config.subtitle or config.about)
    _child(root, "updated", _moment(max(change.date for change in changes)))
    _child(_child(root, "author"), "name", config.publisher)
    _child(root, "rights", config.licence_text)
    _child(root, "link", rel="self", type="application/atom+xml", href=config.url + FEED)
    _child(root, "link", rel="alternate", type="text/html", href=config.url + CHANGES)
    for change in reversed(changes):
        address = f"{config.url}{CHANGES}#v{change.version}"
        entry = _child(root, "entry")
        _child(entry, "id", address)
        _child(entry, "title", config.phrases.say("Version {version}", version=change.version))
        _child(entry, "updated", _moment(change.date))
        _child(entry, "link", rel="alternate", type="text/html", href=address)
        _child(entry, "summary", change.what)
    return _serialise(root)


def _moment(day: str) -> str:
    """A day as Atom writes it (RFC 3339)."""
    return f"{day}T00:00:00Z"


def _root(namespace: str, name: str) -> etree._Element:
    prefixes: Any = {None: namespace}
    return etree.Element(f"{{{namespace}}}{name}", nsmap=prefixes)


def _child(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}")
    for key, value in attributes.items():
        child.set(key, value)
    child.text = text or None
    return child


def _serialise(root: etree._Element) -> bytes:
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8")
