"""The search: what is found, how it may be spelt, and the page in a real browser."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import axe
import pytest
import yaml
from conftest import ROOT, TESTS, WIDE, run_command, site_of
from lxml import html
from served import served

from edition.cli import main
from edition.lookup.addresses import href
from edition.render.assets import without_comments
from edition.render.search.joined import FOLDER, SearchIndex, index_of
from edition.render.search.postings import LONGEST, bounded, shard_of_terms, shards_for
from edition.render.search.texts import KINDS_OF_PASSAGE, FoundPassage, FoundText, parts_of
from edition.render.site import Site
from edition.store.search_store import PATH, SearchStore
from edition.tei.reading import SEARCHED, text_of
from edition.tei.tree import XML_ID
from edition.words.terms import fold, shard_of, terms_in
from edition.words.transliteration import latin_spellings

SPELLINGS = ["Krupskaia", "Krupskaya", "Krupskaja", "Крупская"]
TERMS = yaml.safe_load((TESTS / "terms.yaml").read_text("utf-8"))


# -- spellings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cyrillic", "wanted"),
    [
        ("Крупская", {"Krupskaia", "Krupskaya", "Krupskaja", "Kroupskaia"}),
        ("Зиновьев", {"Zinovev", "Zinovyev", "Zinoviev", "Sinowjew"}),
        ("Троцкий", {"Trotskii", "Trotskiy", "Trotsky", "Trockij", "Trozki"}),
        ("Ежов", {"Ezhov", "Yezhov", "Ezov", "Jeschow", "Ejov"}),
        ("Бухарин", {"Bukharin", "Bucharin", "Boukharine"}),
    ],
)
def test_a_name_is_spelt_as_the_schemes_spell_it(cyrillic: str, wanted: set[str]) -> None:
    assert wanted <= set(latin_spellings(cyrillic))


def in_short(tokens: list[tuple[int, str]]) -> str:
    """Terms as the table has them."""
    places: dict[int, list[str]] = {}
    for position, term in tokens:
        places.setdefault(position, []).append(term)
    assert list(places) == list(range(len(places)))
    return " ".join("+".join(terms) for terms in places.values())


@pytest.mark.parametrize(("text", "terms"), TERMS)
def test_a_text_has_these_terms(text: str, terms: str) -> None:
    assert in_short(list(terms_in(text))) == terms


# -- texts -----------------------------------------------------------------------------------------------


def texts_of(site: Site) -> list[FoundText]:
    return [text for part in parts_of(site.edition, site.config) for text in part.texts()]


def passages_of(texts: list[FoundText]) -> Iterator[tuple[str, FoundPassage]]:
    """(address, passage) of all passages."""
    for text in texts:
        for passage in text.passages:
            yield text.url + (f"#{passage.unit}" if passage.unit else ""), passage


@pytest.fixture(scope="module")
def full_texts(full_site: Site) -> list[FoundText]:
    return texts_of(full_site)


def test_every_unit_with_words_is_a_passage(sample: Path) -> None:
    site = site_of(sample)
    urls = {url for url, _ in passages_of(texts_of(site))}
    wanted = {href(ref, "") for _, ref, _ in site.edition.entries()}
    for document in site.edition.documents.values():
        for element in document.tree.xpath("//*[local-name()='p' or local-name()='note'][@xml:id]"):
            if text_of(element) and not element.xpath(".//*[@reason='not-included']"):
                wanted.add(href(element.get(XML_ID), ""))
    assert wanted <= urls
    others = {url.rpartition("#")[2] for url in urls - wanted if "#" in url}
    assert all(unit == "text" or unit.startswith(("h", "e")) for unit in others), others


def passages_without_place(texts: list[FoundText], root: Path) -> list[str]:
    pages: dict[str, set[str]] = {}
    lost = []
    for url, _ in passages_of(texts):
        path, _, unit = url.partition("#")
        if path not in pages:
            pages[path] = set(html.parse(str(root / "site" / path)).xpath("//@id"))
        if unit and unit not in pages[path]:
            lost.append(url)
    return lost


def test_every_passage_is_a_place_of_the_site(
    full_texts: list[FoundText], full_edition: Path, calendar_site: Site, calendar_edition: Path
) -> None:
    assert passages_without_place(full_texts, full_edition) == []
    assert passages_without_place(texts_of(calendar_site), calendar_edition) == []


SEARCHED_WHOLE = replace(SEARCHED, stop=False)  # a text with all the units in it


def test_every_word_of_a_text_is_in_one_passage(full_site: Site, full_texts: list[FoundText]) -> None:
    """Nothing that is read on a letter's page is left out, nothing is there twice."""
    for ref in ("L16", "L42", "L55"):
        body = full_site.edition.documents[ref].tree.find(".//{*}text/{*}body")
        expected = sorted("".join(text_of(body, SEARCHED_WHOLE).split()))
        text = next(text for text in full_texts if text.url == href(ref, ""))
        found = [passage.words for passage in text.passages if passage.kind == "letter" and passage.unit]
        assert sorted("".join("".join(found).split())) == expected, ref


