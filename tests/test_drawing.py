"""Drawings made at build time: true to what they show, well-formed, and told in words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import run_command
from lxml import etree, html
from markupsafe import Markup

from edition.forms.language import ENGLISH
from edition.render.drawing import plots
from edition.render.drawing.calendar import year_sheets
from edition.render.drawing.lanes import Box, pack
from edition.render.drawing.moments import DatedEvent, DatedLetter
from edition.render.drawing.sparkline import draw_sparkline
from edition.render.drawing.svg import element, figure, link
from edition.render.drawing.timeline import Timeline, draw_timeline
from edition.render.drawing.year_layout import LAYOUTS
from edition.words.dates import bounds_of, parse_date

WIDE = LAYOUTS[-1]


@pytest.fixture
def built(layer: Path) -> Path:
    return layer / "site"


def letter(number: int, edtf: str, *, certain: bool = True, kind: str = "letter") -> DatedLetter:
    date = parse_date(edtf) if edtf else None
    earliest, latest = (date.earliest, date.latest) if date else ("", "")
    label = f"Letter {number}, to B."
    return DatedLetter(
        f"l{number}.html", label, edtf, earliest, latest, f"L{number}", str(number), kind, certain
    )


def event(name: str, edtf: str, *, absence: bool = False, letters: int = 2) -> DatedEvent:
    date = parse_date(edtf)
    ends = [len(point) == 10 for point in (edtf.split("/") * 2)[:2]]
    return DatedEvent(
        f"#{name}", name, edtf, date.earliest, date.latest, absence, letters, begins=ends[0], ends=ends[1]
    )


DATES = ["1901-05-03", "1901-05", "1901-05~/1901-07~", "1901-06-02/..", "../1901-04-20", "1903-12-31", ""]
LETTERS = [letter(number, edtf) for number, edtf in enumerate(DATES, 1)]


def drawn(letters: list[DatedLetter], events: list[DatedEvent], layout=WIDE) -> etree._Element:
    return etree.fromstring(
        draw_timeline(Timeline(letters, events, "c.html#y{}".format, "T", "D", ENGLISH), layout)
    )


def links(tree: etree._Element, css: str) -> list[etree._Element]:
    return [a for a in tree.iter("a") if css in (a.get("class") or "").split()]


# -- markup ------------------------------------------------------------------------------------------


def test_markup_is_escaped_and_attributes_are_written_as_svg_has_them() -> None:
    made = element("text", "a < b", element("tspan", "&"), text_anchor="end", class_="x", y=1 / 3, x=None)
    assert made == '<text text-anchor="end" class="x" y="0.33">a &lt; b<tspan>&amp;</tspan></text>'


def test_a_figure_with_links_is_named_and_described() -> None:
    made = figure(10, 5, link("a.html", "A “quoted” & more"), name="f", title="T", description="D", css="c")
    tree = etree.fromstring(made)
    assert tree.get("viewBox") == "0 0 10 5" and tree.get("role") == "group"
    for attribute, words in (("aria-labelledby", "T"), ("aria-describedby", "D")):
        assert tree.xpath("//*[@id=$id]/text()", id=tree.get(attribute)) == [words]
    assert tree.find("a").get("aria-label") == "A “quoted” & more"


def test_marks_that_would_touch_are_laid_in_lanes() -> None:
    boxes = [Box(0, 10), Box(9, 12), Box(20, 30), Box(5, 25)]
    assert [box.lane for box in pack(boxes, gap=1)] == [0, 1, 0, 2]
    assert [(b.start, b.end) for b in pack(boxes, gap=1)] == [(b.start, b.end) for b in boxes]


# -- sparkline -------------------------------------------------------------------------------------------


def test_a_sparkline_has_a_place_for_every_year_and_says_the_counts() -> None:
    made = draw_sparkline({1925: 4, 1927: 8, 1940: 99}, 1925, 1928, "Mentions")
    assert isinstance(made, Markup)
    tree = etree.fromstring(made)
    bars = tree.findall("svg/rect")
    assert [bar.get("class") for bar in bars] == ["bar", "none", "bar peak", "none"]
    assert float(bars[2].get("height")) == 2 * float(bars[0].get("height"))
    assert tree.findtext("svg/title") == "Mentions: 1925: 4; 1927: 8"
    assert [span.text for span in tree.findall("span")] == ["1925", "1928"]


def test_a_sparkline_of_nothing_says_so() -> None:
    assert etree.fromstring(draw_sparkline({}, 1925, 1926, "Mentions")).findtext("svg/title") == "Mentions: 0"


def test_sparklines_can_share_a_scale() -> None:
    bar = etree.fromstring(draw_sparkline({1925: 5}, 1925, 1925, "x", most=10)).find("svg/rect")
    assert float(bar.get("height")) == 11


# -- calendar ----------------------------------------------------------------------------------------


def places(letters: list[DatedLetter]) -> dict[str, str]:
    """Where the calendar puts each letter: `1901-05-03`, `1901-05`, `1901`."""
    found: list[tuple[str, str]] = []
    for sheet in year_sheets(letters, ENGLISH):
        found += [(one.number, str(sheet.year)) for one in sheet.uncertain]
        for index, month in enumerate(sheet.months, 1):
            name = f"{sheet.year}-{index:02}"
            found += [(one.number, name) for one in month.uncertain]
            days = [day for week in month.weeks for day in week]
            found += [(one.number, f"{name}-{day.number:02}") for day in days for one in day.letters]
    assert len(found) == len(dict(found)), "a letter stands twice"
    return dict(found)


def test_a_letter_of_uncertain_day_is_never_put_on_a_day() -> None:
    assert places(LETTERS[:-1]) == {
        "1": "1901-05-03",
        "2": "1901-05",
        "3": "1901",
        "4": "1901-06",
        "5": "1901-04",
        "6": "1903-12-31",
    }


def test_a_year_without_letters_has_its_sheet() -> None:
    assert [(sheet.year, sheet.count) for sheet in year_sheets(LETTERS[:-1], ENGLISH)] == [
        (1901, 5),
        (1902, 0),
        (1903, 1),
    ]


def test_a_month_begins_on_its_weekday() -> None:
    may = year_sheets(LETTERS[:1], ENGLISH)[0].months[4]
    assert [day.number for day in may.weeks[0]] == [0, 0, 1, 2, 3, 4, 5]  # 1 May 1901 was a Wednesday


# -- timeline ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_letter_stands_once_and_within_the_drawing(layout) -> None:
    tree = drawn(LETTERS, [], layout)
    marks = links(tree, "letter")
    assert sorted(a.get("href") for a in marks) == [f"l{n}.html" for n in range(1, 8)]
    for box in tree.iterfind(".//rect"):
        assert float(box.get("x")) >= 0 and float(box.get("x")) + float(box.get("width")) <= layout.width


def test_certain_inferred_and_uncertain_letters_are_told_apart() -> None:
    tree = drawn([letter(1, "1901-05-03"), letter(2, "1901-05-03", certain=False), letter(3, "1901-05")], [])
    assert [a.get("class") for a in links(tree, "letter")].count("letter uncertain") == 1
    inferred = links(tree, "inferred")[0]
    assert inferred.get("href") == "l2.html" and "supplied" in inferred.get("aria-label")
    assert links(tree, "stated")[0].get("href") == "l1.html"


def test_an_uncertain_letter_covers_its_stretch() -> None:
    box = links(drawn([letter(1, "1901-05~/1901-07~")], []), "letter")[0].find("rect")
    start, width = float(box.get("x")), float(box.get("width"))
    assert start == pytest.approx(WIDE.x("1901-05-01"), abs=0.01)
    assert start + width == pytest.approx(WIDE.x("1901-07-31", after=True), abs=0.02)


def test_an_absence_is_a_span_with_its_own_ends() -> None:
    stay = event("stay", "1901-06-02/1901-06", absence=True)
    shade = links(drawn(LETTERS, [stay]), "stay")[0]
    box = shade.find("rect")
    assert float(box.get("x")) == pytest.approx(WIDE.x("1901-06-02"), abs=0.01)
    end = float(box.get("x")) + float(box.get("width"))
    assert end == pytest.approx(WIDE.x("1901-06-30", after=True), abs=0.02)
    known = [one for one in shade.iterfind("line") if one.get("class") == "end"]
    assert [one.get("x1") for one in known] == [box.get("x")], "only the first day is known"


def test_an_absence_with_an_open_side_is_not_drawn_as_a_span() -> None:
    assert links(drawn(LETTERS, [event("stay", "../1901-06-02", absence=True)]), "stay") == []


def test_an_empty_year_is_drawn_and_said() -> None:
    tree = drawn(LETTERS, [])
    bands = [g for g in tree.iterfind("g") if g.get("class") == "band"]
    assert len(bands) == 3
    assert "no letters" in bands[1].xpath("string()") and "no letters" not in bands[0].xpath("string(g)")
    assert bands[1].find("a").get("aria-label") == "1902: no letters"


def test_the_weightiest_events_are_named_first() -> None:
    events = [event(f"{n} {'name ' * 20}", f"1901-05-0{n}", letters=n) for n in range(1, 7)]
    named = links(drawn(LETTERS, events), "named")
    assert sorted(a.get("href")[:2] for a in named) == ["#4", "#5", "#6"]


# -- counts ------------------------------------------------------------------------------------------


def test_letters_by_month_adds_up() -> None:
    table = plots.count_by_month(LETTERS)
    assert table.counts == {(1901, 5): 2, (1903, 12): 1} and table.unknown == {1901: 3}
    assert (table.in_year(1901), table.in_year(1902), table.in_month(5), table.total) == (5, 0, 2, 6)
    assert (table.shade(1901, 5), table.shade(1903, 12), table.shade(1902, 1)) == (4, 2, 0)


def test_a_square_is_drawn_for_each_dated_letter() -> None:
    letters = [*LETTERS, letter(8, "1901", kind="note")]
    kinds = plots.count_by_kind(letters)
    assert {kind: counts.total() for kind, counts in kinds.items()} == {"letter": 6, "note": 1}
    tree = etree.fromstring(plots.draw_kinds(kinds, range(1901, 1904), "Kinds"))
    assert Counter(box.get("class") for box in tree.iter("rect")) == {"unit k0": 6, "unit k1": 1}
    assert tree.findtext("title") == "Kinds"


def test_bounds_are_read_back_from_tei() -> None:
    for edtf in ("1926-06-03", "1926-06", "1926", "1925-07~", "1926-04-06/1926-04-08", "1930-08-06/.."):
        date = parse_date(edtf)
        assert bounds_of(dict(date.attributes)) == (date.earliest, date.latest), edtf


def test_a_date_that_editors_supplied_is_marked_in_the_tei(built: Path) -> None:
    found = {}
    for number in (1, 2, 3, 5):  # year supplied, own date, no date, month only
        tree = etree.parse(str(built / f"tei/L{number}.xml"))
        found[number] = tree.xpath("string(//*[local-name()='note'][@type='dating']/@subtype)")
    assert found == {1: "inferred", 2: "", 3: "inferred", 5: "inferred"}


# -- the built pages ---------------------------------------------------------------------------------


def letter_links(page: html.HtmlElement, path: str) -> Counter[str]:
    return Counter(str(target).split("/")[-2] for target in page.xpath(path) if "/letters/" in str(target))


ALL = Counter({str(number): 1 for number in range(1, 87)})


def test_the_calendar_has_every_letter_once(built: Path) -> None:
    page = html.parse(str(built / "browse/calendar/index.html"))
    assert letter_links(page, "//main//a[not(ancestor::nav)]/@href") == ALL
    assert not page.xpath("//*[@aria-hidden='true']//a"), "what is hidden from some has no links"


def test_the_timeline_and_its_list_have_every_letter_once(built: Path) -> None:
    page = html.parse(str(built / "browse/timeline/index.html"))
    drawings = page.xpath("//main//svg[contains(@class, 'timeline') and @role='group']")
    assert len(drawings) == len(LAYOUTS)
    for drawing in drawings:
        assert letter_links(drawing, ".//a/@href") == ALL
        assert drawing.xpath("title") and drawing.xpath("desc")
    assert letter_links(page, "//details[@id='list']//a/@href") == ALL
    assert page.xpath("//a[@href='#list']")


def test_every_stay_with_two_ends_is_shaded(built: Path) -> None:
    page = html.parse(str(built / "browse/timeline/index.html"))
    for drawing in page.xpath("//main//svg[@role='group']"):
        assert len(drawing.xpath(".//a[@class='stay']")) == 13
    assert "no letters" in page.xpath("string(//main//*[contains(@class, 'drawing wide')])")


def test_persons_are_counted_by_letters_that_name_them(built: Path) -> None:
    page = html.parse(str(built / "browse/plots/index.html"))
    first = page.xpath("//ol[@class='multiples']/li")[0]
    name, total = first.xpath("string(a)"), int(first.xpath("string(span)"))
    person = html.parse(str(built / "browse/plots" / first.xpath("a/@href")[0]))
    named = set()
    for mention in person.xpath("//section[@class='mentions']//li//a/@href"):
        address = mention.partition("#")[0]
        if "/letters/" in address:
            named.add(address)
    assert total == len(named), name
    groups = {
        row.xpath("string(dt/text())").strip(): row
        for row in person.xpath("//dl[@class='letters-by-weight']/div")
    }
    shown = "Text or summary" if "Text or summary" in groups else "Summary"
    counts = [int(groups[group].xpath("string(dt/span)")) for group in (shown, "Notes only")]
    assert sum(counts) == total and all(counts), "on the person's own page the count is the same"
    listed = page.xpath("//dl[@class='in-letters']/div")[0].xpath("dd/a")
    assert len(listed) == total


def test_length_needs_the_text(full_edition: Path, calendar_edition: Path) -> None:
    with_text = html.parse(str(full_edition / "site/browse/plots/index.html"))
    without = html.parse(str(calendar_edition / "site/browse/plots/index.html"))
    assert len(with_text.xpath("//svg[contains(@class, 'lengths')]//rect")) == 86
    assert not without.xpath("//svg[contains(@class, 'lengths')]")
    assert without.xpath("//section[@aria-labelledby='length']//a[contains(@href, '#add-text')]")


def test_a_small_edition_has_its_pages(sample: Path) -> None:
    from edition.cli import main

    run_command(main, ["build", "--root", str(sample)])
    for name in ("calendar", "timeline", "plots"):
        page = html.parse(str(sample / f"site/browse/{name}/index.html"))
        assert page.xpath("//main//h1")
    index = html.parse(str(sample / "site/browse/index.html"))
    for target in index.xpath("//main//a/@href"):
        assert (sample / "site/browse" / target).resolve().is_file(), target


def test_an_edition_without_events_or_dates_builds(sample: Path) -> None:
    from edition.cli import main

    (sample / "annotations/events.yaml").unlink()
    for path in (sample / "sources/letters").glob("*.md"):
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("date:")))
    run_command(main, ["build", "--root", str(sample)])
    page = html.parse(str(sample / "site/browse/calendar/index.html"))
    assert len(page.xpath("//section[@aria-labelledby='undated']//li")) == 3
