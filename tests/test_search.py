"""The search: what is found, how it may be spelt, and the page in a real browser."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

import axe
import pytest
from conftest import run_command, site_of
from lxml import html

from edition.cli import main
from edition.lookup.addresses import href
from edition.model import SearchRecord
from edition.pipeline import build
from edition.render.search import pagefind
from edition.render.search.records import SORTS, Search
from edition.render.site import Site
from edition.tei.reading import SEARCHED, text_of
from edition.tei.tree import XML_ID
from edition.words.transliteration import fold, latin_spellings

SPELLINGS = ["Krupskaia", "Krupskaya", "Krupskaja", "Крупская"]


@pytest.fixture
def search(sample: Path) -> Search:
    return site_of(sample).search


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


def test_a_search_takes_no_notice_of_case_diacritics_and_apostrophes() -> None:
    assert fold("Zinov’ev") == fold("ZINOVEV") == fold("Zinóvev")


# -- records ---------------------------------------------------------------------------------------------


def test_every_unit_with_words_has_one_record(sample: Path) -> None:
    site = site_of(sample)
    urls = [record.url for record in site.search.records]
    assert len(urls) == len(set(urls))
    wanted = {href(ref, "") for _, ref, _ in site.edition.entries()}
    for document in site.edition.documents.values():
        for element in document.tree.xpath("//*[local-name()='p' or local-name()='note'][@xml:id]"):
            if text_of(element) and not element.xpath(".//*[@reason='not-included']"):
                wanted.add(href(element.get(XML_ID), ""))
    assert wanted <= set(urls)
    others = {url.rpartition("#")[2] for url in set(urls) - wanted}
    assert all(unit == "text" or unit.startswith(("h", "e")) for unit in others), others


def records_without_place(search: Search, root: Path) -> list[str]:
    pages: dict[str, set[str]] = {}
    lost = []
    for record in search.records:
        path, _, unit = record.url.partition("#")
        if path not in pages:
            pages[path] = set(html.parse(str(root / "site" / path)).xpath("//@id"))
        if unit and unit not in pages[path]:
            lost.append(record.url)
    return lost


def test_every_record_leads_to_a_place_of_the_site(sample: Path, search: Search) -> None:
    run_command(main, ["build", "--root", str(sample)])
    assert records_without_place(search, sample) == []


def test_so_does_every_record_of_both_layers(
    full_site: Site, full_edition: Path, calendar_site: Site, calendar_edition: Path
) -> None:
    assert records_without_place(full_site.search, full_edition) == []
    assert records_without_place(calendar_site.search, calendar_edition) == []


SEARCHED_WHOLE = replace(SEARCHED, stop=False)  # a text with all the units in it


def test_every_word_of_a_text_is_in_one_record(full_site: Site) -> None:
    """Nothing that is read on a letter's page is left out, nothing is there twice."""
    site = full_site
    for ref in ("L16", "L42", "L55"):
        tree = site.edition.documents[ref].tree
        body = tree.find(".//{*}text/{*}body")
        expected = sorted("".join(text_of(body, SEARCHED_WHOLE).split()))
        number = ref[1:]
        contents = [
            record.content
            for record in site.search.records
            if record.url.startswith(f"letters/{number}/") and record.filters["kind"] == ("letter",)
        ]
        assert sorted("".join("".join(contents).split())) == expected, ref


def test_a_correction_is_searched_not_the_slip(full_site: Site) -> None:
    site = full_site
    choices = site.edition.documents["L65"].tree.findall(".//{*}choice")
    records = [r.content for r in site.search.records if r.url.startswith("letters/65/")]
    assert choices
    for choice in choices:
        assert any(text_of(choice.find("{*}corr")) in content for content in records)


def test_what_is_not_included_is_not_found(calendar_site: Site) -> None:
    records = calendar_site.search.records
    assert not [record.url for record in records if record.filters.get("kind") == ("letter",)]


def test_kinds_and_voices_are_told(full_site: Site) -> None:
    site = full_site
    by_url = {record.url: record.filters for record in site.search.records}
    note = by_url["letters/16/index.html#n5"]
    assert note["kind"] == ("note",) and note["year"] == ("1926",)
    assert (
        note["voice"]
        != by_url["letters/16/index.html#p3"]["voice"]
        != by_url["letters/16/index.html#s1"]["voice"]
    )
    assert set(site.search.values("kind")) == set(SORTS)


def test_whoever_is_named_can_be_found_by_any_name(full_site: Site) -> None:
    """A passage that says Grisha is found with Zinoviev, and says which word means him."""
    records = full_site.search.records
    record = next(r for r in records if "Grisha " in r.content and r.filters["kind"] == ("letter",))
    group = next(g for g in record.names.split("; ") if "Grisha" in g.split(" = ")[0])
    assert {"Zinoviev", "Зиновьев", "Sinowjew"} <= set(group.split(" = ")[1].split())


