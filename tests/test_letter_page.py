"""The page of a letter in a browser: the letter first, each note once, underlining the writer's alone."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from conftest import WIDE, url, watched_page

from edition.merge.names import _move_references_behind
from edition.tei.reading import text_of
from edition.tei.tree import E, name_of

LONGEST = "letters/42/index.html"
TAB_STOPS = """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
    .filter(e => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true})).length"""
NOTES_BESIDE = """() => [...document.querySelectorAll(".note[class*='by-']")].map(note => {
    const box = note.getBoundingClientRect();
    const place = [...note.classList].find(name => name.startsWith("by-")).slice(3);
    return {top: box.top, bottom: box.bottom, left: box.left,
            reference: document.querySelector(`.at-${place}`).getBoundingClientRect().top};
})"""
# the references that stand on another line than the character before them
PARTED = """() => [...document.querySelectorAll("#letter-text .noteref")].filter(sign => {
    const before = document.createTreeWalker(document.querySelector("#letter-text"), NodeFilter.SHOW_TEXT);
    before.currentNode = sign;
    let text = before.previousNode();
    const isSign = node => !node.data.trim() || node.parentElement.closest(".noteref");
    while (text && isSign(text)) text = before.previousNode();
    if (!text || sign.closest("p, div, li") !== text.parentElement.closest("p, div, li")) return false;
    const range = document.createRange(), end = text.data.trimEnd().length;
    range.setStart(text, end - 1);
    range.setEnd(text, end);
    const line = parseFloat(getComputedStyle(sign.parentElement).lineHeight);
    return Math.abs(range.getBoundingClientRect().bottom - sign.getBoundingClientRect().bottom) > 0.8 * line;
}).map(sign => sign.textContent)"""


@pytest.fixture(scope="module")
def opened(browser, full_edition: Path):
    page = watched_page(browser)
    page.goto(url(full_edition, LONGEST))
    yield page
    page.context.close()


@pytest.fixture
def letter(opened):
    """The page of the longest letter on a wide screen, opened once for tests that change nothing in it."""
    opened.set_viewport_size(WIDE)
    return opened


def test_the_letter_comes_first(letter) -> None:
    assert letter.evaluate("document.querySelector('#letter-text .opener').getBoundingClientRect().top") < 420
    order = letter.evaluate("[...document.querySelectorAll('.summary, .text, .notes')].map(e => e.className)")
    assert [name.split()[0] for name in order] == ["text", "summary", "notes"]
    assert not letter.locator("details.summary").evaluate("e => e.open")


def test_the_bar_leads_on_cites_and_prints(letter) -> None:
    bar = letter.locator("nav.bar").locator("a, button")
    assert bar.all_inner_texts() == ["← Letter 41", "Letter 43 →", "Cite", "Print", "TEI"]
    letter.evaluate("window.print = () => { window.printed = true; }")
    bar.nth(3).click()
    assert letter.evaluate("window.printed")


def test_page_breaks_have_their_page(letter) -> None:
    breaks = letter.locator("#letter-text").get_by_role("separator")
    assert [each.get_attribute("aria-label") for each in breaks.all()] == ["page 168", "page 169"]


def test_the_skip_link_leads_to_the_first_words(full_edition: Path, tab) -> None:
    tab.goto(url(full_edition, LONGEST))
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "letter-text"


def test_without_the_text_the_summary_is_the_document(calendar_edition: Path, tab) -> None:
    tab.goto(url(calendar_edition, LONGEST))
    assert tab.locator("section.summary p").first.is_visible()
    assert tab.locator("details.summary").count() == 0
    assert tab.locator("section.summary .noteref").count() > 10


def test_each_note_stands_once(letter) -> None:
    ids = letter.evaluate("[...document.querySelectorAll('[role=doc-footnote]')].map(e => e.id)")
    assert len(ids) == len(set(ids)) > 30
    for width in (320, 390, 768, 1280, 1680):
        letter.set_viewport_size({"width": width, "height": 900})
        assert letter.evaluate(TAB_STOPS) <= 150, width
    back = letter.locator(".note .back").first
    assert not back.is_visible(), "nobody has come by a reference"


def test_notes_stand_beside_their_lines_and_not_over_each_other(letter) -> None:
    notes = letter.evaluate(NOTES_BESIDE)
    assert len(notes) > 30
    text_ends = letter.evaluate("document.querySelector('#letter-text').getBoundingClientRect().right")
    for note in notes:
        assert note["left"] > text_ends and note["top"] >= note["reference"] - 2
    for above, below in pairwise(notes):
        assert below["top"] >= above["bottom"] - 0.5


def test_a_note_opens_in_place_on_a_narrow_page(full_edition: Path, tab) -> None:
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(url(full_edition, LONGEST))
    before = tab.evaluate("scrollY")
    tab.locator(".at-2 button").click()
    opened = tab.locator(".note:popover-open")
    assert opened.count() == 1 and opened.is_visible() and tab.evaluate("scrollY") == before
    tab.keyboard.press("Escape")
    assert tab.locator(".note:popover-open").count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_a_reference_never_parts_from_its_word(letter, width: int) -> None:
    letter.set_viewport_size({"width": width, "height": 800})
    assert letter.evaluate(PARTED) == []


def test_underlining_is_the_writers_alone(full_edition: Path, page) -> None:
    """Names have no line at rest; a switch gives them one."""
    page.goto(url(full_edition, LONGEST))
    lines = "[...document.querySelectorAll('.text .name')].filter(e => !e.closest('.underlined')).map(e => "
    lines += "getComputedStyle(e).textDecorationLine)"
    assert set(page.evaluate(lines)) == {"none"}
    page.locator(".reading > summary").click()
    page.locator("#name-links").check()
    assert set(page.evaluate(lines)) == {"underline"}


def test_a_name_is_a_link_once_and_shows_its_entry_everywhere(letter) -> None:
    links = letter.evaluate("[...document.querySelectorAll('#letter-text a.name')].map(e => e.href)")
    assert len(links) == len(set(links))
    again = letter.locator("#letter-text span.name").first
    again.hover()
    letter.wait_for_selector("#card:popover-open")
    assert letter.locator("#card dt").inner_text()


def test_a_reference_stands_behind_a_title_that_becomes_a_link() -> None:
    paragraph = E(
        "p", "In ", E("title", "Tr", E("ptr", type_="noteAnchor", target="#L1.n-a"), "ud"), " today"
    )
    _move_references_behind(paragraph[0])
    assert [name_of(child) for child in paragraph] == ["title", "ptr"]
    assert text_of(paragraph) == "In Trud today" and paragraph[1].tail == " today"
