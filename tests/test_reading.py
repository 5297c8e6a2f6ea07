"""Reading a letter in a real browser: notes beside the line and in place, names, switches, print, weight."""

from __future__ import annotations

import gzip
from pathlib import Path
from types import SimpleNamespace

import axe
import pytest
from conftest import WIDE, url
from lxml import etree

from edition.merge.locate import find_quote, put_reference
from edition.model import TextQuoteSelector
from edition.render.related import are_near, are_surely_near, days_in_order
from edition.words.dates import parse_date

OF_ALL_KINDS = [16, 17, 25, 42, 55]  # letters that have elements of all kinds (see `test_browser.py`)
BOXES = """ids => ids.map(id => document.getElementById(id).getBoundingClientRect().toJSON())"""


def beside(page):
    """The notes beside the text from top to bottom: (id, box of the note, box of its reference)."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".note[class*='by-']")].map(note => {
            const place = [...note.classList].find(name => name.startsWith("by-")).slice(3);
            const reference = document.querySelector(`.at-${place}`).getBoundingClientRect();
            return [note.id, note.getBoundingClientRect().toJSON(), reference.toJSON()];
        })"""
    )


@pytest.mark.parametrize("letter", [16, 25, 42])
def test_on_a_wide_page_notes_stand_beside_their_line(tab, full_edition: Path, letter: int) -> None:
    tab.goto(url(full_edition, f"letters/{letter}/index.html"))
    notes = beside(tab)
    assert len(notes) > 5
    text = tab.locator("#letter-text").bounding_box()
    below = 0.0
    for name, box, reference in notes:
        assert box["left"] >= text["x"] + text["width"], f"{name} stands in the text"
        assert box["top"] >= reference["top"] - 2, f"{name} stands above its line"
        assert box["top"] >= below, f"{name} runs into the note before it"
        below = box["bottom"]
    assert abs(notes[0][1]["top"] - notes[0][2]["top"]) < 3, "the first note is level with its line"


def test_a_long_note_can_be_read_whole_beside_the_text(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, "letters/42/index.html"))
    note = tab.locator(".note:has(.whole)").first
    before = note.bounding_box()["height"]
    note.locator("input").focus()
    tab.keyboard.press("Space")
    assert note.bounding_box()["height"] > before


@pytest.mark.parametrize("browsing", ["tab", "scriptless"])
def test_on_a_narrow_page_a_note_opens_in_place(request, full_edition: Path, browsing: str) -> None:
    page = request.getfixturevalue(browsing)
    page.goto(url(full_edition, "letters/16/index.html"))
    note, button = page.locator("#n5:popover-open"), page.locator("button[popovertarget='n5']")
    for width in (390, 900):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator("#n5").is_visible() and note.count() == 0, "it stands in the list"
        button.focus()
        page.keyboard.press("Enter")
        assert note.is_visible(), width
        box, line = note.bounding_box(), button.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert min(abs(box["y"] - line["y"]), abs(box["y"] + box["height"] - line["y"])) < 60, width
        assert "Anglo-Russian Committee" in note.inner_text()
        page.keyboard.press("Escape")
        assert note.count() == 0, width
        assert button.evaluate("e => e === document.activeElement")


def test_names_show_their_entry(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, "letters/16/index.html"))
    name = tab.locator("#letter-text a.person", has_text="Tomskii").first
    name.hover()
    card = tab.locator("#card")
    card.wait_for(state="visible")
    assert "Mikhail Tomskii" in card.inner_text()
    tab.keyboard.press("Escape")
    assert not card.is_visible()
    tab.mouse.move(5, 5)
    tab.locator("#letter-text a.person").first.focus()
    tab.keyboard.press("Tab")
    assert card.is_visible(), "a name that the keyboard reaches shows its entry"
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert "/letters/16/" not in tab.url