def test_an_emended_word_is_found_by_both_readings(full_site: Site, full_texts: list[FoundText]) -> None:
    text = next(text for text in full_texts if text.url == href("L65", ""))
    choices = full_site.edition.documents["L65"].tree.findall(".//{*}choice")
    pairs = [pair for passage in text.passages for pair in passage.copied]
    assert choices and pairs
    for choice in choices:
        assert any(text_of(choice.find("{*}corr")) in passage.words for passage in text.passages)


def test_what_is_not_included_is_not_found(calendar_site: Site) -> None:
    kinds = {passage.kind for _, passage in passages_of(texts_of(calendar_site))}
    assert "letter" not in kinds and "summary" in kinds


def test_kinds_and_voices_are_told(full_texts: list[FoundText]) -> None:
    by_url = dict(passages_of(full_texts))
    note, letter, summary = (by_url[f"letters/16/index.html#{unit}"] for unit in ("n5", "p3", "s1"))
    assert (note.kind, letter.kind, summary.kind) == ("note", "letter", "summary")
    assert note.voices != letter.voices != summary.voices
    assert {passage.kind for passage in by_url.values()} == set(KINDS_OF_PASSAGE)


# -- the index -------------------------------------------------------------------------------------------


def files_of(site: Site, store: SearchStore | None = None) -> dict[str, bytes]:
    index = index_of(site, store or SearchStore())
    return {job.path: job.make() for job in index.jobs()}


def test_the_index_is_the_same_whichever_way_it_was_reached(sample: Path) -> None:
    """Random edits, each indexed upon the last, give what is made from nothing."""
    chance = random.Random(7)
    letter = sample / "sources/letters/001.md"
    text = letter.read_text("utf-8")
    for _ in range(6):
        more = " ".join(chance.choices(["moss", "lichens", "a", "garden", "Lund"], k=chance.randrange(5)))
        letter.write_text(text.replace("She adds that", f"She adds {more} that"), "utf-8")
        site, store = site_of(sample), SearchStore(sample / PATH)
        assert files_of(site, store) == files_of(site)
        store.close()


def test_an_edit_changes_few_files(sample: Path) -> None:
    site, store = site_of(sample), SearchStore()
    before = files_of(site, store)
    note = sample / "annotations/notes/L1.yaml"
    note.write_text(note.read_text("utf-8").replace("to June 1901", "to Xyzzy 1901"), "utf-8")
    index = SearchIndex(site_of(sample), store)
    after = {job.path: job.make() for job in index.jobs()}
    changed = {path for path in after if before.get(path) != after[path]}
    assert f"{FOLDER}/text/L1.js" in changed and f"{FOLDER}/texts.js" not in changed
    assert len(changed) <= 4, changed  # its words, the vocabulary, a shard for each of two words
    assert len(after) <= 2 * len(index.parts) + 8


@pytest.mark.parametrize("other", [b"half a fi" * 1000, "create table part (id text)"])
def test_a_store_that_is_broken_is_made_again(sample: Path, other: bytes | str) -> None:
    site = site_of(sample)
    wanted = files_of(site)
    path = sample / PATH
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(other) if isinstance(other, bytes) else sqlite3.connect(path).execute(other)
    store = SearchStore(path)
    assert files_of(site, store) == wanted
    store.close()
    assert SearchStore(path).digests()


