"""Every internal link of a built site, followed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html


def broken_links(site: Path) -> list[str]:
    """`page → target` for each link or fragment that leads nowhere, or out of the site."""
    pages = {
        path.relative_to(site).as_posix(): html.parse(str(path)).getroot() for path in site.rglob("*.html")
    }
    ids = {name: Counter(page.xpath("//@id")) for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        broken += [f"{name}: id {one} twice" for one, count in ids[name].items() if count > 1]
        for element, attribute, target, _ in page.iterlinks():
            parts = urlsplit(target)
            if parts.scheme in {"http", "https", "mailto", "data"}:
                continue
            path = unquote(urljoin(name, parts.path)) if parts.path else name
            if parts.path.startswith("/") or path.startswith(".."):
                broken.append(f"{name} → {target} (leaves the site)")
            elif path not in pages:
                if not (site / path).is_file():
                    broken.append(f"{name} → {target} ({element.tag}/{attribute})")
            elif parts.fragment and parts.fragment not in ids[path]:
                broken.append(f"{name} → {target} (no such id)")
    return broken