def test_a_tap_shows_the_entry_and_leads_on(browser, full_edition: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(url(full_edition, "letters/16/index.html"))
    page.locator("#letter-text a.person", has_text="Tomskii").first.tap()
    card = page.locator("#card")
    assert card.is_visible() and page.url.endswith("letters/16/index.html")
    card.locator("a").tap()
    page.wait_for_url("**/persons/tomskii/index.html")
    context.close()


def test_the_choice_is_kept(page, full_edition: Path) -> None:
    page.goto(url(full_edition, "letters/16/index.html"))
    place = "e => getComputedStyle(e).position"
    assert page.locator("#n5").evaluate(place) == "absolute"
    assert page.locator(".text .sign").first.is_visible()
    page.locator(".reading summary").click()
    page.uncheck("#notes-beside")
    page.uncheck("#signs")
    page.check("#name-links")
    page.goto(url(full_edition, "letters/65/index.html"))
    assert page.locator(".notes .note").first.evaluate(place) == "static"
    assert not page.locator(".text .sign").first.is_visible()
    line = "e => getComputedStyle(e).textDecorationLine"
    assert page.locator(".text a.name").first.evaluate(line) == "underline"
    assert page.locator(".notes .note").first.is_visible()


def test_signs_are_explained_where_they_stand(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, "letters/42/index.html"))
    assert tab.locator(".text .underlined:not(.twice)").count() and tab.locator(".text .twice").count()
    told = tab.locator(".signs").inner_text() if tab.locator(".signs").is_visible() else ""
    assert told == ""
    tab.locator(".reading summary").click()
    told = tab.locator(".signs").inner_text()
    assert "underlined in the original" in told and "underlined twice" in told


def test_voices_are_told_apart(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, "letters/16/index.html"))
    ours = tab.locator("#n-thomas").get_attribute("aria-label").lower()
    theirs = tab.locator("#n5 .voice").inner_text().lower()
    assert "this edition" in ours and "russian editors" in theirs
    sides = [
        tab.locator(note).evaluate("e => getComputedStyle(e).borderLeftColor")
        for note in ("#n-thomas", "#n5")
    ]
    assert sides[0] != sides[1], "they are told apart by eye as well"


def test_print_has_notes_and_address(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, "letters/16/index.html"))
    assert tab.pdf(format="A4").startswith(b"%PDF")
    tab.emulate_media(media="print")
    assert tab.locator("#n5").is_visible()
    assert tab.locator("#n5").evaluate("e => getComputedStyle(e).position") == "static"
    cited = tab.locator(".cite .citation").filter(visible=True)
    assert cited.count() == 1 and "https://" in cited.inner_text(), "the citation stands at the foot"
    assert tab.locator(".metadata", has_text="Archive").is_visible()
    assert not tab.locator(".back").first.is_visible()
    assert not tab.locator("header nav").is_visible() and not tab.locator(".neighbours").is_visible()


@pytest.mark.parametrize("letter", OF_ALL_KINDS)
def test_axe_finds_nothing_with_notes_open(tab, full_edition: Path, letter: int) -> None:
    """Narrow, with a note and the switches open."""
    tab.set_viewport_size({"width": 390, "height": 900})
    tab.goto(url(full_edition, f"letters/{letter}/index.html"))
    tab.locator(".reading summary").click()
    tab.locator(".named summary").click()
    tab.locator(".noteref button").first.focus()
    tab.keyboard.press("Enter")
    assert axe.faults_in_light_and_dark(tab) == []


def test_pages_are_light(full_edition: Path) -> None:
    """A letter with its text weighs at most 30 kB compressed."""
    weights = {
        n: len(gzip.compress((full_edition / f"site/letters/{n}/index.html").read_bytes()))
        for n in range(1, 87)
    }
    assert max(weights.values()) <= 30 * 1024, weights


def test_nothing_moves_while_a_letter_loads(browser, full_edition: Path) -> None:
    """Neither the text nor a note. (The menu grows while a slow machine reads it. No words are drawn before
    their face is there: here they have another from the beginning.)"""
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    page.add_init_script(
        """window.shift = 0; new PerformanceObserver(list => {
            const letter = document.querySelector("main");
            for (const entry of list.getEntries())
                if (entry.sources.some(moved => letter?.contains(moved.node))) window.shift += entry.value;
        }).observe({type: "layout-shift", buffered: true});"""
    )
    page.route("**/assets/css/font.css", lambda route: route.abort())
    page.goto(url(full_edition, "letters/42/index.html"))
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") < 0.002
    context.close()


