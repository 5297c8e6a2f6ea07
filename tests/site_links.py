"""Every internal link of a built site, followed."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

LINKS = "|".join(f"//@{name}" for name in ("href", "src", "action", "cite", "data", "poster", "formaction"))


def broken_links(site: Path) -> list[str]:
    """`page → target` for each link or fragment that leads nowhere, or out of the site."""
    pages = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}
    ids: dict[str, Counter[str]] = {}
    links: dict[str, list[str]] = {}
    for name, path in pages.items():  # no page is kept: a site may have 40,000
        page = html.parse(str(path)).getroot()
        ids[name] = Counter(map(str, page.xpath("//@id")))
        links[name] = [*dict.fromkeys(map(str, page.xpath(LINKS)))]

    @cache
    def fault(folder: str, target: str) -> str:
        """Why a link from a page of this folder leads nowhere; "" when it leads somewhere."""
        parts = urlsplit(target)
        if parts.scheme in {"http", "https", "mailto", "data"}:
            return ""
        path = unquote(urljoin(folder, parts.path))
        if parts.path.startswith("/") or path.startswith(".."):
            return "leaves the site"
        if path not in pages:
            return "" if (site / path).is_file() else "no such file"
        return "no such id" if parts.fragment and parts.fragment not in ids[path] else ""

    broken = []
    for name in pages:
        broken += [f"{name}: id {one} twice" for one, count in ids[name].items() if count > 1]
        for target in links[name]:
            if target.startswith("#") or not target:
                why = "" if target in {"", "#"} or target[1:] in ids[name] else "no such id"
            else:
                why = fault(name[: name.rfind("/") + 1], target)
            if why:
                broken.append(f"{name} → {target} ({why})")
    return broken
