"""Doors, views, handles, one grid, counts that agree: how one finds one's way about the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, run_command, url
from lxml import html

from edition.cli import main
from edition.pipeline import assemble
from edition.render.pages.ways import BROWSE, IN_TIME, LIST, Menu
from edition.render.site import Site
from edition.store.source_files import read_files

DOORS = ["Letters", "People and subjects", "Chronology", "Essays", "About"]
IN_TIME_PAGES = ["letters", "browse/calendar", "browse/timeline", "chronology", "decisions", "exchange"]
BY_FORM_PAGES = ["letters", "browse/table", "browse/kinds", "browse/archive", "browse/places-of-writing"]
READING_PAGES = ["essays", "routes"]
NAMES_PAGES = ["persons", "organisations", "places", "works", "terms", "topics", "browse/network"]


@pytest.fixture
def site(layer: Path) -> Path:
    return layer / "site"


def page(site: Path, folder: str) -> html.HtmlElement:
    return html.parse(str(site / folder / "index.html")).getroot()


def menu_of(root: Path) -> Menu:
    result = assemble(read_files(root))
    assert result.edition and result.config
    return Menu(Site(result.edition, result.config, ROOT / "templates"))


# -- doors and views ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "door"),
    [
        ("letters", "Letters"),
        ("letters/16", "Letters"),
        ("browse", "Letters"),
        ("browse/table", "Letters"),
        ("browse/timeline", "Chronology"),
        ("browse/network", "People and subjects"),
        ("terms/pood", "People and subjects"),
        ("essays/correspondence", "Essays"),
        ("resolve", "About"),
        ("v/0.1", "About"),
    ],
)
def test_there_are_five_doors_and_one_stands_open(full_edition: Path, folder: str, door: str) -> None:
    links = page(full_edition / "site", folder).xpath("//nav[@aria-label='Main']//a")
    assert [link.text for link in links] == DOORS
    assert [link.text for link in links if link.get("aria-current")] == [door]


@pytest.mark.parametrize("pages", [IN_TIME_PAGES, BY_FORM_PAGES, NAMES_PAGES, READING_PAGES])
def test_views_of_one_thing_lead_to_each_other(site: Path, pages: list[str]) -> None:
    for folder in pages:
        links = page(site, folder).xpath("//nav[@class='views']//a")
        targets = {(site / folder / link.get("href")).resolve() for link in links}
        assert {(site / other / "index.html").resolve() for other in pages} <= targets, folder
        (current,) = [link for link in links if link.get("aria-current") == "page"]
        assert (site / folder / current.get("href")).resolve() == (site / folder / "index.html").resolve()


def test_one_browses_from_the_letters_the_start_page_and_the_foot(site: Path) -> None:
    for folder in ("letters", "browse/table", ""):
        assert [a for a in page(site, folder).xpath("//main//a") if a.text == "Browse"], folder
    assert [a for a in page(site, "letters/16").xpath("//footer//a") if a.text == "Browse"]


def test_an_edition_without_registers_essays_or_events_has_fewer_doors(sample: Path) -> None:
    assert {door.title for door in menu_of(sample).doors} <= set(DOORS)
    (sample / "annotations/events.yaml").unlink()
    menu = menu_of(sample)
    assert "Chronology" not in [door.title for door in menu.doors]
    assert menu.behind("browse/timeline/index.html") == menu.doors[0]
    name, views = menu.views("browse/calendar/index.html")
    assert name == IN_TIME and [view.title for view in views] == [
        "List",
        "Calendar",
        "Timeline",
        "Charts",
        "Browse",
    ]
    assert menu.views(BROWSE) == ("", []) and menu.views(LIST)[1]
    run_command(main, ["build", "--root", str(sample)])


def test_letters_stand_under_their_months(site: Path) -> None:
    groups = page(site, "letters").xpath("//section[@class='year-group']")
    numbers = [int(n) for n in page(site, "letters").xpath("//ol[@class='letter-list']/li/@value")]
    assert numbers == sorted(numbers) and len(numbers) == 86
    (of_1926,) = [group for group in groups if group.xpath("h2/@id") == ["y1926"]]
    months = of_1926.xpath("h3/text()")
    assert len(months) == len(set(months)) and "June" in months


# -- handles -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "name", "least"),
    [
        ("persons", "Initials", 20),
        ("terms", "Initials", 15),
        ("works", "Initials", 10),
        ("about/printed-index", "Initials", 20),
        ("about/concordance", "Pages", 20),
        ("about/emendations", "Letters", 10),
        ("resolve", "Pages", 20),
        ("letters", "Years", 10),
    ],
)
def test_long_pages_have_handles(full_edition: Path, folder: str, name: str, least: int) -> None:
    tree = page(full_edition / "site", folder)
    links = tree.xpath("//nav[@class='jump'][@aria-label=$name]//a", name=name)
    assert len(links) >= least
    for link in links:
        assert tree.xpath("//*[@id=$id]", id=link.get("href")[1:]), link.get("href")


def test_they_say_how_many(full_edition: Path) -> None:
    tree = page(full_edition / "site", "persons")
    counts = sum(int(n) for n in tree.xpath("//nav[@class='jump']//*[@class='count']/text()"))
    rows = len(tree.xpath("//ul[@class='register']/li"))
    assert rows == counts and f"{rows} people" in tree.xpath("string(//p[@class='how-counted'])")
    tree = page(full_edition / "site", "about/emendations")
    told = tree.xpath("string(//p[@class='how-counted'])")
    rows = tree.xpath("//section[not(@aria-labelledby='printed-index')]//tbody/tr")
    assert f"{len(rows)} emendations" in told


# -- counts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["bukharin", "zinoviev", "rykov"])
def test_counts_agree_wherever_they_are_shown(site: Path, person: str) -> None:
    link = f"a[contains(@href, '/{person}/') or @href='{person}/index.html']"
    own = page(site, f"persons/{person}").xpath("string(//p[@class='counting'])")
    network = page(site, "browse/network").xpath(f"//tr[th/{link}]/td[1]/text()")
    chart = page(site, "browse/plots").xpath(f"//ol[@class='multiples']/li[{link}]/span[1]/text()")
    listed = page(site, "persons").xpath(f"//li[.//{link}]/span[@class='count']/text()")
    assert network == chart == listed
    assert f"in {network[0]} letters" in own


# -- words and layers --------------------------------------------------------------------------------


def test_what_is_said_is_true_of_the_layer(full_edition: Path, calendar_edition: Path) -> None:
    for folder in ("about", "essays/reading", "about/copyright", ""):
        if (full_edition / "site" / folder / "index.html").is_file():
            told = " ".join(page(full_edition / "site", folder).xpath("string(//main)").split())
            assert "not published here" not in told and "This edition does not print" not in told, folder
    about = page(full_edition / "site", "about").xpath("string(//main)")
    assert "built with the text of all 86 letters" in about
    assert "built with the text" not in page(calendar_edition / "site", "about").xpath("string(//main)")


def test_a_word_of_a_fate_is_explained(full_edition: Path) -> None:
    pages = [html.parse(str(path)) for path in (full_edition / "site/persons").glob("*/index.html")]
    fates = [fate for tree in pages for fate in tree.xpath("//p[@class='fate']")]
    repressed = [fate for fate in fates if fate.text_content().startswith("Fate Repressed")]
    assert len(repressed) > 5
    assert all(fate.xpath(".//a[contains(@href, 'terms/repressed')]") for fate in repressed)


# -- the grid ----------------------------------------------------------------------------------------


EDGES = """() => {
  const shown = (query) => [...document.querySelectorAll(query)].find((e) => e.checkVisibility());
  return ['.site-title', 'h1', 'main p:not(:has(> label))', 'footer.site p'].map(shown).filter(Boolean)
    .map((e) => Math.round(e.getBoundingClientRect().left + parseFloat(getComputedStyle(e).paddingLeft)));
}"""
LINE = """() => {
  const length = (p) => p.textContent.length;
  const [p] = [...document.querySelectorAll('#letter-text p')].sort((a, b) => length(b) - length(a));
  return length(p) / (p.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight));
}"""


def test_everything_begins_at_one_edge(tab, full_edition: Path) -> None:
    """The screen is low, so that little is painted, and at first as wide as for the page before."""
    widths = [390, 768, 1280, 1680]
    edges: dict[int, dict[str, set[int]]] = {width: {} for width in widths}
    for folder in (
        *("", "letters/", "letters/42/", "browse/", "browse/timeline/", "browse/kinds/", "persons/"),
        *("persons/stalin/", "topics/", "chronology/", "essays/", "essays/correspondence/", "about/"),
        *("about/concordance/", "about/printed-index/", "about/emendations/", "resolve/"),
    ):
        tab.goto(url(full_edition, f"{folder}index.html"))
        for width in widths:
            tab.set_viewport_size({"width": width, "height": 100})
            edges[width][folder] = set(tab.evaluate(EDGES))
        widths.reverse()
    for width, of_pages in edges.items():
        assert len(set.union(*of_pages.values())) == 1, (width, of_pages)


def test_a_line_has_about_66_characters(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, "letters/42/index.html"))
    assert 60 <= tab.evaluate(LINE) <= 72