# the letters for which the browser takes another face: what then stands there depends on which
FALLS_BACK = """async letters => {
    const canvas = document.createElement("canvas").getContext("2d");
    await document.fonts.load("100px Vollkorn", letters);
    const width = (letter, other) => {
        canvas.font = `100px Vollkorn, ${other}`;
        return canvas.measureText(letter).width;
    };
    return [...letters].filter(each => width(each, "monospace") != width(each, "sans-serif"));
}"""


def test_the_book_has_a_face_of_its_own(tab, full_edition: Path) -> None:
    """It is there at once, also from a folder; the upright, with Cyrillic, weighs at most 120 kB."""
    tab.goto(url(full_edition, "letters/42/index.html"))
    assert tab.evaluate("getComputedStyle(document.body).fontFamily").startswith("Vollkorn")
    assert tab.evaluate("[...document.fonts].filter(f => f.status == 'loaded').length") >= 2
    assert tab.evaluate(FALLS_BACK, "Яіѣѳѵ") == []
    fonts = full_edition / "site/assets/fonts"
    assert sum((fonts / f"vollkorn-{name}.woff2").stat().st_size for name in ("latin", "cyrillic")) <= 120_000
    assert "Open Font License" in (fonts / "OFL.txt").read_text().title()


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("1926-06-03", "1926-06-13", True),
        ("1926-06-03", "1926-06-14", False),
        ("1926-06", "1926-07-10", True),
        ("1926-06", "1926-07-11", False),
        ("1926", "1926-06-03", False),
    ],
)
def test_letters_are_near_when_they_may_be(one: str, other: str, near: bool) -> None:
    spans = [(parse_date(text).earliest, parse_date(text).latest) for text in (one, other)]
    assert are_near(*spans) is near
    assert are_near(*reversed(spans)) is near


def test_letters_are_surely_near_when_all_their_days_are() -> None:
    week, month = ("1926-06-01", "1926-06-07"), ("1926-06-01", "1926-06-30")
    assert are_surely_near(week, ("1926-06-11", "1926-06-11"))
    assert not are_surely_near(month, ("1926-06-11", "1926-06-11"))
    assert not are_surely_near(("1926-06-01", ""), ("1926-06-01", "1926-06-01"))


def test_letters_without_a_day_stand_where_the_edition_has_them() -> None:
    spans = ["1925-07-28", "1925-07", "1925-08-01", "1925-08-01/..", "../1931-03", "1931-09-24", ""]
    dates = [parse_date(text) if text else None for text in spans]
    letters = [
        SimpleNamespace(id=str(i), earliest=date.earliest if date else "", latest=date.latest if date else "")
        for i, date in enumerate(dates)
    ]
    days = days_in_order(letters)  # type: ignore[arg-type]
    assert list(days.values()) == sorted(days.values())
    assert days["1"] == "1925-07-28"
    assert days["5"] == "1931-09-24"


@pytest.mark.parametrize(
    ("text", "quote", "placed"),
    [
        ("He came, saw.", "came", "He came,| saw."),
        ("It is “trash”. So", "trash", "It is “trash”.| So"),
        ("Stalin’s word", "Stalin", "Stalin|’s word"),
        ("no more—it ends", "more", "no more|—it ends"),
        ("<b>Why</b>? So", "Why", "<b>Why</b>?| So"),
        ("<b>Why</b> so", "Why", "<b>Why|</b> so"),
        ('<name ref="#x">Bauman</name>, too', "Bauman", '<name ref="#x">Bauman</name>,| too'),
    ],
)
def test_a_reference_stands_behind_the_punctuation(text: str, quote: str, placed: str) -> None:
    paragraph = etree.fromstring(f"<p>{text}</p>")
    point = find_quote(paragraph, TextQuoteSelector(quote))
    assert point is not None
    put_reference(point, etree.Element("ptr"))
    assert etree.tostring(paragraph, encoding="unicode")[3:-4].replace("<ptr/>", "|") == placed
