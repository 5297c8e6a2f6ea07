"""An edition with long lists: its pages, parts and files, on a small corpus with small limits."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import axe
import pytest
from conftest import run_command, url
from corpus import Corpus, write_edition
from lxml import etree, html
from served import served
from site_links import broken_links

from edition.cli import main
from edition.forms.configuration import PageLengths
from edition.forms.language import ENGLISH, language_of
from edition.forms.registers import Person
from edition.kinds import KINDS
from edition.render.discovery import MAP_MOST, sitemaps
from edition.render.pages.parts import Listing, listings, parts_of, slug
from edition.render.pages.registers import _by_initial
from edition.tei.tree import NSMAP, XML_ID

LETTERS, MENTIONS, ENTRIES = 8, 12, 10
TOPIC = "topic-all:\n  name: Everything\n  summary: What all letters are about, as a sentence says.\n"
EVENTS = """event-fair-1803:
  name: A fair
  date: 1803-05-01
  kind: meeting
  summary: A fair was held in that year and nothing else is known of it.
event-flood-1788:
  name: A flood
  date: 1788
  kind: meeting
  summary: A flood came in a year without letters and nothing else is known of it.
"""
# a list of all letters, and the pages of its parts
LISTS = {
    "letters": "letters/year/*",
    "browse/table": "browse/table/*",
    "browse/calendar": "browse/calendar/*",
    "browse/timeline": "browse/timeline/*",
    "browse/kinds": "browse/kinds/**",
    "browse/archive": "browse/archive/**",
    "resolve": "resolve/letters/*",
    "topics/all": "topics/all/letters/*",
}


def write_corpus(root: Path, letters: int = 30) -> None:
    """Letters all on one topic, the thirtieth without a date; limits smaller than anybody wants."""
    write_edition(Corpus(letters, persons=12), root)
    with (root / "sources/edition.yaml").open("a", encoding="utf-8") as config:
        config.write(f"longest: {{letters: {LETTERS}, mentions: {MENTIONS}, entries: {ENTRIES}}}\n")
    (root / "annotations/topics.yaml").write_text(TOPIC, "utf-8")
    (root / "annotations/events.yaml").write_text(EVENTS, "utf-8")
    for path in (root / "sources/letters").glob("*.md"):
        text = path.read_text("utf-8").replace("\narchive:", "\ntopics: [topic-all]\narchive:")
        path.write_text(re.sub(r"date: .*\n", "", text) if path.stem == "00030" else text, "utf-8")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus, built."""
    root = tmp_path_factory.mktemp("parts")
    write_corpus(root)
    run_command(main, ["build", "--root", str(root)])
    return root


def page(edition: Path, folder: str) -> html.HtmlElement:
    return html.parse(str(edition / "site" / folder / "index.html")).getroot()


def letters_on(tree: html.HtmlElement) -> list[str]:
    """The letters that the main part of a page links to, each once."""
    targets = tree.xpath("//main//a/@href")
    found = (re.fullmatch(r"(?:\.\./)*letters/([0-9]+)/index\.html", target) for target in targets)
    return sorted({match[1] for match in found if match}, key=int)


# -- pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", LISTS)
def test_each_letter_stands_on_one_part_of_a_long_list(edition: Path, folder: str) -> None:
    parts = sorted((edition / "site").glob(f"{LISTS[folder]}/index.html"))
    parts = [path for path in parts if path.parent != edition / "site" / folder]
    shown = [letters_on(html.parse(str(path)).getroot()) for path in parts]
    assert len(parts) > 3 and max(map(len, shown)) <= LETTERS
    assert sorted((number for numbers in shown for number in numbers), key=int) == [
        str(number) for number in range(1, 31)
    ]
    whole = page(edition, folder)
    assert folder.startswith("topics/") or letters_on(whole) in ([], ["1"])  # the finder gives an example
    led_to = {
        (edition / "site" / folder / target).resolve() for target in whole.xpath("//main//nav//a/@href")
    }
    assert {path for path in parts if not path.parent.name.isdecimal()} <= led_to