# -- the index -------------------------------------------------------------------------------------------


def record_of(number: int) -> SearchRecord:
    return SearchRecord(
        f"a/index.html#p{number}", f"words of {number}", f"p {number}", "t", "", {}, "", number
    )


def test_the_index_is_made_again_byte_for_byte(tmp_path: Path, search: Search) -> None:
    first, problems = pagefind.index_records(search.records, tmp_path / "one")
    second, _ = pagefind.index_records(search.records, tmp_path / "two")
    assert first == second and first and problems == []
    names = {artifact.path for artifact in first}
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json", "pagefind/ranks.json"} <= names
    assert not [name for name in names if "ui" in name or name.endswith(".css")]


def test_the_index_is_kept_until_a_record_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [record_of(n) for n in range(3)]
    made, _ = pagefind.index_records(records, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(pagefind, "_run", lambda *_: pytest.fail("made again"))
        assert pagefind.index_records(records, tmp_path)[0] == made
    changed, _ = pagefind.index_records([*records, record_of(3)], tmp_path)
    assert changed != made
    (tmp_path / pagefind.CACHE).write_text("half a fi")
    assert pagefind.index_records(records, tmp_path)[0] == made


def test_a_record_of_signs_alone_does_not_cost_the_search(tmp_path: Path) -> None:
    records = [record_of(0), replace(record_of(1), content="— *** …"), record_of(2)]
    made, problems = pagefind.index_records(records, tmp_path)
    names = json.loads({a.path: a.data for a in made}["pagefind/ranks.json"])
    assert problems == [] and names[0] and names[2] and names[1] == ""


def test_ranks_are_the_order_of_the_records(tmp_path: Path) -> None:
    records = [record_of(n) for n in range(12)]
    files = {a.path: a.data for a in pagefind.index_records(records, tmp_path)[0]}
    names = json.loads(files["pagefind/ranks.json"])
    assert len(set(names)) == 12
    assert all(f"pagefind/fragment/{name}.pf_fragment" in files for name in names)


@pytest.mark.parametrize("program", ["#!/bin/sh\nexit 3\n", "#!/bin/sh\necho 'bm90IGpzb24=,'\nsleep 1\n"])
def test_without_pagefind_the_rest_is_built(
    sample: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    fake = sample / "fake"
    fake.write_text(program)
    fake.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(fake))
    result = build(sample)
    assert [finding.code for finding in result.diagnostics] == ["X201"] and not result.failed
    paths = {artifact.path for artifact in result.artifacts}
    assert "search/index.html" in paths and not [path for path in paths if path.startswith("pagefind/")]


def test_a_build_without_pagefind_is_not_the_last_word(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PAGEFIND_BINARY_PATH", str(sample / "nothing"))
        assert "warning X201" in run_command(main, ["build", "--root", str(sample)]).output
    assert "Nothing has changed" not in run_command(main, ["build", "--root", str(sample)]).output
    assert (sample / "site/pagefind/pagefind.js").is_file()


# -- the page --------------------------------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server(full_edition: Path) -> Iterator[str]:
    handler = partial(Quiet, directory=str(full_edition / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser, server: str):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
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
    assert page.failures == []
    context.close()


def ask(page, server: str, query: str, more: str = "") -> int:
    """Open the search with a question; how many places it finds."""
    page.goto(f"{server}search/index.html?q={quote(query)}{more}")
    return told(page)


def told(page) -> int:
    status = page.locator("#status", has_text="result")
    status.wait_for()
    words = status.text_content()
    return 0 if words.startswith("No ") else int(words.split()[0].replace(",", ""))


def found(page) -> set[str]:
    """The addresses of all hits, without the words to mark."""
    while page.locator("#more").is_visible():
        shown = page.locator("#hits li").count()
        page.click("#more")
        page.locator("#hits li").nth(shown).wait_for()
    links = [urlsplit(link.get_attribute("href")) for link in page.locator("#hits a").all()]
    return {f"{link.path}#{link.fragment}" for link in links}


def test_spelling_does_not_matter(page, server: str) -> None:
    sets = []
    for spelling in SPELLINGS:
        count = ask(page, server, spelling)
        sets.append(found(page))
        assert len(sets[-1]) == count
    assert sets[0] and all(one == sets[0] for one in sets)


def test_a_phrase_is_found_as_it_stands_in_any_spelling(page, server: str) -> None:
    assert 0 < ask(page, server, '"grain procurements"') < ask(page, server, "grain procurements")
    assert ask(page, server, '"Anglo-Russian Committee"') > 0
    for mark in page.locator("#hits mark").all_text_contents():
        assert mark == "Anglo-Russian Committee"
    assert ask(page, server, '"Committee Anglo-Russian"') == 0
    ways = {
        ask(page, server, f'"Nadezhda {spelling}"') for spelling in ("Krupskaja", "Krupskaia", "Крупская")
    }
    assert len(ways) == 1 and ways != {0}


def test_all_words_must_be_there(page, server: str) -> None:
    grain = ask(page, server, "grain")
    both = ask(page, server, 'grain "Central Committee"')
    assert 0 < both < grain
    assert ask(page, server, "grain zzz") == 0
    assert ask(page, server, "Krupskaix") == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [("year", "1926"), ("kind", "note"), ("person", "person-krupskaya"), ("voice", "Joseph Stalin")],
)
def test_filters_narrow(page, server: str, full_site: Site, name: str, value: str) -> None:
    records = {record.url: record for record in full_site.search.records}
    everything = ask(page, server, "Eastman")
    narrowed = ask(page, server, "Eastman", f"&{name}={quote(value)}")
    assert 0 < narrowed < everything
    for url in found(page):
        record = records[url.removeprefix("/").removesuffix("#")]
        assert value in record.filters[name]


def test_counts_beside_the_filters_are_what_they_leave(page, server: str) -> None:
    ask(page, server, "Eastman")
    box = page.locator("input[name=kind][value=note]")
    count = int(box.locator("xpath=..").locator(".count").text_content())
    before = page.locator("#status").text_content()
    box.check()
    page.wait_for_url("**kind=note")
    page.locator("#status").filter(has_not_text=before).wait_for()
    assert told(page) == count
    page.go_back()
    page.locator("#status", has_text=before).wait_for()
    assert not box.is_checked()


def test_order_by_date(page, server: str, full_site: Site) -> None:
    rank = {record.url: record.rank for record in full_site.search.records}
    ask(page, server, "Eastman", "&sort=date")
    hits = [urlsplit(a.get_attribute("href")) for a in page.locator("#hits a").all()]
    ranks = [rank[f"{hit.path[1:]}#{hit.fragment}".removesuffix("#")] for hit in hits]
    assert ranks == sorted(ranks) and len(ranks) > 3


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


def test_marks_work_in_a_folder(page, full_edition: Path) -> None:
    page.goto((full_edition / "site/letters/6/index.html").as_uri() + "?mark=Trotsky#p3")
    assert page.evaluate("CSS.highlights.get('search').size") > 1
    page.get_by_role("button", name="Remove marks").click()
    assert page.evaluate("CSS.highlights.has('search')") is False
    page.failures.clear()  # file: is not the server


def test_the_keyboard_is_enough(page, server: str) -> None:
    page.goto(f"{server}search/index.html")
    page.locator("#q:focus").wait_for()
    page.keyboard.type("Eastman")
    page.keyboard.press("Enter")
    everything = told(page)
    page.keyboard.press("Tab")  # the button
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.name") != "year":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**year=**")
    page.locator("#status").filter(has_not_text=f"{everything} places").wait_for()
    assert told(page) < everything
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


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("where", ["folder", "server"])
def test_where_nothing_can_be_searched_the_page_says_so(
    browser,
    full_edition: Path,
    server: str,
    where: str,
    scripts: bool,
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    errors = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" and "404" not in m.text else None)
    base = f"{(full_edition / 'site').as_uri()}/" if where == "folder" else server
    page.goto(f"{base}search/index.html?q=Eastman")
    if where == "server" and scripts:
        told(page)
        assert page.locator("#search-notice").is_hidden()
    else:
        assert page.locator("#no-server").is_visible() and page.locator("#search-form").is_hidden()
        links = page.locator("#search-notice a")
        assert links.get_by_text("people", exact=True).count() == 1 and links.count() > 5
    context.close()
    assert errors == []


def test_without_an_index_the_page_says_so(browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/pagefind/**", lambda route: route.fulfill(status=404))
    page.goto(f"{server}search/index.html?q=Eastman")
    page.locator("#no-index").wait_for()
    assert page.locator("#no-server").is_hidden() and page.locator("#search-form").is_hidden()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_the_results(browser, server: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    ask(page, server, "Eastman", "&kind=note")
    if width == 390:
        page.click("#filters summary")
    faults = axe.faults_in_light_and_dark(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert faults == [] and overflow <= 0


def test_scripts_stay_small() -> None:
    from conftest import ROOT

    assert (ROOT / "templates/js/mark.js").stat().st_size <= 1500