def test_what_stands_everywhere_does_not_weigh() -> None:
    """It loses its positions, then its postings; other words keep theirs."""
    few = ";".join(f"L{number} 1.1.1 2.1.1.1" for number in range(LONGEST // 16))
    all_of_them = ";".join(
        f"L{number} {' '.join(f'{unit}.1' for unit in range(9))}" for number in range(9000)
    )
    shard = bounded(shard_of_terms({"the": all_of_them, "them": few, "then": "L1 2.3"}))
    rows = dict(row.split("\t") for row in shard.split("\n"))
    assert rows["the"] == "*" and rows["then"] == "L1 2.3"
    assert rows["them"].startswith("L0 1 2;L1 1 2;") and len(shard) < LONGEST * 2


def test_shards_grow_with_the_edition() -> None:
    assert [shards_for(parts) for parts in (1, 150, 1_000, 10_000)] == [4, 128, 512, 1024]
    assert len({shard_of(term, 128) for term in ("kulak", "kulaks", "kula")}) == 1


def test_a_passage_of_signs_alone_does_not_cost_the_search(sample: Path) -> None:
    letter = sample / "sources/letters/001.md"
    letter.write_text(letter.read_text("utf-8").rstrip() + "\n\n— *** …\n", "utf-8")
    run_command(main, ["build", "--root", str(sample)])
    assert (sample / "site" / FOLDER / "texts.js").is_file()


def test_the_build_keeps_the_index_until_something_changes(sample: Path) -> None:
    run_command(main, ["build", "--root", str(sample)])
    shutil.rmtree(sample / ".cache/search.sqlite", ignore_errors=True)
    times = {path: path.stat().st_mtime_ns for path in (sample / "site" / FOLDER).rglob("*.js")}
    (sample / "templates/css").mkdir(parents=True)
    (sample / "templates/css/book.css").write_text("p { color: red; }")
    run_command(main, ["build", "--root", str(sample)])
    assert times == {path: path.stat().st_mtime_ns for path in (sample / "site" / FOLDER).rglob("*.js")}


# -- the page --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(full_edition: Path) -> Iterator[str]:
    with served(full_edition / "site") as address:
        yield address


@pytest.fixture(scope="module")
def searching(browser, server: str):
    """One page for all questions, which keeps what it has loaded."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.failures = []

    def tell(message) -> None:
        if message.type in {"error", "warning"} and not message.location["url"].endswith("favicon.ico"):
            page.failures.append(message.text)

    page.on("console", tell)
    page.on("pageerror", lambda error: page.failures.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(server) else page.failures.append(r.url))
    yield page
    context.close()


@pytest.fixture
def page(searching):
    searching.failures.clear()
    yield searching
    assert searching.failures == []


ASK_AGAIN = """address => {
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
}"""


def ask(page, base: str, query: str, more: str = "") -> int:
    """Open the search with a question, or change its address as going back does where it is open; how many
    results it has."""
    search = f"{base}search/index.html"
    address = f"{search}?q={quote(query)}{more}"
    if page.url.partition("?")[0] == search:
        told(page)
        page.evaluate(ASK_AGAIN, address)
    else:
        page.goto(address)
    return told(page)


def told(page) -> int:
    page.wait_for_selector("#search-form[data-ready=all]")
    words = page.locator("#status").text_content()
    return int(words.split()[0].replace(",", "")) if " result" in words and words[0].isdigit() else 0


def found(page) -> set[str]:
    """The addresses of all hits, without the words to mark."""
    while page.locator("#more").is_visible():
        shown = page.locator("#hits > li").count()
        page.click("#more")
        page.locator("#hits > li").nth(shown).wait_for()
    page.evaluate("document.querySelectorAll('#hits details').forEach((details) => (details.open = true))")
    page.locator("#hits details:not(:has(> ul:last-child))").first.wait_for(state="detached")
    links = page.locator("#hits a").evaluate_all("links => links.map((link) => link.href)")
    return {f"{urlsplit(link).path}#{urlsplit(link).fragment}".removesuffix("#") for link in links}


def test_the_page_makes_the_same_terms(page, server: str) -> None:
    ask(page, server, "grain")
    made = page.evaluate(
        "texts => texts.map((text) => Terms.termsIn(text).map(({at, term}) => [at, term]))",
        [t for t, _ in TERMS],
    )
    assert [in_short(tokens) for tokens in made] == [terms for _, terms in TERMS]
    terms = [term for _, line in TERMS for place in line.split() for term in place.split("+")]
    shards = page.evaluate("terms => terms.map((term) => Terms.shardOf(term, 128))", terms)
    assert shards == [f"{shard_of(term, 128):x}" for term in terms]


# what a historian asks: the question, and what must stand among the first three results or answers
QUESTIONS = [
    ("Bucharin", "Nikolai Bukharin"),
    ("Quiring", "Emmanuil Kviring"),
    ("Kondratyev", "Nikolai Kondratiev"),
    ("Trotzki", "Lev Trotsky"),
    ("Зиновьева", "Zinoviev"),
    ("the hell with him", "Letter 42, paragraph 5"),
    ('"hell with him"', "Letter 42, paragraph 5"),
    ("letter 16 n. 5", "Letter 16, note 5"),
    ("p. 110 n. 5", "Letter 16, note 5"),
    ("RGASPI 558/1/3266", "Letter 16"),
    ("3 June 1926", "Letter 16"),
    ("l'humanite", "Humanité"),
    ("Eastman Since Lenin Died", "Since Lenin Died"),
    ("silver coin", "silver"),
    ("famine Ukraine 1932", "Letter 74"),
    ("organize", "rganiz"),
]


@pytest.mark.parametrize(("question", "wanted"), QUESTIONS)
def test_what_a_historian_asks_is_answered(page, server: str, question: str, wanted: str) -> None:
    ask(page, server, question)
    first = page.locator("#answers > li, #hits > li").all_inner_texts()[:3]
    assert any(wanted in text for text in first), first


def test_spelling_does_not_matter(page, server: str) -> None:
    sets = []
    for spelling in SPELLINGS:
        ask(page, server, spelling)
        sets.append(found(page))
    assert sets[0] and all(one == sets[0] for one in sets)


def test_a_phrase_is_found_as_it_stands_in_any_spelling(page, server: str) -> None:
    assert 0 < ask(page, server, '"grain procurements"') < ask(page, server, "grain procurements")
    assert ask(page, server, '"Anglo-Russian Committee"') > 0
    for mark in page.locator("#hits mark").all_text_contents():
        assert mark == "Anglo-Russian Committee"
    assert ask(page, server, '"Committee Anglo-Russian"') == 0
    ways = {ask(page, server, f'"Nadezhda {each}"') for each in ("Krupskaja", "Krupskaia", "Крупская")}
    assert len(ways) == 1 and ways != {0}


TYPED = {  # what is typed on some keyboard, and the word of the text that it finds
    "lhumanite": "l’Humanité",
    "Humanité": "l’Humanité",
    "coeur": "cœur",
    "strasse": "Straße",
    "aether": "Æther",
    "Lodz": "Łódź",
    "smorrebrod": "smørrebrød",
    "Muenchen": "München",
    "slaate": "slate",
    "slate": "slate",
    "cooperative": "co-operative",
    "大学": "大学",
    "学校": "学校",
    "北": "北京",
    "Зиновьеву": "Зиновьев",
    "grey": "gray",
}


def test_words_are_found_as_they_are_typed(page, sample: Path) -> None:
    """In a folder, from a small edition."""
    text = sample / "sources/imported/letters/001.md"
    words = (
        "l’Humanité, cœur, Straße, Æther, Łódź, smørrebrød, München, co-operative, 北京大学校, Зиновьев, gray"
    )
    text.write_text(text.read_text("utf-8").replace("I have found", f"I have found {words},"), "utf-8")
    run_command(main, ["build", "--root", str(sample)])
    for typed, word in TYPED.items():
        assert ask(page, f"{(sample / 'site').as_uri()}/", typed), typed
        assert word in "".join(page.locator("#hits .excerpt").all_text_contents()), typed
        assert page.locator("#hits mark").count(), typed
    page.failures.clear()  # file: is not the server


def test_british_and_american_spelling_are_one(page, server: str) -> None:
    for pair in (("organise", "organize"), ("labour", "labor"), ("defence", "defense"), ("centre", "center")):
        assert len({ask(page, server, word) for word in pair}) == 1, pair


INFLECTED = {
    "en": ["lamp lamps", "story stories", "honour honor", "light lighted"],
    "de": [
        "lampe lampen",
        "brief briefe briefen briefes",
        "hauser hausern",
        "keeper keepers",
        "turmen turme",
    ],
    "fr": ["lettre lettres", "bateau bateaux", "cheval chevaux", "envoye envoyee envoyees envoyer"],
    "no": ["lampe lampes"],
}


@pytest.mark.parametrize("code", INFLECTED)
def test_endings_are_those_of_the_language(browser, code: str) -> None:
    """Of a language without a rule, those of English."""
    page = browser.new_page()
    page.set_content(f"<html lang='{code}'>")
    page.add_script_tag(content=(ROOT / "templates/js/search-terms.js").read_text("utf-8"))
    for words in INFLECTED[code]:
        assert page.evaluate("words => new Set(words.map(Terms.key)).size", words.split()) == 1, words
    assert page.evaluate("Terms.key('brief') != Terms.key('briefly')") or code == "de"
    page.close()


def test_all_words_else_most_and_the_page_says_so(page, server: str) -> None:
    grain = ask(page, server, "grain")
    assert 0 < ask(page, server, 'grain "Central Committee"') < grain
    assert page.locator("#note").inner_text() == ""
    assert ask(page, server, "grain zzzz") == grain
    assert "“zzzz” is not in the edition" in page.locator("#note").inner_text()
    assert ask(page, server, "zzzzzz") == 0


def test_a_slip_is_answered_with_a_word_of_the_edition(page, server: str) -> None:
    assert ask(page, server, "Krupskaix") == 0
    page.locator("#note a", has_text="Krupskaia").click()
    page.wait_for_url("**q=Krupskaia")
    assert told(page) > 0


def test_a_closing_does_not_outrank_a_date(page, server: str) -> None:
    ask(page, server, "September 1930")
    assert not any("opening or closing" in text for text in page.locator("#hits h2").all_inner_texts())


@pytest.mark.parametrize(
    ("name", "value"),
    [("year", "1926"), ("kind", "note"), ("person", "person-krupskaya"), ("voice", "Joseph Stalin")],
)
def test_filters_narrow(page, server: str, full_texts: list[FoundText], name: str, value: str) -> None:
    everything = ask(page, server, "Eastman")
    narrowed = ask(page, server, "Eastman", f"&{name}={quote(value)}")
    assert 0 < narrowed < everything
    texts = {text.url: text for text in full_texts}
    passages = dict(passages_of(full_texts))
    for url in found(page):
        passage, text = passages[url[1:]], texts.get(url[1:]) or texts[url[1:].partition("#")[0]]
        own = {"year": [text.date[:4]], "kind": [passage.kind], "person": passage.named, "voice": [value]}
        assert value in own[name], url
        assert name != "voice" or passage.voices[0] == "person-stalin"


def test_counts_beside_the_filters_are_what_they_leave(page, server: str) -> None:
    ask(page, server, "Eastman")
    box = page.locator("input[name=kind][value=note]")
    count = int(box.locator("xpath=../..").locator(".count").first.text_content())
    before = page.locator("#status").text_content()
    box.check()
    page.wait_for_url("**kind=note")
    page.locator("#status").filter(has_not_text=before).wait_for()
    assert told(page) == count
    page.go_back()
    page.locator("#status", has_text=before).wait_for()
    assert not box.is_checked()


def test_order_by_date(page, server: str, full_texts: list[FoundText]) -> None:
    dates = {text.url: text.date or "9999" for text in full_texts}
    ask(page, server, "Eastman", "&sort=date&kind=note")
    hits = [urlsplit(a.get_attribute("href")).path[1:] for a in page.locator("#hits h2 a").all()]
    days = [dates[hit] for hit in hits]
    assert days == sorted(days) and len(days) > 3


def test_a_hit_opens_at_its_place_with_the_words_marked(page, server: str) -> None:
    ask(page, server, "Крупская", "&kind=letter")
    page.locator("#hits a").first.click()
    page.wait_for_url("**/letters/**")
    unit = page.locator(":target")
    assert unit.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    marked = page.evaluate(
        """[...CSS.highlights.get("search")]
        .filter(range => document.querySelector(":target").contains(range.startContainer)).map(String)"""
    )
    assert any(fold(words).startswith("krup") for words in marked)
    page.keyboard.press("Escape")
    assert page.evaluate("CSS.highlights.has('search')") is False
    assert page.locator(".unmark").count() == 0


def test_the_search_and_its_marks_work_in_a_folder(page, full_edition: Path) -> None:
    base = f"{(full_edition / 'site').as_uri()}/"
    assert ask(page, base, "Trotsky", "&kind=letter") > 0
    page.locator("#hits a").first.click()
    page.wait_for_url("**/letters/**")
    assert page.evaluate("CSS.highlights.get('search').size") > 0
    page.get_by_role("button", name="Remove marks").click()
    assert page.evaluate("CSS.highlights.has('search')") is False
    assert not [failure for failure in page.failures if not failure.startswith("file:")]
    page.failures.clear()  # file: is not the server


def test_the_keyboard_is_enough(page, server: str) -> None:
    page.goto(f"{server}search/index.html")
    page.locator("#q:focus").wait_for()
    told(page)
    page.keyboard.type("Eastman")
    page.keyboard.press("Enter")
    page.locator("#status", has_text="result").wait_for()
    everything = page.locator("#status").text_content()
    while page.evaluate("document.activeElement.name") != "year":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**year=**")
    page.locator("#status").filter(has_not_text=everything).wait_for()
    while not page.evaluate("document.activeElement.closest('#hits') !== null"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**mark=**")


def test_the_box_in_the_head_leads_to_the_search(page, server: str) -> None:
    page.goto(f"{server}letters/16/index.html")
    box = page.locator("header.site input[name=q]")
    box.fill("Eastman")
    box.press("Enter")
    assert told(page) > 0 and page.input_value("#q") == "Eastman"


def test_without_scripts_the_page_says_so(browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}search/index.html?q=Eastman")
    assert page.get_by_text("needs scripts").is_visible() and page.locator("#search-form").is_hidden()
    links = page.locator("#search-notice a")
    assert links.get_by_text("people", exact=True).count() == 1 and links.count() > 5
    context.close()


def test_without_an_index_the_page_says_so(browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/search/data/**", lambda route: route.fulfill(status=404))
    page.goto(f"{server}search/index.html?q=Eastman")
    page.get_by_text("could not be loaded").wait_for()
    assert page.get_by_text("needs scripts").is_hidden() and page.locator("#search-form").is_hidden()
    context.close()


def test_nothing_shifts_and_little_is_loaded(browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    sizes: dict[str, int] = {}
    page.on("response", lambda r: sizes.update({r.url: int(r.headers.get("content-length", 0))}))
    page.add_init_script(
        """window.shift = 0;
        const add = (list) => list.getEntries().forEach((entry) => (shift += entry.value));
        new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});"""
    )
    ask(page, server, "grain procurements")
    assert page.evaluate("shift") < 0.01
    assert sum(size for url, size in sizes.items() if f"/{FOLDER}/" in url) < 700_000, sizes
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_the_results(browser, server: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    ask(page, server, "Eastman", "&kind=note")
    if width == 390:
        page.click("#narrow")
    page.locator("#hits summary").first.click()
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    faults = axe.faults_in_light_and_dark(page)
    context.close()
    assert faults == [] and overflow <= 0


def test_scripts_stay_small() -> None:
    """Without comments, as they are published; what only the search needs is counted apart."""
    scripts = (ROOT / "templates/js").glob("*.js")
    sizes = {path.name: len(without_comments(path.read_bytes())) for path in scripts}
    search = sum(size for name, size in sizes.items() if name.startswith("search"))
    assert search <= 40_000 and sum(sizes.values()) - search <= 15 * 1024, sizes