def test_parts_lead_to_one_another(edition: Path) -> None:
    part = page(edition, "letters/year/1800-1809")
    here = part.xpath("//nav[@aria-label='Decades']//a[@aria-current='page']")
    assert [link.text.strip() for link in here] == ["1800–1809"]
    assert part.xpath("//a[@rel='prev']/@href") == ["../../../letters/year/1790-1799/index.html"]
    assert part.xpath("//a[@rel='next']/@href") == ["../../../letters/year/1810-1819/index.html"]
    assert part.xpath("//nav[@aria-label='Views of the letters']//a[@aria-current='true']")[0].text == "List"
    assert page(edition, "").xpath("//a[.='1791']/@href") == ["letters/year/1790-1799/index.html#y1791"]


def test_many_mentions_are_parted_by_year(edition: Path) -> None:
    entry = page(edition, "persons/p000")
    times = int(re.search(r"Mentioned (\d+) times", entry.text_content())[1])
    assert times > MENTIONS and not entry.xpath("//mark")
    parts = list((edition / "site/persons/p000/mentions").rglob("index.html"))
    marks = [len(html.parse(str(path)).xpath("//mark")) for path in parts]
    assert sum(marks) == times and max(marks) <= MENTIONS
    counts = entry.xpath("//nav[@aria-label='Mentions']//*[@class='count']/text()")
    assert sum(map(int, counts)) == times


def test_the_letters_of_somebody_say_what_they_are_to_them(edition: Path) -> None:
    entry = page(edition, "persons/p000")
    counts = {
        dt.text.strip(): int(dt.findtext("span"))
        for dt in entry.xpath("//dl[@class='letters-by-weight']//dt")
    }
    parts = list((edition / "site/persons/p000/letters").rglob("index.html"))
    told = Counter(
        role.strip()
        for path in parts
        for words in html.parse(str(path)).xpath("//ol//*[@class='kind'][last()]/text()")
        for role in words.split(",")
    )
    assert {role.lower(): count for role, count in counts.items()} == told


def test_a_long_register_is_parted_by_initial(edition: Path) -> None:
    whole, parts = page(edition, "persons"), (edition / "site/persons/initial").rglob("index.html")
    shown = [html.parse(str(path)).xpath("count(//ul[@class='register']/li)") for path in parts]
    assert sum(shown) == 12 and whole.xpath("count(//ul[@class='register']/li)") == 0
    assert "12 people" in whole.text_content()


def test_an_initial_is_no_word_of_the_language() -> None:
    """E is not “Ost”, as on a map."""
    config = SimpleNamespace(phrases=language_of("de")[0], longest=SimpleNamespace(entries=1))
    listed = [("person-e", Person(name="Ernst")), ("person-o", Person(name="Otto"))]
    parts = _by_initial(SimpleNamespace(config=config), KINDS["persons"], listed)  # type: ignore[arg-type]
    assert parts is not None and [part.title for part in parts.pages] == ["E", "O"]


def test_events_stand_with_their_year_or_with_the_whole(edition: Path) -> None:
    assert "A fair" in page(edition, "browse/timeline/1800-1809").text_content()
    whole = page(edition, "browse/timeline").text_content()
    assert "A flood" in whole and "A fair" not in whole


def test_no_link_of_a_parted_site_leads_nowhere(edition: Path) -> None:
    assert broken_links(edition / "site") == []


def test_each_part_has_a_title_and_a_description_of_its_own(edition: Path) -> None:
    heads = [html.parse(str(path)).getroot().find("head") for path in (edition / "site").rglob("index.html")]
    titles = Counter(head.findtext("title") for head in heads)
    described = Counter(head.xpath("string(meta[@name='description']/@content)") for head in heads)
    assert titles.most_common(1)[0][1] == described.most_common(1)[0][1] == 1


