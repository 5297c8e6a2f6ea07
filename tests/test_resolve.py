"""Citations are understood: by the program and by the page alike, with script and without."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path

import axe
import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT, TESTS, run_command, site_of, url
from lxml import html

from edition.cli import main
from edition.forms.configuration import ConfigFields
from edition.forms.language import language_of
from edition.lookup.addresses import UNITS, address
from edition.lookup.catalogue import Catalogue
from edition.lookup.citation_words import normalise
from edition.lookup.grammar import grammar, read_citation
from edition.lookup.resolving import SENTENCES, Answer, resolve
from edition.model import Edition, Successor
from edition.render.pages.resolve import routes
from edition.render.pages.route import environment, render_page
from edition.render.printed import PrintedVolume
from edition.render.site import Site

PAGE = "resolve/index.html"
CITATIONS = [tuple(row) for row in yaml.safe_load((TESTS / "citations.yaml").read_text("utf-8"))]
HISTORY = {
    "essay-old": Successor("essay-old", "essay-older", "Renamed.", "0.2"),
    "essay-older": Successor("essay-older", "essay-economy", "Renamed again.", "0.3"),
    "essay-gone": Successor("essay-gone", "", "It repeated another.", "0.3"),
    "essay-round": Successor("essay-round", "essay-about", "A circle.", "0.3"),
    "essay-about": Successor("essay-about", "essay-round", "A circle.", "0.3"),
    "L16.p999": Successor("L16.p999", "L16.p3", "Joined to it.", "0.2"),
}


def catalogue_of(site: Site) -> Catalogue:
    return Catalogue(site.edition, site.config, PrintedVolume(site.edition).concordance)


@pytest.fixture(scope="module")
def full(full_site: Site) -> Catalogue:
    return catalogue_of(full_site)


@pytest.fixture(scope="module")
def calendar(calendar_site: Site) -> Catalogue:
    return catalogue_of(calendar_site)


def in_short(answer: Answer) -> str:
    """As the table of examples has it."""
    places = [place.id + ("" if place.certain else "?") for place in answer.targets]
    return " ".join(["unknown"] * (answer.state == "unknown") + places)


def in_full(answer: Answer) -> tuple[str, str, list[str]]:
    """As the page shows it."""
    told = [f"{'' if place.certain else 'perhaps '}{place.label} {place.url}" for place in answer.targets]
    return answer.state, answer.sentence, told


def shown(page) -> tuple[str, str, list[str]]:
    answer = page.get_by_role("status")
    state, told = answer.locator("b").text_content(), answer.locator("span").text_content()
    return state, told, answer.locator("li").all_text_contents()


# -- what is meant ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "expected"), CITATIONS)
def test_a_citation_is_understood(full: Catalogue, text: str, expected: str) -> None:
    assert in_short(resolve(text, full)) == expected


ABROAD = {
    "de": """Brief 16, Anm. 5 → l16.n5 | letter 16 n. 5 → l16.n5 | S. 12, Anm. 5 → p12-12.n5
        S. 12–14 → p12-14 | p. 12 n. 5 → p12-12.n5 | Anm. 5 zu Brief 16 → l16.n5 | Br. 16, Abs. 3 → l16.p3
        Fußnote 5 zu Brief Nr. 16 → l16.n5 | 3. März 1784 → =1784-03-03 | 3. Okt. 1784 → =1784-10-03""",
    "fr": """lettre 16, n. 5 → l16.n5 | p. 12, n. 5 → p12-12.n5 | note 5 à la lettre 16 → l16.n5
        lettre n° 16, § 3 → l16.p3 | 1er août 1784 → =1784-08-01 | 14 juillet 1784 → =1784-07-14
        3 juin 1784 → =1784-06-03 | 3 June 1784 → =1784-06-03""",
    "en": "3rd June 1784 → =1784-06-03",
}


@pytest.mark.parametrize("code", ABROAD)
def test_an_edition_in_another_language_reads_its_words_and_english(code: str) -> None:
    """And what its own pages call a place."""
    phrases = language_of(code)[0]
    rules = grammar(
        Edition({}, {}, None), ConfigFields.model_construct(title="Lumen", volume=None).speaking(phrases)
    )
    rows = [row.split(" → ") for row in re.split(r" \| |\n\s*", ABROAD[code])]
    letter = phrases.say("Letter {number}", number=16)
    rows += [(f"{letter}, {phrases.say(unit, number=5)}", f"l16.{kind}5") for kind, unit in UNITS.items()]
    for text, key in rows:
        cited = read_citation(text, rules)
        assert cited and cited.key == key, text


def test_every_id_is_found_by_itself_its_address_and_its_words(full: Catalogue) -> None:
    ids = [f"{ref}.{unit}" if unit else ref for ref in full.texts for unit in ("", *full.units[ref])]
    assert len(ids) > 3000
    for ref in [*ids, *(ref for _, ref, _ in full.edition.entries())]:
        place = full.target(ref)
        assert [p.id for p in resolve(ref, full).targets] == [ref]
        assert [p.id for p in resolve(place.url, full).targets] == [ref]
        assert [p.id for p in resolve(place.path.replace("/#", "/index.html#"), full).targets] == [ref]
    for ref in ids:
        assert ref in [place.id for place in resolve(full.target(ref).label, full).targets], ref


def test_every_certain_page_and_note_leads_to_the_note(full: Catalogue) -> None:
    assert full.pages
    certain = [pages for pages in full.pages.pages.values() if ".n" in pages.unit and pages.certain]
    assert len(certain) > 200
    for pages in certain:
        note = pages.unit.rpartition(".n")[2]
        answer = resolve(f"{full.config.volume.short}, p. {pages.first} n. {note}", full)
        assert pages.unit in [place.id for place in answer.targets if place.certain]


def test_what_may_stand_on_a_page_is_told_as_possible(full: Catalogue) -> None:
    assert full.pages
    vague = next(p for p in full.pages.pages.values() if p.begins_by > p.first and ".n" not in p.unit)
    answer = resolve(f"p. {vague.first}", full)
    assert vague.unit in [place.id for place in answer.targets if not place.certain]
    assert [place.certain for place in answer.targets] == sorted(
        (p.certain for p in answer.targets), reverse=True
    )
    both = resolve("pp. 108–10", full)
    assert both == resolve("pp. 108-110", full) and both.state == "several"
    assert len(resolve("pp. 1-99999999", full).targets) > 10


def test_without_the_text_addresses_stand_and_pages_are_not_known(calendar: Catalogue) -> None:
    answer = resolve("letter 16, n. 5", calendar)
    assert (answer.state, in_short(answer)) == ("not included", "L16.n5")
    assert resolve("letter 16, summary", calendar).state == "current"
    assert resolve("letter 16, note nonsense", calendar).state == "unknown"
    for text in ("Lih et al., p. 110 n. 5", "p. 110", "110n5"):
        assert resolve(text, calendar) == Answer("not included", (), SENTENCES["no pages"])


def test_ids_that_were_renamed_are_followed(full: Catalogue) -> None:
    known = replace(full, history=HISTORY)
    for text in ("essay-old", "essay-older", "https://example.org/stalin-molotov/essays/old/"):
        answer = resolve(text, known)
        assert (answer.state, in_short(answer)) == ("moved", "essay-economy") and "0.3" in answer.sentence
    assert in_short(resolve("essay-old.p2", known)) == "essay-economy.p2"
    assert in_short(resolve("essays/old/#p2", known)) == "essay-economy.p2"
    assert resolve("L16.p999", known).state == "moved" and in_short(resolve("L16.p999", known)) == "L16.p3"
    gone = resolve("essay-gone", known)
    assert gone.state == "withdrawn" and not gone.targets and "It repeated another." in gone.sentence
    assert resolve("essay-round", known).state == "withdrawn"
    assert resolve("essay-never", known).state == "unknown"


def test_a_small_edition_knows_its_own_volume(sample: Path) -> None:
    known = catalogue_of(site_of(sample))
    assert in_short(resolve("The Herbarium Letters, letter 1", known)) == "L1"
    assert in_short(resolve("Herbarium, no. 2", known)) == "L2"
    assert resolve("Lih et al., letter 1", known).state == "unknown", "which is another edition’s volume"


@pytest.mark.parametrize(
    "text", ["", " ", "[[[", "$1 \\1 (", "p. " + "9" * 40, "a/" * 400, "n. " * 400, "\u0661"]
)
def test_nonsense_is_answered_quietly(full: Catalogue, text: str) -> None:
    assert resolve(text, full).state == "unknown"


def test_spelling_makes_no_difference() -> None:
    assert normalise(" “Létter\u00a016”,  n.\u20115 ") == "letter 16, n.-5"
    assert read_citation(" .. ", ()) is None


# -- the command ------------------------------------------------------------------------------------------


def test_the_command_answers(full_edition: Path) -> None:
    root = ["--root", str(full_edition)]
    told = run_command(main, ["resolve", *root, "letter", "16,", "n.", "5"]).output
    assert (
        told
        == f"current: {SENTENCES['current']}\nLetter 16, note 5\n  https://example.org/stalin-molotov/letters/16/#n5\n"
    )
    data = json.loads(
        run_command(main, ["resolve", *root, "--format", "json", "f. 558 op. 1 d. 3266"]).output
    )
    assert data["state"] == "several" and [place["id"] for place in data["places"]] == ["L16", "L18"]
    run_command(main, ["resolve", *root, "letter 160"], expect=1)


def test_the_command_answers_from_an_edition_with_mistakes(sample: Path, tmp_path: Path) -> None:
    (sample / "sources/letters/002.md").write_text("---\nid: L2\nnonsense: yes\n---\n")
    assert "letters/1/" in run_command(main, ["resolve", "--root", str(sample), "letter 1"]).output
    nothing = CliRunner().invoke(main, ["resolve", "--root", str(tmp_path / "sample" / "sources"), "L1"])
    assert nothing.exit_code == 1 and not isinstance(nothing.exception, (KeyError, TypeError))


# -- the page ---------------------------------------------------------------------------------------------


ANSWERS = """async (texts) => {
  const form = document.querySelector("form.cite"), answer = document.querySelector("[role=status]");
  const told = [];
  for (const text of texts) {
    form.q.value = text;
    form.requestSubmit();
    await new Promise((done) => setTimeout(done));
    const [state, sentence] = ["b", "span"].map((name) => answer.querySelector(name).textContent);
    told.push([state, sentence, [...answer.querySelectorAll("li")].map((place) => place.textContent)]);
  }
  return told;
}"""


def test_the_page_answers_as_the_program_does(tab, full_edition: Path, full: Catalogue) -> None:
    tab.goto(url(full_edition, PAGE))
    more = [
        "p. 110",
        "pp. 108–10",
        "p. 37",
        "pp. 1-99999999",
        "f. 558, op. 1, d. 5388, l. 7",
        "letter 16 n. 1 p. 3",
    ]
    texts = [*(text for text, _ in CITATIONS), *more, *(f"p. {number}" for number in range(1, 270, 7))]
    for text, told in zip(texts, tab.evaluate(ANSWERS, texts), strict=True):
        assert tuple(told) == in_full(resolve(text, full)), text
    assert tab.failures == []


def test_the_page_without_the_text_says_so(tab, calendar_edition: Path, calendar: Catalogue) -> None:
    tab.goto(url(calendar_edition, PAGE))
    for text in ("letter 16, n. 5", "p. 110 n. 5", "110n5", "letter 16, s1", "letter 16, note nonsense"):
        tab.get_by_label("Citation", exact=True).fill(text)
        tab.get_by_role("button", name="Find").click()
        assert shown(tab) == in_full(resolve(text, calendar)), text


def test_the_page_knows_what_was_renamed(tab, full_edition: Path, full: Catalogue, tmp_path: Path) -> None:
    site = Site(replace(full.edition, successors=HISTORY), full.config, full_edition / "templates")
    (route,) = (route for route in routes(site) if route.path == PAGE)
    (tmp_path / "site/resolve").mkdir(parents=True)
    (tmp_path / "site" / PAGE).write_bytes(render_page(site, environment(site), route))
    (tmp_path / "site/assets").symlink_to(full_edition / "site/assets")
    tab.goto(url(tmp_path, PAGE))
    known = replace(full, history=HISTORY)
    for text in (
        "essay-old",
        "essays/old/#p2",
        "essay-old.p2",
        "essay-gone",
        "L16.p999",
        "essay-round",
        "L16",
    ):
        tab.get_by_label("Citation", exact=True).fill(text)
        tab.keyboard.press("Enter")
        assert shown(tab) == in_full(resolve(text, known)), text


def test_a_question_is_in_the_address_and_its_answer_leads_there(tab, full_edition: Path) -> None:
    tab.goto(url(full_edition, PAGE) + "?q=letter+16,+n.+5")
    assert shown(tab)[0] == "current" and tab.url.endswith("?q=letter+16,+n.+5")
    tab.get_by_role("status").get_by_role("link").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/letters/16/index.html#n5")
    tab.goto(url(full_edition, PAGE))
    tab.get_by_label("Citation", exact=True).fill("<b>p. 110</b> & more")
    tab.keyboard.press("Enter")
    assert tab.url.endswith("?q=%3Cb%3Ep.%20110%3C%2Fb%3E%20%26%20more")
    tab.reload()
    assert tab.get_by_label("Citation", exact=True).input_value() == "<b>p. 110</b> & more"


def test_without_script_everything_can_be_looked_up(scriptless, full_edition: Path, full: Catalogue) -> None:
    scriptless.goto(url(full_edition, PAGE))
    assert (
        not scriptless.locator("form.cite").is_visible() and not scriptless.get_by_role("status").is_visible()
    )
    scriptless.locator(".fold summary", has_text="Letters").click()
    row = scriptless.locator("tr", has=scriptless.get_by_role("link", name="Letter 16", exact=True))
    assert "d. 3266" in row.inner_text() and "s1–" in row.inner_text()
    row.get_by_role("link", name="n5", exact=True).click()
    assert scriptless.url.endswith("letters/16/index.html#n5")
    scriptless.goto(url(full_edition, PAGE))
    scriptless.locator(".fold summary", has_text="Pages").click()
    scriptless.locator("#page-110").get_by_role("link", name="n. 5").click()
    assert scriptless.url.endswith("letters/16/index.html#n5")
    tree = html.parse(str(full_edition / "site" / PAGE))
    linked = set(tree.xpath("//table[contains(@class, 'cited')]//a/@href"))
    for ref in full.texts:
        for unit in full.units[ref]:
            if re.fullmatch(r"n(\d+|-.+)", unit):
                assert f"../{address(ref)}index.html#{unit}" in linked


def test_the_answer_fits_a_narrow_screen_and_axe_finds_nothing_in_it(page, full_edition: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(url(full_edition, PAGE) + "?q=pp.+108-110")
    assert page.get_by_role("status").locator("li").count() > 5
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe.faults_in_light_and_dark(page) == []


def test_it_stays_small(full_edition: Path) -> None:
    assert len(gzip.compress((full_edition / "site" / PAGE).read_bytes())) <= 65_000
    assert (ROOT / "templates/js/resolve.js").stat().st_size <= 4700


def test_ways_lead_to_it(full_edition: Path) -> None:
    for path in ("browse/index.html", "about/index.html", "404.html"):
        assert "resolve/" in (full_edition / "site" / path).read_text()
