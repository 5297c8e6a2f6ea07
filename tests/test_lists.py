"""Requests, errata, routes, the exchange and the start page: read, checked, shown; none is needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from site_links import broken_links

from edition.lookup.addresses import address
from edition.pipeline import assemble
from edition.runs.building import build_site
from edition.store.source_files import read_files

FILES = {
    "annotations/requests.yaml": """
- id: L1.r1
  summary: s1
  by: [person-holm]
  to: [person-brandt]
  what: The loan of a microscope
  kind: tools
  about: [place-lund]
  outcome: granted
  decision: {date: 1901-05-10, body: person-brandt, what: He sends it, difference: Without the lamp}
  certainty: stated
  sources: [{work: work-herbarium, locator: letter 2}]

- id: L1.r2
  summary: s2
  text: p1
  by: [person-brandt]
  what: The garden to be opened
  kind: policy
  outcome: unknown
""",
    "annotations/errata.yaml": """
- id: erratum-garden
  part: Letters
  where: {work: work-herbarium, locator: letter 1}
  says: The garden is open.
  correct: It is closed.
  evidence: Letter 2.
  certainty: probable
  concerns: [L1, place-lund]
""",
    "annotations/routes.yaml": """
- id: route-mosses
  title: Mosses
  essay: essay-mosses
  letters: [L1, L3, L2]
  events: [event-garden]
  persons: [person-holm]
""",
    "annotations/exchange.yaml": """
- letter: L2
  answers:
    - what: A card of Holm’s
      date: 1901-05-20
      known: mentioned only
      sources: [{work: work-herbarium, locator: letter 2}]
""",
    "sources/start.md": """Two botanists write.

> “three new mosses”

## To begin with

[Letter 1](#L1), on mosses, and [its garden](#L1.s2).
""",
}


@pytest.fixture
def edition(sample: Path) -> Path:
    for path, text in FILES.items():
        (sample / path).write_text(text.lstrip("\n"), "utf-8")
    return sample


def page(root: Path, path: str) -> html.HtmlElement:
    return html.parse(str(root / "site" / path)).getroot()


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def findings(root: Path) -> list[str]:
    return [f"{d.code} {d.message}" for d in assemble(read_files(root)).diagnostics]


def test_they_are_shown_and_every_link_leads_somewhere(edition: Path) -> None:
    result = build_site(edition)
    assert result.written is not None, result.diagnostics
    assert not result.diagnostics
    assert broken_links(edition / "site") == []
    for path in ("decisions", "about/errata", "routes", "routes/mosses", "exchange"):
        assert (edition / "site" / path / "index.html").is_file()
    browse = words(page(edition, "browse/index.html"))
    assert all(title in browse for title in ("Requests and decisions", "Errata", "Routes", "The other half"))


def test_requests_stand_beside_decisions(edition: Path) -> None:
    build_site(edition)
    root = page(edition, "decisions/index.html")
    granted = words(root.get_element_by_id("L1-r1"))
    assert "Granted" in granted and "7 days after the letter" in granted and "Without the lamp" in granted
    unknown = root.get_element_by_id("L1-r2")
    assert "Not known" in words(unknown) and "by Nils Brandt" in words(unknown).replace("\u00a0", " ")
    assert unknown.xpath("string(.//a/@href)").endswith("letters/1/index.html#p1")
    assert "The outcome is known for 1" in words(root)
    letter = page(edition, "letters/1/index.html")
    folded = letter.xpath("//details[.//h2[@id='requests']]")[0]
    assert len(folded.xpath(".//li")) == 2 and "open" not in folded.attrib
    assert address("L1.r2") == "decisions/#L1-r2"


def test_a_route_leads_through_its_letters(edition: Path) -> None:
    build_site(edition)
    order = page(edition, "routes/mosses/index.html").xpath("//ol[@class='route-letters']/li/a/@href")
    assert [link.split("/")[-2] for link in order] == ["1", "3", "2"]
    line = page(edition, "letters/3/index.html").xpath("//p[@class='on-route']")[0]
    assert words(line) == "On the route Mosses: ← previous: 1 next: 2 →".replace("← ", "←")


def test_the_start_page_speaks_for_itself(edition: Path) -> None:
    build_site(edition)
    root = page(edition, "index.html")
    assert words(root.xpath("//blockquote")[0]) == "“three new mosses”"
    assert [words(h) for h in root.xpath("//div[@class='own-words']//h2")] == ["To begin with"]
    assert not root.xpath("//p[@class='lead']") and root.xpath("//figure[@class='by-year']//*[name()='svg']")


def test_without_them_there_is_nothing_of_them(sample: Path) -> None:
    build_site(sample)
    for path in ("decisions", "about/errata", "routes", "exchange"):
        assert not (sample / "site" / path).exists()
    start = page(sample, "index.html")
    assert start.xpath("//p[@class='lead']") and not start.xpath("//*[@class='doors' or @class='own-words']")
    assert not page(sample, "letters/1/index.html").xpath("//*[@id='requests']")


def test_errata_need_a_volume(edition: Path) -> None:
    config = edition / "sources/edition.yaml"
    text = config.read_text("utf-8")
    config.write_text(
        "".join(line for line in text.splitlines(True) if not line.startswith("volume:")), "utf-8"
    )
    build_site(edition)
    assert not (edition / "site/about/errata").exists()


def test_what_they_say_is_found(edition: Path) -> None:
    from edition.render.search.texts import parts_of

    result = assemble(read_files(edition))
    assert result.edition is not None and result.config is not None
    texts = {text.url: text for part in parts_of(result.edition, result.config) for text in part.texts()}
    request, erratum = texts["decisions/index.html#L1-r1"], texts["about/errata/index.html#garden"]
    assert request.passages[-1].words == "The loan of a microscope. He sends it. Without the lamp."
    assert request.passages[-1].kind == "request"
    assert "It is closed." in erratum.passages[-1].words


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("requests", "summary: s1", "summary: s9", "L102 “L1.s9” does not exist"),
        ("requests", "id: L1.r1", "id: L9.r1", "L102 “L9” does not exist"),
        ("requests", "about: [place-lund]", "about: [place-lun]", "L101 “place-lun” is not in"),
        ("requests", "body: person-brandt", "body: person-bran", "L101 “person-bran” is not in"),
        ("requests", "text: p1", "text: p99", "L102 “L1.p99” does not exist"),
        ("requests", "id: L1.r2", "id: L1.r1", "N101 L1.r1 is in this list twice"),
        ("requests", "outcome: unknown", "outcome: refused", "“refused” needs a decision"),
        ("requests", "  certainty: stated\n", "", "certainty is that of the decision"),
        ("requests", "outcome: granted", "outcome: allowed", "“allowed” is not one of: granted"),
        ("errata", "concerns: [L1", "concerns: [L8", "L102 “L8” does not exist"),
        ("errata", "certainty: probable", "certainty: sure", "“sure” is not one of: certain"),
        ("routes", "letters: [L1, L3, L2]", "letters: [L1, L3, L1]", "the letter L1 is there twice"),
        ("routes", "event-garden", "event-gardn", "L101 “event-gardn” is not in"),
        ("exchange", "letter: L2", "letter: L7", "L102 “L7” does not exist"),
        ("start", "(#L1)", "(#L77)", "L102 “L77” does not exist"),
    ],
)
def test_a_mistake_is_told(edition: Path, path: str, old: str, new: str, expected: str) -> None:
    file = edition / ("sources/start.md" if path == "start" else f"annotations/{path}.yaml")
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    assert any(expected in told for told in findings(edition)), findings(edition)