PAGES = [
    "letters/index.html",
    "browse/timeline/1800-1809/index.html",
    "browse/table/1800-1809/index.html",
    "persons/p000/index.html",
    "persons/p000/mentions/1791/index.html",
    "resolve/letters/1800-1809/index.html",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_part_is_for_everyone(tab, edition: Path, path: str) -> None:
    tab.goto(url(edition, path))
    assert tab.failures == [] and axe.faults(tab) == []
    tab.set_viewport_size({"width": 320, "height": 700})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


# -- the citation finder -----------------------------------------------------------------------------


def answer_of(page, address: str, cited: str) -> tuple[str, list[str]]:
    page.goto(f"{address}?q={cited}")
    page.locator(".answer span:not(:empty)").first.wait_for(state="attached")
    links = page.locator(".answer a").evaluate_all("all => all.map((link) => link.getAttribute('href'))")
    return page.locator(".answer span").text_content(), links


def test_the_finder_reads_what_does_not_stand_on_its_page(page, edition: Path) -> None:
    with served(edition / "site") as server:
        address = f"{server}resolve/"
        assert answer_of(page, address, "letter 7, note 2")[1] == ["../letters/7/index.html#n2"]
        assert answer_of(page, address, "person-p003")[1] == ["../persons/p003/index.html"]
    assert "needs a web server" in answer_of(page, url(edition, "resolve/index.html"), "letter 7")[0]


# -- files -------------------------------------------------------------------------------------------


def test_the_corpus_in_parts_leads_to_all_documents(edition: Path) -> None:
    path = edition / "site/tei/edition.xml"
    parts = [path.parent / str(ref) for ref in etree.parse(str(path)).xpath("//@target[contains(., '.xml')]")]
    assert len(parts) == 5
    trees = [etree.parse(str(part)).getroot() for part in parts]
    documents = [str(t.get(XML_ID)) for tree in trees for t in tree.iter(f"{{{NSMAP[None]}}}TEI")]
    assert documents == [*(f"L{number}" for number in range(1, 31)), "registers"]
    assert all(Counter(tree.xpath("//@xml:id")).most_common(1)[0][1] == 1 for tree in trees)


def test_a_large_sitemap_is_an_index() -> None:
    class Config:
        url, date = "https://e.org/", "2026-01-01"

    addresses = [f"https://e.org/{number}/" for number in range(5)]
    assert list(sitemaps(addresses, Config)) == ["sitemap.xml"] and MAP_MOST == 50_000
    made = {name: etree.fromstring(data()) for name, data in sitemaps(addresses, Config, most=2).items()}
    locations = {name: [loc.text for loc in tree.iter("{*}loc")] for name, tree in made.items()}
    index = locations.pop("sitemap.xml")
    assert index == [f"https://e.org/{name}" for name in locations]
    assert [one for part in locations.values() for one in part] == addresses


def test_what_moves_to_another_part_is_made_again(tmp_path: Path) -> None:
    """After a letter has another decade, the site is that of a build from nothing."""
    sites = []
    for name in ("in steps", "from nothing"):
        root = tmp_path / name
        write_corpus(root, letters=10)
        path = root / "sources/letters/00009.md"
        if name == "in steps":
            run_command(main, ["build", "--root", str(root)])
        path.write_text(re.sub("date: .*", "date: 1794-02-03", path.read_text("utf-8")), "utf-8")
        run_command(main, ["build", "--root", str(root)])
        files = filter(Path.is_file, (root / "site").rglob("*"))
        sites.append({each.relative_to(root).as_posix(): each.read_bytes() for each in files})
    assert sites[0] == sites[1]


# -- parts -------------------------------------------------------------------------------------------


def test_groups_have_addresses_of_their_own_and_long_ones_several() -> None:
    groups = {"A": [1, 2, 3], "0–9": [4], "Ab c": []}
    parts = parts_of(groups, whole="x/index.html", folder="x/", what="Initials", most=2, phrases=ENGLISH)
    paths = {part.path: list(part.items) for part in parts.pages}
    assert paths == {
        "x/a/index.html": [1, 2],
        "x/a/2/index.html": [3],
        "x/0-9/index.html": [4],
        "x/ab-c/index.html": [],
    }
    assert [part.title for part in parts.pages][:2] == ["A, page 1 of 2", "A, page 2 of 2"]
    assert slug("Über uns") == "über-uns"
    assert listings([1], "x/index.html", None) == [Listing("x/index.html", [1])]
    assert [listing.whole for listing in listings([1], "x/index.html", parts)] == ["x/index.html"] * 5


def test_no_limit_is_less_than_one() -> None:
    with pytest.raises(ValueError):
        PageLengths(letters=0)
