"""What pages say of how they are cited, to readers and to machines; anchors of paragraphs; copying."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import axe
import pytest
from conftest import ROOT, WIDE, url
from lxml import html
from served import served

from edition.render.site import Site

LETTER, ESSAY, PERSON = (
    "letters/16/index.html",
    "essays/correspondence/index.html",
    "persons/zinoviev/index.html",
)


@pytest.fixture
def site(layer: Path) -> Path:
    return layer / "site"


def pages(site: Path, *patterns: str):
    for pattern in patterns:
        for path in sorted(site.glob(pattern)):
            yield path, html.parse(str(path)).getroot()


REGISTERS = [f"{folder}/*/index.html" for folder in "persons organisations places works terms topics".split()]
TEXTS = ["letters/*/index.html", "essays/*/index.html"]


# -- in the page -------------------------------------------------------------------------------------


def test_every_text_and_entry_says_how_it_is_cited(site: Path) -> None:
    found = 0
    for path, page in pages(site, *TEXTS, *REGISTERS):
        (block,) = page.xpath("//details[@class='cite']")
        address = page.xpath("string(//link[@rel='canonical']/@href)")
        assert page.xpath("//link[@rel='cite-as']/@href") == [address], path
        citations = [" ".join(c.text_content().split()) for c in block.xpath(".//*[@class='citation']")]
        assert len(citations) >= 3 and all(address in citation for citation in citations[:3]), path
        files = block.xpath(".//a[@download]")
        assert [link.text for link in files] == ["BibTeX", "RIS", "CSL-JSON"]
        for link in files:
            href = link.get("href")
            if href.startswith("data:"):
                written = unquote(href.partition(",")[2])
            else:
                written = (path.parent / href).read_text("utf-8")
            cites_the_work = path.parent.parent.name == "works" and f"work-{path.parent.name}" in written
            assert address in written or cites_the_work, path
        found += 1
    assert found > 890


def test_a_page_has_one_date_for_reference_managers(site: Path, calendar_site: Site) -> None:
    dates, titles = set(), {}
    for path, page in pages(site, *TEXTS):
        tags = {}
        for meta in page.xpath("//meta[starts-with(@name, 'citation_')]"):
            tags.setdefault(meta.get("name"), []).append(meta.get("content"))
        dated = [value for key, value in tags.items() if key.endswith("_date")]
        assert len(dated) == 1 and len(dated[0]) == 1, path
        dates.add(dated[0][0])
        assert tags["citation_public_url"] == page.xpath("//link[@rel='canonical']/@href")
        assert tags["citation_author"] and tags["citation_inbook_title"], path
        assert all(value.strip() for values in tags.values() for value in values), path
        assert len(tags["citation_title"]) == 1 and not any(";" in who for who in tags["citation_author"])
        assert tags["citation_title"][0] not in titles, path
        titles[tags["citation_title"][0]] = path
    assert dates == {calendar_site.config.date.replace("-", "/")}


def things_in(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from things_in(part)


def test_linked_data_is_complete(site: Path) -> None:
    base = html.parse(str(site / "index.html")).xpath("string(//link[@rel='canonical']/@href)")
    needed = {
        "letters": {"author", "recipient", "holdingArchive", "identifier", "isPartOf", "name", "subjectOf"},
        "essays": {"author", "headline", "isPartOf", "inLanguage"},
        "places": {"name", "subjectOf"},
    }
    for path, page in pages(site, "index.html", *TEXTS, *REGISTERS):
        (block,) = page.xpath("//script[@type='application/ld+json']/text()")
        thing = json.loads(block)
        assert thing["@id"] == page.xpath("string(//link[@rel='canonical']/@href)"), path
        assert all(each.get("@type") for each in things_in(thing)), path
        folder = path.relative_to(site).parts[0]
        assert needed.get(folder, {"@type", "name"}) <= set(thing), path
        for person in [*thing.get("author", []), *thing.get("recipient", [])]:
            if "@id" in person:
                assert (site / person["@id"].removeprefix(base) / "index.html").is_file(), path


def test_no_licence_is_given_for_what_is_not_ours(full_edition: Path) -> None:
    def linked(path: str) -> dict:
        page = html.parse(str(full_edition / "site" / path))
        return json.loads(page.xpath("string(//script[@type='application/ld+json'])"))

    letter = linked(LETTER)
    assert letter["@type"] == ["Manuscript", "ArchiveComponent", "Message"] and "license" not in letter
    assert "license" in letter["subjectOf"] and letter["dateCreated"] == "1926-06-03"
    assert "license" not in linked("essays/draper-1953/index.html")
    assert "license" in linked(ESSAY)
    place = linked("places/sochi/index.html")
    assert place["@type"] == "Place" and 43 < place["geo"]["latitude"] < 44


def test_each_paragraph_and_note_leads_to_itself(site: Path) -> None:
    for path, page in pages(site, *TEXTS):
        for unit in page.xpath("//p[@id][not(@class='tombstone')] | //div[@role='doc-footnote']"):
            (anchor,) = unit.xpath("./a[@class='anchor'] | ./div/a[@class='anchor']")
            assert anchor.get("href") == f"#{unit.get('id')}", path
            assert anchor.get("aria-label").startswith("Address of ") and not anchor.text_content()
        assert not page.xpath("//aside//a[@class='anchor']"), "what stands twice has its address once"


def test_the_script_is_small() -> None:
    assert (ROOT / "templates/js/cite.js").stat().st_size <= 3450


# -- in a browser ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(calendar_edition: Path):
    """The published site under a folder of a web server: a page may write to the clipboard only there."""
    with served(calendar_edition / "site") as address:
        yield address


@pytest.fixture(scope="module")
def with_clipboard(browser):
    context = browser.new_context(viewport=WIDE, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def reader(with_clipboard, server: str):
    with_clipboard.said.clear()
    with_clipboard.mouse.move(0, 0)
    with_clipboard.goto(server + LETTER)
    yield with_clipboard
    assert with_clipboard.said == [], "neither the policy nor a script has complained"


def clipboard(page) -> str:
    page.locator(".copied:not(:empty)").wait_for()
    return page.evaluate("navigator.clipboard.readText()")


WITHOUT_REFERENCES = """paragraph => { const copy = paragraph.cloneNode(true);
    copy.querySelectorAll(".noteref").forEach(reference => reference.remove()); return copy.textContent; }"""


def test_a_paragraph_is_copied_with_its_words_and_address(reader) -> None:
    paragraph = reader.locator("#s2")
    paragraph.hover()
    paragraph.locator(".anchor").click()
    text = paragraph.evaluate(WITHOUT_REFERENCES)
    words = " ".join(text.split()[:30])
    place = "(Letter 16, summary, paragraph 2)"
    address = "https://example.org/stalin-molotov/letters/16/#s2"
    assert clipboard(reader) == f"“{words} …” {place}, {address}"
    assert reader.locator("[role=status]").text_content() == "Copied: Letter 16, summary, paragraph 2"
    assert reader.url.endswith("#s2")


def test_what_is_selected_is_copied(reader) -> None:
    word = reader.evaluate(
        """() => { const place = document.querySelector("#s2");
        const text = document.createTreeWalker(place, NodeFilter.SHOW_TEXT).nextNode();
        const range = new Range(), end = text.data.search(/\\W|$/);
        range.setStart(text, 0); range.setEnd(text, end); getSelection().addRange(range);
        return text.data.slice(0, end); }"""
    )
    assert len(word) > 3
    reader.locator("#s2").hover()
    reader.locator("#s2 .anchor").click()
    assert clipboard(reader).startswith(f"“{word}” (Letter 16, ")


IN_FULL = """[...document.querySelectorAll(".edition.note")].find(note =>
    note.querySelector(".anchor").getBoundingClientRect().bottom <= note.getBoundingClientRect().bottom).id"""


def test_a_note_is_copied_without_its_number_and_voice(reader) -> None:
    ref = reader.evaluate(IN_FULL)  # a note that is not cut short in the margin
    reader.locator(f"#{ref}").hover()
    reader.locator(f"#{ref} .anchor").click()
    copied = clipboard(reader)
    body = reader.locator(f"#{ref} .note-body > p").first.text_content()
    assert copied.startswith(f"“{body[:40]}") and "this edition" not in copied
    name = ref.removeprefix("n-").replace("-", " ")
    assert copied.endswith(
        f"(Letter 16, note “{name}”), https://example.org/stalin-molotov/letters/16/#{ref}"
    )


def test_a_citation_is_copied_with_italics(reader) -> None:
    reader.locator(".cite summary").click()
    reader.get_by_role("button", name="Copy: Chicago, note").click()
    assert clipboard(reader) == reader.locator(".citation").first.text_content()
    markup = reader.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())"
    )
    assert "<i>" in markup or "italic" in markup


def test_the_note_names_the_paragraph_of_the_address(reader, server: str) -> None:
    note = reader.locator(".citation").first
    before = note.text_content()
    reader.goto(f"{server}{LETTER}#s2")
    assert ", summary, para. 2, f. 558" in note.text_content() and "/letters/16/#s2" in note.text_content()
    reader.goto(f"{server}{LETTER}#around")
    assert note.text_content() == before


def test_the_edition_is_cited_by_its_own_address(reader, server: str) -> None:
    reader.goto(f"{server}about/index.html")
    for citation in reader.locator(".citation").all():
        assert citation.text_content().endswith(", https://example.org/stalin-molotov/.") or (
            citation.text_content().endswith(". https://example.org/stalin-molotov/.")
        )
    assert reader.locator(".cite a[download]").count() == 6


def test_an_anchor_shows_itself_to_pointer_and_keyboard(reader) -> None:
    anchor = reader.locator("#s2 > .anchor")

    def opacity() -> float:
        return float(anchor.evaluate("e => getComputedStyle(e).opacity"))

    assert opacity() == 0
    reader.locator("#s2").hover()
    assert opacity() == 1
    box, text = anchor.bounding_box(), reader.locator("#s2").bounding_box()
    assert box["x"] + box["width"] <= text["x"] and box["width"] >= 24 and box["height"] >= 24
    reader.mouse.move(0, 0)
    assert opacity() == 0
    reader.locator("#s2").evaluate("e => [...e.querySelectorAll('a')].at(-2)?.focus()")
    while not reader.evaluate("document.activeElement.matches('#s2 > .anchor')"):
        reader.keyboard.press("Tab")
    assert opacity() == 1


def test_the_signs_are_not_in_the_words_of_a_page(reader) -> None:
    assert "¶" not in reader.locator(".summary").inner_text()
    reader.keyboard.press("Control+a")
    assert "¶" not in reader.evaluate("getSelection().toString()").replace("sign ¶ beside", "")


@pytest.mark.parametrize("path", [LETTER, ESSAY, PERSON, "about/index.html"])
def test_axe_finds_nothing_where_citations_are_open(tab, calendar_edition: Path, path: str) -> None:
    tab.goto(url(calendar_edition, path))
    tab.locator(".cite summary").click()
    assert axe.faults_in_light_and_dark(tab) == []


def test_without_script_there_are_no_buttons_and_the_links_are_links(
    scriptless, calendar_edition: Path
) -> None:
    scriptless.goto(url(calendar_edition, LETTER))
    assert scriptless.locator(".cite button").count() == 0
    scriptless.locator("#s2").hover()
    scriptless.locator("#s2 > .anchor").click()
    assert scriptless.url.endswith("#s2")
