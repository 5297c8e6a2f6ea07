"""Names and languages: an edition in another language, languages within a text, what looks the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import site_of
from lxml import etree, html
from test_phrases import asked_for

from edition.forms import language
from edition.forms.language import HINT, Language, language_of
from edition.forms.registers import Person
from edition.merge.locate import find_quote
from edition.merge.names import NameIndex, link_names
from edition.model import Register, TextQuoteSelector
from edition.pipeline import assemble
from edition.render import RENDERERS
from edition.render.showing import Page, content
from edition.store.memo import Memo
from edition.store.source_files import read_files
from edition.tei.tree import NS
from edition.words.languages import direction, with_script
from edition.words.terms import terms_in
from edition.words.typography import as_seen

WORD = re.compile(r"[^\W\d_]{3,}")
MARKUP = re.compile(r"<[^<>]*>|\{\w+\}|&\w+;|https?://\S+|[\w/-]+\.[a-z]{2,}")
SAID_ALOUD = ("aria-label", "title", "placeholder", "alt", "data-label")
CITED = "//*[contains(@class, 'citation')]"  # Chicago and MLA are written in English


def words_of(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(MARKUP.sub(" ", text))}


def words_on(page: bytes) -> set[str]:
    """What is read and read out on a page, but for citations."""
    tree = html.fromstring(page)
    for element in tree.xpath(f"//script | //style | //code | {CITED}"):
        element.drop_tree()
    told = [value for name in SAID_ALOUD for value in tree.xpath(f"//@{name}")]
    described = tree.xpath("//meta[@name='description' or @property='og:description']/@content")
    return words_of(" ".join([tree.text_content(), *told, *described]))


@pytest.fixture
def german(sample: Path) -> Path:
    settings = sample / "sources/edition.yaml"
    settings.write_text(f"{settings.read_text()}language: de\n")
    return sample


def test_an_edition_in_german_has_no_english_word_of_the_interface(german: Path) -> None:
    language, _ = language_of("de")
    english = words_of(" ".join(f"{one} {many}" for one, many in asked_for().items()))
    said = words_of(" ".join(form for forms in language.said.values() for form in forms))
    sources = [path for path in german.rglob("*") if path.suffix in {".md", ".yaml"}]
    written = words_of(" ".join(path.read_text() for path in sources))
    pages = {job.path: job.make() for job in RENDERERS["html"](site_of(german)) if job.path.endswith(".html")}
    assert len(pages) > 30
    left = {path: words_on(page) & (english - said - written) for path, page in pages.items()}
    assert {path: words for path, words in left.items() if words} == {}
    assert b'<html lang="de"' in pages["letters/1/index.html"]
    declared = [page.find(b'<meta charset="utf-8">') for page in pages.values()]
    assert min(declared) > 0 and max(declared) < 1000  # where browsers look for it (HTML, 4.2.5.4)


def test_what_is_wrong_in_a_file_of_phrases_is_told(german: Path) -> None:
    phrases = german / "templates/phrases/de.yaml"
    phrases.parent.mkdir(parents=True)
    phrases.write_text('"Notes": Noten\n"Summary": [a, b]\n"note {number}": "Note {numer}"\n')
    told = [str(finding) for finding in assemble(read_files(german)).diagnostics]
    assert "neither a phrase" in told[0] and "has no “{numer}”" in told[1]
    phrases.write_text('"Notes": Noten\n')
    assert site_of(german).config.phrases.say("Notes") == "Noten"


def test_other_phrases_of_the_engine_are_known_as_such(german: Path, monkeypatch) -> None:
    """By what was kept of them, for they need not stand in the program's own folder."""
    memo = Memo()
    assert site_of(german, memo=memo).config.phrases.say("Notes") == "Anmerkungen"
    monkeypatch.setattr(language, "_shipped", language._shipped.__wrapped__)
    monkeypatch.setattr(language, "_text_shipped", lambda code: '"Notes": Noten')
    assert site_of(german, memo=memo.following()).config.phrases.say("Notes") == "Noten"


@pytest.mark.parametrize("said", ["{number:d}", "{number!r:>9}", "{number.real}", "{}", "{number"])
def test_braces_that_are_no_value_of_the_phrase_are_told(said: str) -> None:
    language, problems = language_of("de", f'"note {{number}}": "Note {said}"\n')
    assert len(problems) == 1 and problems[0].hint == HINT
    assert language.say("note {number}", number=3) == "Anmerkung 3"


