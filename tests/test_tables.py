"""The table of all letters and the lists by kind, archive and place: in the page, and in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, run_command, url
from lxml import html

from edition.cli import main
from edition.forms.documents import Shelfmark
from edition.pipeline import assemble
from edition.render import render
from edition.store.source_files import read_files

TABLE = "browse/table/index.html"
LETTERS = 86


def rows(root: Path) -> list[html.HtmlElement]:
    return html.parse(str(root / "site" / TABLE)).xpath("//table/tbody/tr")


def shown(page) -> list[int]:
    cells = page.locator("table.letters tbody tr:not([hidden]) td.c-number").all_text_contents()
    return [int(text) for text in cells]


def roles(page) -> list[str]:
    """What the browser tells a screen reader of the first rows; a display other than that of a table might
    change it."""
    page.evaluate("document.querySelectorAll('tbody tr:nth-child(n + 6)').forEach(row => row.remove())")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [node["role"]["value"] for node in nodes if not node["ignored"]]


def sort_values(page, column: str) -> list[str]:
    return page.locator(f"tbody .{column}").evaluate_all("cells => cells.map(cell => cell.dataset.sort)")


def test_the_table_has_a_row_for_each_letter(full_edition: Path, calendar_edition: Path) -> None:
    for root in (full_edition, calendar_edition):
        numbers = [int(row.xpath("string(td[1])")) for row in rows(root)]
        assert numbers == list(range(1, LETTERS + 1))
    table = html.parse(str(full_edition / "site" / TABLE))
    assert table.xpath("//table/caption") and len(table.xpath("//tbody//th[@scope='row']")) == LETTERS
    heads = [th.text_content() for th in table.xpath("//thead//th[@scope='col']")]
    assert heads == ["No.", "Letter", "Date", "Kind", "Place", "Topics", "Summary", "Text", "Notes", "Pages"]
    without = html.parse(str(calendar_edition / "site" / TABLE)).xpath("//thead//th/@class")
    assert not {"c-text", "c-pages"} & set(without)


def test_words_are_counted_as_they_stand_in_the_sources(full_edition: Path) -> None:
    row = rows(full_edition)[2]
    source = (full_edition / "sources/letters/003.md").read_text().split("---", 2)[2]
    assert int(row.xpath("string(td[@data-label='summary'])")) == len(source.split())
    page = html.parse(str(full_edition / "site/letters/3/index.html"))
    inside = "not(ancestor::div[@class='opener' or @class='closer'])"
    blocks = page.xpath(f"//section[@class='text']//p[not(p)][{inside}]")
    text = " ".join(re.sub(r"(?<=\S)\d+$", "", b.text_content()) for b in blocks)
    assert abs(int(row.xpath("string(td[@data-label='text'])")) - len(text.split())) <= 3
    notes = page.xpath("//div[@role='doc-footnote']")
    assert int(row.xpath("string(td[@data-label='notes'])")) == len(notes)


def test_people_are_named_only_where_they_are_not_the_usual_ones(full_edition: Path) -> None:
    named = {int(row.xpath("string(td[1])")) for row in rows(full_edition) if row.find_class("people")}
    assert 16 not in named and {13, 18, 55} <= named


def test_heads_sort_both_ways_by_keyboard(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, TABLE))
    button = tab.get_by_role("button", name="Date")
    head = tab.locator("th.c-date").first
    assert head.get_attribute("aria-sort") is None
    for way in ("ascending", "descending"):
        button.focus()
        tab.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == way
        dated = [date for date in sort_values(tab, "c-date") if date]
        assert dated == sorted(dated, reverse=way == "descending") and len(dated) == LETTERS - 2
        assert shown(tab)[-2:] == [85, 86], "what has no date stands last"
    assert tab.locator("th[aria-sort]").count() == 1
    assert button.evaluate("button => button === document.activeElement")
    assert tab.failures == []


def test_numbers_are_sorted_as_numbers(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, TABLE) + "?sort=-text")
    words = [int(text) for text in tab.locator("tbody td.c-text").all_text_contents()]
    assert words == sorted(words, reverse=True)


def test_filters_choose_and_the_count_is_announced(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, TABLE))
    status = tab.get_by_role("status")
    assert status.text_content() == "All 86 letters"
    tab.get_by_label("Year").select_option("1926")
    of_year = [
        int(row.xpath("string(td[1])")) for row in rows(full_edition) if row.get("data-year") == "1926"
    ]
    assert shown(tab) == of_year and status.text_content() == f"{len(of_year)} of 86 letters"
    tab.get_by_label("Kind").select_option("coded telegram")
    assert shown(tab) == list(range(13, 20))
    assert status.text_content() == "7 of 86 letters"
    tab.get_by_label("Containing").fill("bukharin STALIN")
    assert shown(tab) == [13]
    tab.get_by_role("button", name="Show all").click()
    tab.locator(".shown", has_text="All 86 letters").wait_for(state="attached")
    assert len(shown(tab)) == LETTERS


def test_the_state_is_in_the_address(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, TABLE))
    tab.get_by_label("Year").select_option("1930")
    tab.get_by_role("button", name="Notes").click()
    address, numbers = tab.url, shown(tab)
    assert "year=1930" in address and "sort=notes" in address
    tab.goto("about:blank")
    tab.goto(address)
    assert shown(tab) == numbers and tab.get_by_label("Year").input_value() == "1930"
    assert tab.locator("th.c-notes").first.get_attribute("aria-sort") == "ascending"


def test_a_link_can_choose_a_topic_narrow_or_broad(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, TABLE) + "?topic=topic-comintern")
    listed = html.parse(str(full_edition / "site/topics/comintern/index.html"))
    expected = [int(value) for value in listed.xpath("//ol[@class='letter-list']/li/@value")]
    assert shown(tab) == expected and 0 < len(expected) < LETTERS
    tab.goto(url(full_edition, TABLE) + "?topic=topic-foreign")
    assert set(shown(tab)) > set(expected)
    tab.goto(url(full_edition, TABLE) + "?topic=nonsense&year=1")
    assert len(shown(tab)) == LETTERS


def test_without_script_the_whole_table_is_there(scriptless, full_edition: Path) -> None:
    scriptless.goto(url(full_edition, TABLE) + "?year=1926")
    assert shown(scriptless) == list(range(1, LETTERS + 1))
    assert not scriptless.locator("form.filters").is_visible()
    assert scriptless.locator("thead button").count() == 0


def test_a_reader_of_a_phone_can_sort_too(tab, full_edition: Path) -> None:
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(url(full_edition, TABLE))
    tab.get_by_label("Sort by").select_option(label="Summary, descending")
    words = [int(text) for text in tab.locator("tbody td.c-summary").all_text_contents()]
    assert words == sorted(words, reverse=True) and len(words) == LETTERS
    told = roles(tab)
    assert set(told) >= {"table", "row", "rowheader", "cell"} and told.count("row") >= 5


def test_the_script_is_small() -> None:
    assert (ROOT / "templates/js/table.js").stat().st_size <= 4096


@pytest.mark.parametrize("path", ["about/emendations/index.html", "about/concordance/index.html"])
def test_stacked_tables_are_tables_still(tab, full_edition: Path, path: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 700})
    tab.goto(url(full_edition, path))
    first = tab.locator("table.stack tbody tr").first
    tops = first.locator("td").evaluate_all("cells => cells.map(c => c.getBoundingClientRect().top)")
    assert tops == sorted(tops) and len(set(tops)) == len(tops) > 1
    assert first.locator("td").first.evaluate("e => getComputedStyle(e, '::before').content") != "none"
    assert set(roles(tab)) >= {"table", "row", "columnheader", "cell"}


def test_kinds_are_listed_and_explained(full_edition: Path) -> None:
    listing = html.parse(str(full_edition / "site/browse/kinds/index.html"))
    counts = {h.text.strip(): h.xpath("string(span)") for h in listing.xpath("//section/h2")}
    assert counts == {"Letter": "76", "Coded telegram": "7", "Note": "2", "Exchange of notes": "1"}
    assert listing.xpath("//section[h2[@id='coded-telegram']]/p/a[contains(@href, 'terms/coded-telegram')]")


def test_the_archive_stands_in_the_order_of_the_shelf(full_edition: Path) -> None:
    listing = html.parse(str(full_edition / "site/browse/archive/index.html"))
    files = listing.xpath("//section[@class='file']/@aria-label")
    numbers = [[int(n) for n in re.findall(r"\d+", name)] for name in files]
    assert numbers == sorted(numbers) and len(numbers) > 3
    assert len(listing.xpath("//ol[@class='by-number']/li")) == LETTERS
    assert "RTsKhIDNI" in listing.xpath("string(//p[@class='explained'])")


@pytest.mark.parametrize("leaves", ["", "4", "4, 5"])
def test_a_shelfmark_reads_back(leaves: str) -> None:
    mark = Shelfmark(repository="HB", fond="82", opis="2", delo="144a", listy=leaves)
    assert Shelfmark.parts(mark.text) == ("82", "2", "144a", leaves)


def test_places_that_are_inferred_stand_apart(full_edition: Path) -> None:
    listing = html.parse(str(full_edition / "site/browse/places-of-writing/index.html"))
    (tiflis,) = listing.xpath("//section[h2[@id='place-tiflis']]")
    (inferred,) = tiflis.xpath(".//div[h3[starts-with(., 'Inferred')]]")
    assert "16" in inferred.xpath(".//li/@value")
    assert len(listing.xpath("//ol[@class='by-number']/li")) == LETTERS
    assert tiflis.xpath("h2/a/@href") == ["../../places/tiflis/index.html"]


def test_a_small_edition_has_all_of_them(sample: Path) -> None:
    run_command(main, ["build", "--root", str(sample)])
    table = (sample / "site" / TABLE).read_text()
    assert table.count("<tr data-year") == 3 and 'name="text"' in table
    for name in ("kinds", "archive", "places-of-writing"):
        assert (sample / f"site/browse/{name}/index.html").is_file()
    for register in ("topics", "places", "glossary"):
        (sample / f"annotations/{register}.yaml").unlink()
    for path in (sample / "sources").rglob("*.md"):
        text = re.sub(r"^(place|topics):.*\n", "", path.read_text(), flags=re.M)
        path.write_text(text)
    result = assemble(read_files(sample))
    assert result.edition and result.config
    made = {a.path: a.data for a in render(result.edition, result.config, sample / "templates")}
    assert b'name="topic"' not in made[TABLE] and b'class="c-place"' not in made[TABLE]
