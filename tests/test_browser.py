"""The site in a real browser: opened from a folder, without scripts, for everyone."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import url

PAGES = [
    "index.html",
    "letters/index.html",
    "letters/1/index.html",
    "letters/16/index.html",
    "letters/42/index.html",
    "letters/55/index.html",
    "letters/86/index.html",
    "essays/index.html",
    "essays/intro-1926/index.html",
    "essays/volume-1926/index.html",
    "persons/index.html",
    "persons/zinoviev/index.html",
    "persons/stalin/index.html",
    "persons/akkerman/index.html",
    "organisations/politburo/index.html",
    "places/index.html",
    "places/sochi/index.html",
    "works/index.html",
    "works/draper-1953/index.html",
    "terms/index.html",
    "terms/pood/index.html",
    "topics/index.html",
    "topics/grain/index.html",
    "browse/network/index.html",
    "chronology/index.html",
    "browse/table/index.html",
    "browse/kinds/index.html",
    "browse/archive/index.html",
    "browse/places-of-writing/index.html",
    "browse/index.html",
    "browse/calendar/index.html",
    "browse/timeline/index.html",
    "browse/plots/index.html",
    "about/index.html",
    "about/emendations/index.html",
    "about/concordance/index.html",
    "about/changes/index.html",
    "v/0.1/index.html",
    "v/0.1/letters/16/index.html",
    "v/0.1/essays/politburo/index.html",
    "resolve/index.html",
    "search/index.html",
    "404.html",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_from_a_folder_and_asks_nobody(page, full_edition: Path, path: str) -> None:
    page.goto(url(full_edition, path))
    assert page.failures == []
    assert page.locator("main h1").count() == 1


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, full_edition: Path, path: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(url(full_edition, path))
    violations = Axe().run(page).response["violations"]
    context.close()
    told = [f"{v['id']}: {v['nodes'][0]['html'][:120]} ({len(v['nodes'])})" for v in violations]
    assert told == []


def test_a_reference_leads_to_its_note_and_back(page, full_edition: Path) -> None:
    page.goto(url(full_edition, "letters/16/index.html"))
    page.locator("a[role=doc-noteref]", has_text="5").last.click()
    assert page.url.endswith("#n5")
    note = page.locator("#n5")
    assert note.is_visible() and note.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    note.locator("a[role=doc-backlink]").click()
    assert page.url.endswith("#ref-n5")


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


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_over_at_320_pixels(browser, full_edition: Path, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(url(full_edition, path))
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width <= 320