def test_a_number_that_a_phrase_does_not_have_is_one() -> None:
    language, problems = language_of("de", '"Notes": "{n} Noten"\n')
    assert not problems and language.say("Notes") == language("Notes") == "1 Noten"


@pytest.mark.parametrize(
    ("code", "edtf", "words"),
    [
        ("de", "1784-06-03", "3. Juni 1784"),
        ("de", "1784-06-03/1784-06-05", "3.–5. Juni 1784"),
        ("de", "1784-06", "Juni 1784"),
        ("de", "1784~", "um 1784"),
        ("de", "../1784-01-01", "nicht nach 1. Januar 1784"),
        ("de", "1784-05-30/1784-06-02", "30. Mai bis 2. Juni 1784"),
        ("de", "1784-21", "Frühjahr 1784"),
        ("fr", "1784-06-01", "1er juin 1784"),
        ("fr", "1784-06-02", "2 juin 1784"),
        ("fr", "1784-08~/1784-09~", "entre août et septembre 1784"),
    ],
)
def test_a_date_is_said_in_its_language(code: str, edtf: str, words: str) -> None:
    assert language_of(code)[0].date(edtf) == words


def test_lists_and_numbers_follow_the_language() -> None:
    german, french = language_of("de")[0], language_of("fr")[0]
    assert german.listed(["A", "B", "C"]) == "A, B und C" and french.listed(["A", "B"]) == "A et B"
    assert german.number(1234567) == "1.234.567" and french.number(1234) == "1\u202f234"
    assert french.say("{n} letter", "{n} letters", n=0) == "0 lettre"
    assert german.say("{n} letter", "{n} letters", n=0) == "0 Briefe"


@pytest.mark.parametrize(
    ("code", "names", "initials"),
    [
        ("de", ["Aerts", "Ärmel", "Asch", "Öder", "Oz", "Straße", "Strasser"], "AAAOOSS"),
        ("fr", ["côte", "Côté", "Eluard", "Éluard", "œuvre", "Oz"], "CCEEOO"),
        ("sv", ["Adam", "Zorn", "Åberg", "Ödman"], "AZÅÖ"),
        ("pl", ["Lis", "Łoś", "Mak"], "LŁM"),
        ("en", ["’t Hooft", "Łódź", "Ødegård", "3rd Man"], "TLO0"),
    ],
)
def test_names_stand_in_the_order_of_the_language(code: str, names: list[str], initials: str) -> None:
    language = Language(code)
    if code != "en":
        assert sorted(set(names), key=language.sort_key) == names
    assert "".join(language.initial(name)[0] for name in names) == initials


def test_letters_have_the_direction_of_their_script() -> None:
    assert [direction(code) for code in ("he", "he-Latn", "de", "az-Arab", "yi")] == [
        "rtl", "ltr", "ltr", "rtl", "rtl",
    ]  # fmt: skip
    shown = content(
        etree.fromstring(
            '<body xmlns="http://www.tei-c.org/ns/1.0"><div type="letter" xml:lang="he"><p>א '
            '<foreign xml:lang="de">ja</foreign> <foreign xml:lang="yi">ניין</foreign></p></div></body>'
        ),
        Page(""),
    )
    assert '<div class="letter" lang="he" dir="rtl">' in shown
    assert '<i lang="de" dir="ltr">ja</i>' in shown and '<i lang="yi">ניין</i>' in shown


@pytest.mark.parametrize(
    ("code", "words", "told"),
    [
        ("ru", "слово", "ru"),
        ("ru", "slovo", "ru-Latn"),
        ("zh", "紅", "zh"),
        ("fr", "mot", "fr"),
        ("ru-Latn-alalc97", "slovo", "ru-Latn-alalc97"),
        ("el", "1821", "el"),
    ],
)
def test_words_are_transliterated_or_not(code: str, words: str, told: str) -> None:
    assert with_script(code, words) == told


SPELT = ["Le\u00a0Goff", "Le\u2009Goff", "Le Go\u00adff", "E\u0301tienne", "Étienne"]


