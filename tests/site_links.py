"""Every internal link of a built site, followed."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

LINKS = "|".join(f"//@{name}" for name in ("href", "src", "action", "cite", "data", "poster", "formaction"))
links_of, ids_of = (etree.XPath(path, smart_strings=False) for path in (LINKS, "//@id"))


def broken_links(site: Path, also: Callable[[Path, etree._ElementTree], object] | None = None) -> list[str]:
    """`page → target` for each link or fragment that leads nowhere, or out of the site. What `also` is to be
    looked at is shown each page, which is then read once for both."""
    pages = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}
    ids: dict[str, Counter[str]] = {}
    links: dict[str, list[str]] = {}
    for name, path in pages.items():  # no page is kept: a site may have 40,000
        page = etree.parse(path, etree.HTMLParser())
        ids[name] = Counter(ids_of(page))
        links[name] = [*dict.fromkeys(links_of(page))]
        if also:
            also(path, page)

    @cache
    def follow(folder: str, link: str) -> tuple[str, str]:
        """The file that a link without its fragment leads to from a page of this folder, and why it leads
        nowhere; "" when it leads somewhere. Of what is not on the site no file is told."""
        parts = urlsplit(link)
        if parts.scheme in {"http", "https", "mailto", "data"}:
            return "", ""
        path = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        if path.startswith(("/", "..")):
            return "", "leaves the site"
        return path, "" if path in pages or (site / path).is_file() else "no such file"

    broken = []
    for name in pages:
        broken += [f"{name}: id {one} twice" for one, count in ids[name].items() if count > 1]
        folder = posixpath.dirname(name)
        for target in links[name]:
            link, _, fragment = target.partition("#")
            path, why = follow(folder, link) if link else (name, "")
            if fragment and path in ids and fragment not in ids[path]:
                why = "no such id"
            if why:
                broken.append(f"{name} → {target} ({why})")
    return broken
