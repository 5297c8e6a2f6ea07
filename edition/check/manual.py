"""The links of the guide lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from edition.check.links import L102
from edition.findings.diagnostics import Diagnostic, Location, did_you_mean
from edition.findings.rule import yields
from edition.forms.configuration import ConfigFields
from edition.forms.link_targets import M107
from edition.forms.manual import PAGE_LINK, Link, ManualPage
from edition.model import Edition


@yields(L102, M107)
def check_manual(edition: Edition, config: ConfigFields) -> Iterator[Diagnostic]:
    """Pages and headings of the guide that do not exist, and addresses that are not allowed. Files outside
    the guide are named by a path and never linked on the site."""
    pages = {page.name: page for page in edition.guide}
    for page in edition.guide:
        for link in page.links:
            yield from _check(link, page, pages)


def _check(link: Link, page: ManualPage, pages: dict[str, ManualPage]) -> Iterator[Diagnostic]:
    place = Location(page.path, link.line)
    if link.target.startswith(("https://", "http://", "mailto:")):
        return
    if ":" in link.target.split("/")[0]:
        hint = "http, https and mailto are"
        yield M107.at(place, f"a link must not lead to “{link.target}”", hint)
        return
    found = PAGE_LINK.fullmatch(link.target)
    name, heading = (found["name"], found["id"]) if found else (page.name, link.target.partition("#")[2])
    if found and name not in pages:
        hint = did_you_mean(name, pages)
        yield L102.at(place, f"the guide has no page “{name}”", hint)
    elif heading and (found or link.target.startswith("#")) and heading not in pages[name].ids:
        hint = did_you_mean(heading, pages[name].ids)
        yield L102.at(place, f"“{pages[name].title}” has no heading “{heading}”", hint)