@pytest.mark.parametrize("spelt", SPELT)
def test_what_looks_the_same_is_the_same(spelt: str) -> None:
    plain = "Le Goff" if spelt.startswith("Le") else "Étienne"
    assert as_seen(spelt)[0] == plain
    paragraph = tei(f"<p>that {spelt}’s lamp</p>")
    point = find_quote(paragraph, TextQuoteSelector(f"{plain}'s"))
    assert point is not None and (paragraph.text or "")[: point.offset] == f"that {spelt}’s"
    assert linked(f"<p>that {spelt}’s lamp</p>", plain) == [spelt]


def test_a_soft_hyphen_is_not_searched_for() -> None:
    assert [*terms_in("co\u00adoperate".replace("\u00ad", ""))] == [(0, "cooperate")]


@pytest.mark.parametrize(
    ("paragraph", "names"),
    [
        ("<p>to V<supplied>oss</supplied>, not</p>", ["Voss"]),
        ("<p><supplied>V</supplied>oss came</p>", ["Voss"]),
        ("<p>Cl<supplied>ara</supplied> V<supplied>oss</supplied> and Voss</p>", ["Clara Voss", "Voss"]),
        ("<p>V<unclear>o</unclear>ss and V<supplied>oss</supplied></p>", ["Voss", "Voss"]),
        ("<p>V<supplied>oss and he</supplied></p>", []),
        ("<p>V<hi>oss</hi> V<supplied>ossens</supplied></p>", []),
    ],
)
def test_a_name_with_supplied_letters_is_tied_to_its_person(paragraph: str, names: list[str]) -> None:
    assert linked(paragraph, "Voss", "Clara Voss") == names


def test_names_may_be_marked_by_hand_alone(sample: Path) -> None:
    def mentions() -> set[str]:
        edition = assemble(read_files(sample)).edition
        assert edition is not None
        return {mention.words for mention in edition.mentions if mention.entry == "person-brandt"}

    everywhere = mentions()
    settings = sample / "sources/edition.yaml"
    settings.write_text(f"{settings.read_text()}link: marked\n")
    marked = mentions()
    assert marked and marked < everywhere


def tei(paragraph: str) -> etree._Element:
    return etree.fromstring(paragraph.replace("<p", f'<p xmlns="{NS["t"]}"', 1))


def linked(paragraph: str, *names: str) -> list[str]:
    """The words of a paragraph that are tied to a person who is called so; its text stays as it was."""
    person = Person(name=names[-1], variants=list(names[:-1]), summary="Somebody.")
    register = Register("persons", {"person-x": person}, {})
    text = tei(paragraph)
    tree = etree.fromstring(f'<TEI xmlns="{NS["t"]}"><text><body/></text></TEI>')
    tree[0][0].append(text)
    before = "".join(text.itertext())
    link_names(tree, NameIndex({"persons": register}))
    assert "".join(text.itertext()) == before
    return ["".join(name.itertext()) for name in text.iterfind(".//t:persName", NS)]


@pytest.mark.parametrize(
    ("code", "summary", "codes"),
    [
        ("de", "Holm nennt den Garten „klein“ und fragt die, die die Moose und Farne sammelt.", set()),
        ("de", "Holm nennt den Garten „klein und dankt.", {"M202"}),
        ("de", "Holm nennt den Garten „klein“ , und dankt dankt.", {"T102", "T101"}),
        ("fr", "Holm demande : où nous nous verrons\u00a0? Il dit « oui » ; les Français aussi.", set()),
        ("fr", "Holm dit « oui et remercie , dit-il.", {"M202", "T102"}),
        ("en", "Holm writes on a Monday in May to Norwegians, an organiser of colour and centre.", set()),
        ("en", "Holm asks : is it Qwert ?", {"T102", "R203"}),
    ],
)
def test_rules_of_style_know_the_language(sample: Path, code: str, summary: str, codes: set[str]) -> None:
    settings, letter = sample / "sources/edition.yaml", sample / "sources/letters/001.md"
    settings.write_text(f"{settings.read_text()}language: {code}\n")
    head, _, _ = letter.read_text().rpartition("---\n\n")
    letter.write_text(f"{head}---\n\n{summary}\n")
    findings = assemble(read_files(sample)).diagnostics
    told = {f.code for f in findings if f.location.path == "sources/letters/001.md"}
    assert told - {"T201"} == codes
