"""Register pages, the map and the network: what is counted, drawn and linked is what the edition holds."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from conftest import run_command, site_of, url
from lxml import etree, html
from site_links import broken_links

from edition.cli import main
from edition.forms.language import ENGLISH
from edition.forms.registers import Fate, Person, Topic, Work
from edition.forms.registers import Place as PlaceEntry
from edition.merge.names import CONTEXT
from edition.model import Mention, every_register
from edition.render import pages
from edition.render.drawing.extent import find_crowd, find_main_group, unwrap
from edition.render.drawing.labels import Circle, overlap, place_labels
from edition.render.drawing.map import MapPlace, draw_sheet, lay_out_maps, make_locator
from edition.render.drawing.network import NetworkNode, draw_network
from edition.render.drawing.projection import Albers, albers_for, distance
from edition.render.drawing.seriation import seriate
from edition.render.entry_words import life, named_in, position
from edition.render.fates import fate_events, told_fate
from edition.render.pages import passages
from edition.render.pages.entries import told_reference, work_reference
from edition.render.pages.letter_links import link_letters
from edition.render.pages.naming import count_naming
from edition.render.pages.network import shared_letters, threshold
from edition.render.site import Site
from edition.words.typography import unbroken


@pytest.fixture
def site(full_site: Site) -> Site:
    return full_site


# -- counts ------------------------------------------------------------------------------------------


def test_a_page_shows_every_mention_once(full_edition: Path, site: Site) -> None:
    for ref, mentions in site.mentions.items():
        kind, _, name = ref.partition("-")
        folder = {"person": "persons", "org": "organisations", "place": "places", "work": "works"}.get(kind)
        own = full_edition / "site" / (folder or "terms") / name
        page = html.parse(str(own / "index.html"))
        pages = [page, *(html.parse(str(path)) for path in own.glob("mentions/**/index.html"))]
        assert sum(len(each.xpath("//mark")) for each in pages) == len(mentions), ref
        counts = "//summary/span[@class='count']/text() | //nav[@aria-label='Mentions']//span/text()"
        told = [int(text.split()[0].replace(",", "")) for text in page.xpath(counts)]
        assert sum(told) == len(mentions), ref


def test_who_is_named_together_is_counted_by_letters(site: Site) -> None:
    naming = count_naming(site)
    named: dict[str, set[str]] = {}
    letters = {letter.id for letter in site.letters}
    for mention in site.edition.mentions:
        if mention.document in letters:
            named.setdefault(mention.entry, set()).add(mention.document)
    people = [ref for kind in ("persons", "organisations") for ref in site.edition.registers[kind].entries]
    others = [ref for ref in people if ref not in naming.correspondents]
    for ref in people[::7]:
        expected = {
            other: len(both)
            for other in others
            if other != ref and (both := named.get(ref, set()) & named.get(other, set()))
        }
        assert dict(naming.together(ref)) == expected, ref
        for other, count in expected.items():
            assert len(naming.shared(ref, other)) == count
            if ref in others:
                assert dict(naming.together(other))[ref] == count


def test_correspondents_come_from_the_letters(site: Site) -> None:
    assert count_naming(site).correspondents == {"person-stalin", "person-molotov"}


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            (112, 48, 31, {1926: 20, 1927: 28}),
            "Mentioned 112 times in 48 letters, most often in 1927 (28 letters), "
            "and 31 times in essays and sources.",
        ),
        ((1, 1, 0, {1930: 1}), "Mentioned once in one letter of 1930."),
        (
            (5, 3, 1, {1930: 3}),
            "Mentioned 5 times in 3 letters, all of 1930, and once in essays and sources.",
        ),
        ((4, 2, 0, {1930: 1, 1931: 1}), "Mentioned 4 times in 2 letters."),
        ((0, 0, 2, {}), "Not mentioned in the letters, but twice in essays and sources."),
        ((0, 0, 0, {}), "Not mentioned in what is included here."),
        ((2, 1, 0, {}), "Mentioned twice in one letter."),
    ],
)
def test_the_sentence_says_the_counts(counts: tuple, sentence: str) -> None:
    assert named_in(*counts, ENGLISH) == sentence


# -- passages ----------------------------------------------------------------------------------------


def mentions_in(text: str, *words: str) -> list[Mention]:
    """Mentions of words in a text as the merging stage collects them."""
    found, at = [], 0
    for word in words:
        at = text.index(word, at)
        before, after = text[:at], text[at + len(word) :]
        glue = [" " if before[-1:] == " " else "", " " if after[:1] == " " else ""]
        left, right = " ".join(before.split()[-CONTEXT:]), " ".join(after.split()[:CONTEXT])
        found.append(Mention("person-x", "L1", "L1.p1", left + glue[0], word, glue[1] + right))
        at += len(word)
    return found


def test_overlapping_mentions_become_one_passage() -> None:
    text = "When Brandt met Holm at Lund, Brandt said that Brandt & Co. would do."
    assert passages.joined(mentions_in(text, "Brandt", "Brandt", "Brandt")) == (
        "When <mark>Brandt</mark> met Holm at Lund, <mark>Brandt</mark> said that "
        "<mark>Brandt</mark> &amp; Co. would do."
    )


def test_mentions_far_apart_stay_apart() -> None:
    text = "a b c d e f g h i j Brandt " + "x y z " * 7 + "Brandt went away"
    assert passages.joined(mentions_in(text, "Brandt", "Brandt")) == (
        "… b c d e f g h i j <mark>Brandt</mark> x y z x y z x y z … "
        "x y z x y z x y z <mark>Brandt</mark> went away"
    )


def test_the_words_around_are_those_that_were_collected() -> None:
    assert passages.CONTEXT == CONTEXT


def test_notes_say_whose_words_they_are(full_edition: Path) -> None:
    page = html.parse(str(full_edition / "site/persons/zinoviev/index.html"))
    voices = set(page.xpath("//span[@class='whose']/text()"))
    assert {"this edition", "Russian editors"} <= voices


def test_the_largest_page_can_be_loaded_at_once(full_edition: Path) -> None:
    made = [path.read_bytes() for path in (full_edition / "site/persons").rglob("index.html")]
    largest = max(made, key=len)
    assert len(largest) < 400_000
    assert len(gzip.compress(largest)) < 70_000


# -- names and works ---------------------------------------------------------------------------------


def test_initials_stay_with_the_surname() -> None:
    assert unbroken("G. Ye. Zinoviev") == "G.\u00a0Ye.\u00a0Zinoviev"
    assert unbroken("П. А. Алексеев") == "П.\u00a0А.\u00a0Алексеев"
    assert unbroken("Chairman until 1926. Later") == "Chairman until 1926. Later"


def test_lives_and_positions() -> None:
    assert life(Person(name="A", born="1883", died="1936"), ENGLISH) == "1883–1936"
    assert life(Person(name="A", born="1870", died="1931?"), ENGLISH) == "1870 – 1931 (?)"
    assert life(Person(name="A", died="1936"), ENGLISH) == "died 1936"
    assert position(PlaceEntry(name="A", coordinates="-25.0, 134.5"), ENGLISH) == "25° S, 134.5° E"


FATES = [
    ({"manner": "shot"}, "shot", "<label>shot</label>"),
    (
        {"manner": "shot", "date": "1938-09-17", "by": "a court", "source": "general knowledge"},
        "shot, 17 September 1938, a court (general knowledge)",
        '<event type="fate" when="1938-09-17"><label>shot</label><desc>a court</desc>'
        "<note><p>general knowledge</p></note></event>",
    ),
    (
        {"arrested": "1930", "manner": "banished", "more": "later freed", "rehabilitated": "1987"},
        "arrested: 1930; banished; later freed; rehabilitated: 1987",
        '<event type="arrest" when="1930"><label>arrested</label></event>'
        '<event type="fate"><label>banished</label><desc>later freed</desc></event>'
        '<event type="rehabilitation" when="1987"><label>rehabilitated</label></event>',
    ),
    (
        {"manner": "shot", "date": "1939", "certainty": "probable"},
        "probably shot, 1939",
        '<event type="fate" when="1939" cert="medium"><label>shot</label></event>',
    ),
]


@pytest.mark.parametrize(("fields", "told", "tei"), FATES)
def test_fates_are_told_in_one_form(fields: dict[str, str], told: str, tei: str) -> None:
    fate = Fate(**fields)
    assert told_fate(fate, ENGLISH) == told
    events = "".join(etree.tostring(event, encoding="unicode") for event in fate_events(fate))
    assert tei in re.sub(r' xmlns(:\w+)?="[^"]*"', "", events)


def test_a_work_is_cited_as_one_cites() -> None:
    csl = {
        "type": "article-newspaper",
        "title": "On “mosses”",
        "author": [{"family": "Holm", "given": "Ada"}, {"family": "Brandt", "given": "Nils"}],
        "container-title": "The Gardener",
        "issued": "1899-06-18",
        "page": "3–4",
    }
    assert work_reference("work-mosses", Work(name="On mosses", csl=csl), ENGLISH) == (
        "Holm, Ada, and Nils Brandt. “On ‘Mosses.’” <i>The Gardener</i>, June 18, 1899."
    )
    gazette = Work(name="Gazette", csl={"type": "periodical", "language": "da"})
    assert work_reference("work-gazette", gazette, ENGLISH) == "<i>Gazette</i>."
    assert not told_reference("work-gazette", gazette, ENGLISH), "no more than its name"
    assert not work_reference("work-book", Work(name="A book"), ENGLISH)


def test_letters_in_our_prose_are_links() -> None:
    units = {"L13", "L16", "L12", "L12.n4"}
    linked = link_letters("letters 13, 16 and 99; letter 12, note 4; 13 men", units, lambda ref: f"#{ref}")
    assert linked == (
        'letters <a href="#L13">13</a>, <a href="#L16">16</a> and 99; '
        'letter <a href="#L12">12</a>, note <a href="#L12.n4">4</a>; 13 men'
    )


# -- the map -----------------------------------------------------------------------------------------


def test_the_projection_gives_the_published_example() -> None:
    """Snyder 1987, p. 291."""
    usual = Albers(meridian=-96, origin=23, south=29.5, north=45.5)
    assert usual.n == pytest.approx(0.6028370, abs=1e-7)
    assert usual.project(-75, 35) == pytest.approx((0.2952720, 0.2416774), abs=1e-7)


def test_distances_on_the_globe() -> None:
    assert distance((0, 0), (90, 0)) == pytest.approx(90)
    assert distance((179, 10), (-179, 10)) == pytest.approx(1.97, abs=0.01)


def test_a_map_may_lie_across_the_date_line_or_the_equator() -> None:
    assert unwrap([(170, 0), (-170, 5)]) == [(170, 0), (190, 5)]
    assert unwrap([(-98, 1), (-77, 2)]) == [(-98, 1), (-77, 2)]
    x, y = albers_for([(10, -20), (30, 20)]).project(20, 0)
    assert x == pytest.approx(0) and abs(y) < 0.01


def places(*points: tuple[float, float]) -> list[MapPlace]:
    return [MapPlace(f"P{i}", f"#{i}", f"P{i}", x, y, i) for i, (x, y) in enumerate(points)]


def test_what_is_far_from_all_stands_at_the_edge() -> None:
    near = [(30.0 + i, 50.0 + i % 4) for i in range(8)]
    assert find_main_group([*near, (134, -25), (-98, 40)]) == list(range(8))
    drawn = {
        one.place.name: one.beyond for one in lay_out_maps(places(*near, (100, -25), (-98, 40))).main.circles
    }
    assert drawn["P8"] == "→" and drawn["P9"] == "←" and drawn["P0"] == ""


def test_a_crowd_has_a_map_of_its_own() -> None:
    points = [(x * 12.0, 50.0) for x in range(10)] + [(40 + x / 2, 42 + x / 3) for x in range(9)]
    assert set(range(10, 19)) <= set(find_crowd(points)) and 0 not in find_crowd(points)
    assert find_crowd(points[:10]) == []


def real_places(site: Site) -> list[MapPlace]:
    naming = count_naming(site)
    found = []
    for ref, place in site.edition.registers["places"].entries.items():
        if place.coordinates:
            latitude, longitude = map(float, place.coordinates.split(", "))
            count = len(naming.letters.get(ref, ()))
            found.append(MapPlace(place.name, ref, place.name, longitude, latitude, count))
    return found


def test_every_place_is_drawn_once_and_within_the_frame(site: Site) -> None:
    wanted = real_places(site)
    maps = lay_out_maps(wanted)
    sheets = [maps.main, maps.inset] if maps.inset else [maps.main]
    drawn = [one.place.target for sheet in sheets for one in sheet.circles]
    assert sorted(drawn) == sorted(place.target for place in wanted)
    for sheet in sheets:
        for one in sheet.circles:
            left, top, right, bottom = one.mark(sheet.type.growth).box
            assert left >= 0 and top >= 0, one
            assert right <= sheet.frame.width and bottom <= sheet.frame.height, one


def test_labels_do_not_overlap_and_the_great_ones_are_there(site: Site) -> None:
    maps = lay_out_maps(real_places(site))
    for sheet in (maps.main, maps.inset):
        assert sheet is not None
        for labels in (sheet.wide_labels, sheet.narrow_labels):
            boxes = [label.box for label in labels if label]
            assert len(boxes) > len(labels) / 2 - 8
            assert not [1 for one, other in combinations(boxes, 2) if overlap(one, other)]
    named = {
        one.place.name for one, label in zip(maps.main.circles, maps.main.narrow_labels, strict=True) if label
    }
    assert maps.main.circles and max(maps.main.circles, key=lambda one: one.place.weight).place.name in named


def test_a_label_gives_way() -> None:
    marks = [Circle(50, 50, 5, "First"), Circle(62, 50, 2, "Second")]
    first, second = place_labels(marks, 10, 200, 100)
    assert first and second and not overlap(first.box, second.box)
    assert place_labels([Circle(5, 5, 4, "Longer than all")], 10, 40, 12) == [None]


def test_one_place_makes_a_map() -> None:
    maps = lay_out_maps(places((13.19, 55.7)))
    assert maps.inset is None and "circle" in draw_sheet(maps.main, name="m", title="T", description="D")
    assert "circle" in make_locator([(13.19, 55.7)]).show(13.19, 55.7, "Lund")
    assert make_locator([(13.19, 55.7)]).show(134, -25, "far") == ""


# -- the network -------------------------------------------------------------------------------------


def test_those_who_belong_together_stand_together() -> None:
    groups = [(0, 3, 6), (1, 4, 7), (2, 5, 8)]
    ties = {pair: 5 for group in groups for pair in combinations(group, 2)} | {(0, 1): 1, (4, 5): 1}
    order = seriate(9, ties)
    assert sorted(order) == list(range(9))
    for group in groups:
        where = sorted(order.index(i) for i in group)
        assert where[2] - where[0] == 2, order
    assert seriate(9, dict(reversed(ties.items()))) == order


def test_the_network_is_the_same_each_time() -> None:
    nodes = [NetworkNode(f"Person {i}", f"#{i}", f"Person {i}", i) for i in range(6)]
    ties = {(0, 1): 3, (1, 2): 4, (3, 4): 2, (4, 5): 2}
    one, other = (draw_network(nodes, ties, title="T", description="D") for _ in range(2))
    assert one == other and [name for name, _ in one] == ["circle", "column"]
    for _, drawing in one:
        tree = html.fromstring(str(drawing))
        assert len(tree.xpath("//a")) == 6 and len(tree.xpath("//defs/path")) == 4
        ids = {f"#{path.get('id')}" for path in tree.xpath("//path")}
        assert {use.get("href") for use in tree.xpath("//use")} == ids


def test_ties_are_the_letters_that_name_both(site: Site) -> None:
    naming = count_naming(site)
    persons = list(naming.letters)[:20]
    shared = shared_letters(naming, persons)
    for i, j in combinations(range(20), 2):
        both = set(naming.letters[persons[i]]) & set(naming.letters[persons[j]])
        assert shared.get((i, j), 0) == len(both)


def test_the_threshold_keeps_the_drawing_clear() -> None:
    assert threshold([1, 2, 3]) == 2
    counts = [3] * 150 + [2] * 100
    assert threshold(counts) == 3 and sum(count >= 3 for count in counts) <= 200


# -- small editions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("without", [("places", "topics", "events"), ("persons", "glossary", "works")])
def test_an_edition_with_few_registers_builds(sample: Path, without: tuple[str, ...]) -> None:
    site = site_of(sample)
    kept = [register for name, register in site.edition.registers.items() if name not in without]
    small = Site(replace(site.edition, registers=every_register(kept)), site.config, site.templates)
    made = {job.path: job.make() for job in pages.plan(small)}
    assert all(made.values())
    assert ("places/index.html" in made) == ("places" not in without)


def test_the_sample_builds_without_a_broken_link(sample: Path) -> None:
    run_command(main, ["build", "--root", str(sample)])
    assert broken_links(sample / "site") == []
    assert "<svg" in (sample / "site/places/index.html").read_text("utf-8")


def test_a_topic_of_the_third_level_is_listed_and_its_letters_are_found(sample: Path) -> None:
    with (sample / "annotations/topics.yaml").open("a", encoding="utf-8") as file:
        file.write("\ntopic-peat:\n  name: Peat mosses\n  broader: topic-mosses\n  summary: Of bogs.\n")
    letter = sample / "sources/letters/001.md"
    letter.write_text(letter.read_text("utf-8").replace("[topic-mosses]", "[topic-peat]"), "utf-8")
    made = {job.path: job for job in pages.plan(site_of(sample))}
    listed = html.fromstring(made["topics/index.html"].make()).xpath("//section[@id or h2]//th/a/text()")
    assert listed == ["Mosses", "Peat mosses"]
    table = html.fromstring(made["browse/table/index.html"].make())
    assert "topic-peat topic-mosses topic-science" in table.xpath("//tr/@data-topic")
    assert {"topic-science", "topic-peat"} <= set(table.xpath("//select//option/@value"))


@pytest.mark.parametrize("page", ["topics/index.html", "browse/table/index.html"])
def test_topics_are_gone_through_once_however_many_there_are(sample: Path, monkeypatch, page: str) -> None:
    with (sample / "annotations/topics.yaml").open("a", encoding="utf-8") as file:
        file.writelines(f"\ntopic-{n}:\n  name: Fern {n}\n  summary: A plant.\n" for n in range(200))
    site = site_of(sample)
    job = next(job for job in pages.plan(site) if job.path == page)
    read: Counter[str] = Counter()

    def reading(topic: Topic, name: str) -> object:
        read[name] += 1
        return object.__getattribute__(topic, name)

    monkeypatch.setattr(Topic, "__getattribute__", reading)
    assert job.make()
    assert 200 < read["broader"] < 2000


# -- in a browser ------------------------------------------------------------------------------------


OVERLAPS = """() => [...document.querySelectorAll('.map')].flatMap(map => {
  const canvas = document.createElement('canvas').getContext('2d');
  const inked = text => {  // the box of a text reaches higher and lower than its letters
    const box = text.getBoundingClientRect(), style = getComputedStyle(text);
    canvas.font = `${style.fontStyle} ${style.fontWeight} 100px ${style.fontFamily}`;
    const m = canvas.measureText(text.textContent);
    const scale = box.height / (m.fontBoundingBoxAscent + m.fontBoundingBoxDescent);
    const baseline = box.top + scale * m.fontBoundingBoxAscent;
    return {left: box.left, right: box.right, top: baseline - scale * m.actualBoundingBoxAscent,
      bottom: baseline + scale * m.actualBoundingBoxDescent};
  };
  const boxes = [...map.querySelectorAll('text')].filter(t => t.checkVisibility())
    .map(t => [t.textContent, inked(t)]);
  const touching = boxes.flatMap(([a, one], i) => boxes.slice(i + 1).filter(([b, other]) =>
    one.left < other.right - 1 && other.left < one.right - 1 &&
    one.top < other.bottom - 1 && other.top < one.bottom - 1).map(([b]) => `${a} / ${b}`));
  const frame = map.getBoundingClientRect();
  const outside = boxes.filter(([, box]) => box.left < frame.left || box.right > frame.right).map(([a]) => a);
  return boxes.length < 8 ? ['few names'] : [...touching, ...outside];
})"""


def test_names_on_the_map_do_not_touch(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, "places/index.html"))
    for width in (320, 390, 768, 1280, 1680):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate(OVERLAPS) == [], width


@pytest.mark.parametrize(("width", "layout"), [(390, "column"), (1280, "circle")])
def test_a_name_in_the_network_shows_its_ties(tab, full_edition: Path, width: int, layout: str) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(url(full_edition, "browse/network/index.html"))
    assert tab.locator(".network:visible").count() == 1
    person = tab.locator(f".network.{layout} .person").nth(3)
    mine = person.locator(".mine")
    assert mine.evaluate("e => getComputedStyle(e).visibility") == "hidden"
    person.locator("a").focus()
    assert mine.evaluate("e => getComputedStyle(e).visibility") == "visible"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/persons/**")


def test_what_is_folded_is_printed(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, "persons/molotov/index.html"))
    passage = tab.locator(".mentions li").first
    assert not passage.is_visible()
    tab.emulate_media(media="print")
    assert passage.evaluate("e => e.checkVisibility({contentVisibilityAuto: true})")
    assert passage.bounding_box()["height"] > 5
