"""The site in a real browser: opened from a folder, without scripts, for everyone."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import axe
import pytest
import verdicts
from conftest import ROOT, WIDE, url
from lxml import etree
from verdicts import faults_unless_known

DARK = r"@media \(prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}\s*\}"


# together they have elements of nearly all kinds
PAGES = [
    "index.html",
    "letters/index.html",
    "letters/17/index.html",
    "letters/23/index.html",
    "letters/42/index.html",
    "letters/55/index.html",
    "essays/index.html",
    "essays/debate/index.html",
    "essays/draper-1953/index.html",
    "essays/volume-1926/index.html",
    "essays/volume-1929/index.html",
    "essays/volume-foreword/index.html",
    "essays/volume-introduction/index.html",
    "persons/stalin/index.html",
    "persons/stalin/mentions/1926/index.html",
    "persons/valentinov/index.html",
    "places/index.html",
    "places/moscow/index.html",
    "works/draper-1953/index.html",
    "terms/index.html",
    "topics/index.html",
    "chronology/index.html",
    "decisions/index.html",
    "exchange/index.html",
    "routes/index.html",
    "routes/zinoviev/index.html",
    "browse/index.html",
    "browse/archive/index.html",
    "browse/calendar/index.html",
    "browse/network/index.html",
    "browse/places-of-writing/index.html",
    "browse/plots/index.html",
    "browse/table/index.html",
    "browse/timeline/index.html",
    "about/index.html",
    "about/changes/index.html",
    "about/concordance/index.html",
    "about/emendations/index.html",
    "about/errata/index.html",
    "about/printed-index/index.html",
    "about/printed-names/index.html",
    "about/reliability/index.html",
    "downloads/index.html",
    "v/0.1/index.html",
    "v/0.1/letters/16/index.html",
    "v/0.2/about/state/index.html",
    "resolve/index.html",
    "search/index.html",
    "404.html",
]
LIKE_THEM = [  # these are looked at on a narrow screen alone
    "letters/1/index.html",
    "letters/16/index.html",
    "letters/86/index.html",
    "essays/intro-1926/index.html",
    "persons/index.html",
    "persons/zinoviev/index.html",
    "persons/akkerman/index.html",
    "organisations/politburo/index.html",
    "places/sochi/index.html",
    "works/index.html",
    "terms/pood/index.html",
    "topics/grain/index.html",
    "browse/kinds/index.html",
    "v/0.1/essays/politburo/index.html",
]
IN_A_LINE = {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "mark", "p", "q", "small", "span"}
IN_A_LINE |= {"strong", "sup", "time"}  # where these stand matters less
Kind = tuple[str, str, frozenset[str], str | None, frozenset[str]]
AS_HTML = etree.HTMLParser(remove_comments=True, remove_pis=True)
OF_A_PLACE = re.compile(r"\d|^(at|by)-")  # a class that names one


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_for_everyone(tab, full_edition: Path, path: str) -> None:
    """It loads from a folder and asks nobody, nothing runs over at 320 pixels, and axe finds nothing."""
    open_narrow(tab, url(full_edition, path))
    assert tab.locator("main h1").count() == 1
    tab.set_viewport_size(WIDE)
    assert axe.faults_in_light_and_dark(tab) == []


@pytest.mark.parametrize("path", LIKE_THEM)
def test_a_page_is_as_wide_as_the_screen(tab, full_edition: Path, path: str) -> None:
    """It loads from a folder and asks nobody, nothing runs over at 320 pixels."""
    open_narrow(tab, url(full_edition, path))


def test_axe_finds_nothing_in_elements_of_other_kinds(tab, full_edition: Path) -> None:
    """Such as stand on none of these pages; each is looked at on the page that has most of them."""
    site = full_edition / "site"

    def look() -> list[str]:
        pages = {path: kinds_in(site / path) for path in all_pages(site)}
        assert len(pages) > 1000
        seen, told = set[Kind]().union(*(pages[path] for path in PAGES)), []
        while pages[page := max(pages, key=lambda path: len(pages[path] - seen))] - seen:
            tab.emulate_media(color_scheme="light")
            tab.goto(url(full_edition, page))
            told += [f"{page}: {fault}" for fault in axe.faults_in_light_and_dark(tab)]
            seen |= pages[page]
        return told

    assert faults_unless_known(look, site, *axe.circumstances(tab)) == []


def all_pages(site: Path) -> list[str]:
    """But those that lead on to others."""
    pages = (path for path in site.rglob("*.html") if b'"refresh"' not in path.read_bytes()[:600])
    return sorted(path.relative_to(site).as_posix() for path in pages)


def kinds_in(page: Path) -> set[Kind]:
    body = etree.parse(str(page), AS_HTML).find(".//body")
    return {
        kind_of(e.getparent().tag, e.tag, e.get("class", ""), e.get("role"), tuple(e.keys()))
        for e in body.iterdescendants()
    }


@cache
def kind_of(parent: str, tag: str, classes: str, role: str | None, attributes: tuple[str, ...]) -> Kind:
    """Its name, its classes, its role, its attributes, and what it stands in."""
    lasting = frozenset(name for name in classes.split() if not OF_A_PLACE.search(name))
    return "" if tag in IN_A_LINE else parent, tag, lasting, role, frozenset(attributes)


def open_narrow(tab, address: str) -> None:
    """At 320 pixels nothing is asked of others, and the whole page is as wide."""
    tab.set_viewport_size({"width": 320, "height": 700})
    tab.goto(address)
    assert tab.failures == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_dark_is_other_colours_and_nothing_else() -> None:
    """So that what axe finds in light need not be looked for again in dark."""
    texts = [path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.css*")]
    blocks = [block for text in texts for block in re.findall(DARK, text)]
    assert len(blocks) == sum(text.count("@media (prefers-color-scheme") for text in texts) > 0
    for declaration in filter(None, map(str.strip, ";".join(blocks).split(";"))):
        assert re.fullmatch(r"--[\w-]+: #[0-9a-f]{3,8}", declaration), declaration


def test_axe_would_tell_a_fault_of_colour(page) -> None:
    """One among many that are well, in light or in dark alone."""
    style = """:root { --ink: #000; --pale: #222; --paper: #fff }
        @media (prefers-color-scheme: dark) { :root { --ink: #fff; --pale: #111; --paper: #000 } }
        html, a { background: var(--paper); color: var(--ink) } b { color: #777 } i { color: var(--pale) }"""
    well = "<p>Words that are <a href='#x'>well</a>.</p>" * 50
    page.set_content(
        f"<html lang=en><title>A page</title><style>{style}</style><main><h1>Words</h1>{well}"
        "<p style='background: #888; color: #000'>Words <b>too pale</b></p><p><i>Pale in dark.</i></p>"
        f"{well}</main>"
    )
    told = axe.faults_in_light_and_dark(page)
    assert [fault.partition(" <")[0] for fault in told] == ["color-contrast:", "dark: color-contrast:"]
    assert "too pale" in told[0] and "(1)" in told[0] and "(2)" in told[1]


def test_axe_would_tell_a_fault_among_much_that_is_built_alike(page, monkeypatch) -> None:
    """On a later page, too, and of all its places."""
    monkeypatch.setattr(axe, "BUILT", Counter())
    row = "<li><p class='a'><a href='#x'>Words</a> <img src='data:,' alt='A sign'></p></li>"
    for rows, told in (
        (row * 50, []),
        (row * 50, []),
        (row * 30 + row.replace("Words", "") * 20 + row, ["link-name (20)"]),
        (row * 30 + row.replace(" alt='A sign'", "") + row, ["image-alt (1)"]),
        (row * 30 + row.replace("'#x'", "'#x' role='figure'") + row, ["aria-allowed-role (1)"]),
        (row * 30 + "<li><h4>Words</h4></li>", ["heading-order (1)"]),
    ):
        page.set_content(f"<html lang=en><title>A page</title><main><h1>Words</h1><ul>{rows}</ul></main>")
        faults = axe.faults(page)
        assert [re.sub(": .*(?= )", "", fault, flags=re.S) for fault in faults] == told
    assert page.locator("li").count() == 31, "it is put back"


def test_a_page_that_is_known_is_looked_at_again_when_anything_differs(
    page, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(verdicts, "FOLDER", tmp_path)
    file, sheet, script = (tmp_path / name for name in ("index.html", "assets/sheet.css", "assets/script.js"))
    sheet.parent.mkdir()
    sheet.write_text("p { color: #000; background: #fff }")
    script.write_text("")
    head = "<title>A page</title><link rel=stylesheet href=assets/sheet.css>"
    file.write_text(f"<html lang=en>{head}<main><h1>Words</h1><p>Words</p></main>")
    page.goto(file.as_uri())
    assert axe.faults(page) == []
    monkeypatch.setattr(axe, "look", lambda page, *schemes: ["was looked at"])
    page.goto(file.as_uri())
    assert axe.faults(page) == [], "it is known"
    page.evaluate("document.querySelector('p').hidden = true")
    assert axe.faults(page) == ["was looked at"]
    page.goto(file.as_uri())
    page.set_viewport_size({"width": 320, "height": 700})
    assert axe.faults(page) == ["was looked at"]
    page.set_viewport_size(WIDE)
    assert axe.faults(page) == [] and axe.faults(page, "dark") == ["was looked at"]
    for changed in (sheet, script):
        before = changed.read_text()
        changed.write_text(f"{before}/* another */")
        assert axe.faults(page) == axe.faults(page) == ["was looked at"], "a fault is never kept"
        changed.write_text(before)
    assert axe.faults(page) == []


def test_a_reference_leads_to_its_note_and_back(page, full_edition: Path) -> None:
    page.goto(url(full_edition, "letters/16/index.html"))
    page.locator("a[role=doc-noteref]", has_text="5").last.click()
    assert page.url.endswith("#n5")
    note = page.locator("#n5")
    assert note.is_visible() and note.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    page.set_viewport_size({"width": 390, "height": 800})  # where it stands in the list
    note.locator("a[role=doc-backlink]").last.click()
    assert "#ref-n5" in page.url


def test_a_reader_can_see_what_the_copy_reads(browser, full_edition: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url(full_edition, "letters/65/index.html"))
    page.locator(".reading summary").click()
    copy, corrected = page.locator("del.sic").first, page.locator("ins.corr").first
    assert corrected.is_visible() and not copy.is_visible()
    page.check("#copy-readings")
    assert copy.is_visible() and not corrected.is_visible()
    context.close()
