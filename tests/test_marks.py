"""The marks of an editor: source, TEI and page of each, half-typed forms, and no TEI that is invalid.

The cases in `tests/cases/marks/` are the table in `docs/marks.md` too. `pytest --accept` writes what is made
of them.
"""

from __future__ import annotations

import json
import re
import textwrap
from itertools import product
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, TESTS, read_cases, site_of
from lxml import etree, html
from pydantic import ValidationError
from tei_validity import PROFILE, by_jing

from edition.findings.diagnostics import has_errors
from edition.forms.facsimile import Facsimile
from edition.forms.registers import Person
from edition.merge.facsimiles import attach_facsimile
from edition.merge.ids import paragraphs, strip_origins
from edition.merge.letter_text import declare_hands, letter_divisions, tie_translations
from edition.merge.structure import check_structure
from edition.read.markdown_syntax import parse_markdown
from edition.read.markdown_tei import converter_of
from edition.read.span_marks import MARKS, WITHOUT_WORDS
from edition.read.voices import OWN_LETTER, PROSE
from edition.render import plan
from edition.render.facsimile import images_in
from edition.render.search.texts import _copied
from edition.render.showing import Page, content, html_of
from edition.tei.canonical import serialise, tree_of
from edition.tei.reading import SEARCHED, text_of
from edition.tei.tree import TEI, XML_ID, E, select, select_text

CASES = TESTS / "cases" / "marks"
GROUPS = {"words": "Within a line", "blocks": "Blocks"}
ENTRIES = {"person-weir": Person(name="Thomas Weir")}


def cases(group: str) -> list[dict[str, str]]:
    return read_cases(CASES / f"{group}.yaml")


def letter(source: str, ref: str = "L1", voice=OWN_LETTER):
    """The TEI of a letter with this text, and what is told of it."""
    parsed = parse_markdown(source, "x.md")
    elements = converter_of(parsed, ref).blocks(parsed.root, voice)
    divisions = letter_divisions(ref, elements, "")
    problems = [*parsed.problems, *check_structure([E("body", *divisions)], "x.md")]
    for number, unit in enumerate(paragraphs(divisions), 1):
        unit.set(XML_ID, f"{ref}.p{number}")
    problems += tie_translations(divisions, "x.md")
    statement = E("publicationStmt", E("p", "Test"))
    file = E("fileDesc", E("titleStmt", E("title", "Test")), statement, E("sourceDesc", E("p", "Test")))
    profile = E("profileDesc", E("textClass"))
    text = E("text", E("body", *divisions))
    tree = E("TEI", E("teiHeader", file, profile), text, xml_id=ref)
    declare_hands(tree, ENTRIES)
    strip_origins(tree)
    return tree_of(serialise(tree)), problems


def told(source: str, voice=OWN_LETTER) -> list[str]:
    return [f"{each.code} {each.message}" for each in letter(source, voice=voice)[1]]


def plain_tei(tree) -> str:
    """The body as it stands in the file, without what is the same in every case."""
    text = serialise(tree).decode()
    body = text[text.index("<body>") + 6 : text.rindex("</body>")].strip("\n")
    lines = textwrap.dedent(body).rstrip().split("\n")
    if body.count("<div ") == 1 and "letter" in lines[0]:
        lines = textwrap.dedent("\n".join(lines[1:-1])).split("\n")
    return "\n".join(lines)


def shown(tree) -> str:
    page = content(select(tree, "/t:TEI/t:text/t:body")[0], Page("../../", "L1"))
    without_signs = re.sub(r'<a class="anchor".*?</a>', "", page)
    return re.sub(r"(</(?:p|div|section|aside|ul|table|li)>)(?=<)", "\\1\n", without_signs)


def block(text: str) -> str:
    return "|\n" + "".join(f"    {line}".rstrip() + "\n" for line in text.rstrip("\n").split("\n"))


def test_the_number_of_a_leaf_stands_in_its_line_and_is_no_letterhead() -> None:
    kinds = ("folNum", "pageNum", "foliation", "header")
    pages = [content(E("p", E("fw", "18.", type_=kind)), Page("../../", "L1")) for kind in kinds]
    assert ["letterhead" in page for page in pages] == [False, False, False, True]


@pytest.mark.parametrize("group", GROUPS)
def test_every_mark_has_its_tei_and_its_page(group: str, golden) -> None:
    lines = [(CASES / f"{group}.yaml").read_text("utf-8").split("\n")[0] + "\n"]
    for case in cases(group):
        tree, problems = letter(case["source"])
        assert problems == [], case["mark"]
        about = yaml.safe_dump(case["about"], allow_unicode=True, width=10_000).removesuffix("...\n").strip()
        lines.append(f"- mark: {case['mark']}\n  about: {about}\n  source: {block(case['source'])}")
        lines.append(f"  tei: {block(plain_tei(tree))}  page: {block(shown(tree))}")
    golden(CASES / f"{group}.yaml", "".join(lines))


def test_the_table_of_marks_is_made_of_the_cases(golden) -> None:
    rows, sections = [], []
    for group, heading in GROUPS.items():
        sections.append(f"## {heading}\n\n")
        for case in cases(group):
            first = next(line for line in case["source"].split("\n") if re.search(r"[\[~^*:|>-]|\d\)", line))
            place = re.sub(r"[^a-z-]", "", case["mark"].lower().replace(" ", "-"))
            written = first.replace("|", "\\|")
            rows.append(f"| [{case['mark']}](#{place}) | `{written}` |\n")
            parts = [(kind, case[key]) for kind, key in LANGUAGES]
            fences = "".join(f"```{kind}\n{text.rstrip()}\n```\n\n" for kind, text in parts)
            sections.append(f"### {case['mark']}\n\n{case['about']}\n\n{fences}")
    table = "| mark | for example |\n|---|---|\n" + "".join(rows)
    golden(ROOT / "docs" / "marks.md", f"{INTRODUCTION}\n{table}\n" + "".join(sections).rstrip() + "\n")


LANGUAGES = (("markdown", "source"), ("xml", "tei"), ("html", "page"))
INTRODUCTION = """\
# The marks of a letter

For editors of letters that hold more than words: each mark, its TEI and its page. A mark after words
stands in braces, `[words]{.del}`. A mark for whole blocks is a container, `::: verse` … `:::`, closed by
a line of three colons. An unknown or incomplete mark is reported and never printed. To print a sign as
it is, write a backslash before it. In the HTML, `class="heard"` holds words for those who listen to the
page.

<!-- Written from tests/cases/marks/ by: python -m pytest tests/test_marks.py --accept -->
"""


@pytest.mark.parametrize("case", read_cases(CASES / "told.yaml"), ids=str)
def test_what_is_not_a_mark_is_told(case: dict[str, str]) -> None:
    voice = {"letter": OWN_LETTER, "prose": PROSE}[case.get("in", "letter")]
    found = told(case["source"], voice)
    assert any(each.startswith(case["told"]) for each in found), found


@pytest.mark.parametrize("case", read_cases(CASES / "read.yaml"), ids=str)
def test_what_is_a_mark_is_read(case: dict[str, str]) -> None:
    voice = {"letter": OWN_LETTER, "prose": PROSE}[case.get("in", "letter")]
    tree, problems = letter(case["source"], voice=voice)
    assert problems == []
    for key, text in (("tei", plain_tei(tree)), ("page", shown(tree))):
        for part in [case[key]] if isinstance(case.get(key), str) else case.get(key, ()):
            assert part in text, text


def test_each_reading_is_found() -> None:
    """What was deleted, expanded or spelt otherwise is looked for as what stands there; a word that runs over
    the end of a line is one."""
    source = (
        "[Thos.]{expan=Thomas} [saw]{reg=seen} [~~ten~~[two]{.add}]{.subst} ~~old~~ lights in Hali[/]fax."
    )
    (unit,) = select(letter(source)[0], "//t:p[@xml:id]")
    assert text_of(unit, SEARCHED) == "Thos. saw two lights in Halifax."
    found = dict(_copied(unit))
    assert {"Thomas": "Thos.", "seen": "saw", "ten": "two"}.items() <= found.items() and "old" in found


def test_a_remark_is_nowhere() -> None:
    tree, _ = letter(
        "Seen [a *secret*[^1]]{.remark} there.\n\n::: remark\na secret\n:::\n\n[secret]{.remark}"
    )
    assert b"secret" not in serialise(tree) and "<p>Seen there.</p>" in plain_tei(tree).replace(
        ' xml:id="L1.p1"', ""
    )


IMAGES = [
    {"page": "1r", "image": "scans/1r.jpg", "alt": "The first page"},
    {"page": "1v", "iiif": "https://iiif.example.org/i/1v/info.json", "alt": "The second"},
    {"manifest": "https://example.org/manifest.json"},
]


def test_images_stand_in_the_tei_and_beside_the_text() -> None:
    """A page break finds its image by its name or by what it says; hosts are those that serve an image."""
    tree, _ = letter("[|1r] a [|1v] b [|3]{facs=1r} c [|4] d")
    images, site = [Facsimile(**image) for image in IMAGES], "https://example.net/"
    assert list(attach_facsimile(tree, images, site, "x.md")) == []
    breaks = [each.get("facs") for each in select(tree, "//t:pb")]
    assert breaks == ["#L1.facs-1", "#L1.facs-2", "#L1.facs-1", None]
    urls = select_text(tree, "t:facsimile//t:graphic/@url")
    whole = "https://iiif.example.org/i/1v/full/max/0/default.jpg"
    assert urls == [f"{site}scans/1r.jpg", whole, "https://example.org/manifest.json"]
    own, iiif, manifest = images_in(tree, "../../", site)
    assert (own.whole, own.alt, own.host) == ("../../scans/1r.jpg", "The first page", "")
    assert (iiif.whole, iiif.host) == (whole, "https://iiif.example.org") and "/full/!1000" in iiif.shown
    assert manifest.shown == "" and manifest.host == ""


def test_a_page_shows_images_of_others(sample: Path) -> None:
    """Its policy names their host and no other page's does; each image says what can be seen."""
    letter = sample / "sources/letters/001.md"
    said = "facsimile:\n" + "".join(f"  - {json.dumps(image)}\n" for image in IMAGES[1:])
    letter.write_text(letter.read_text("utf-8").replace("\n---\n", f"\n{said}---\n", 1), "utf-8")
    site = site_of(sample)
    pages = {job.path: job.make().decode() for job in plan(site) if job.path.startswith("letters/")}
    page, other = html.fromstring(pages["letters/1/index.html"]), pages["letters/2/index.html"]
    policy = "string(//meta[@http-equiv='Content-Security-Policy']/@content)"
    assert "img-src 'self' https://iiif.example.org" in page.xpath(policy)
    assert "iiif.example.org" not in other
    address = "https://iiif.example.org/i/1v/full"
    (beside,) = page.xpath(f"//img[@src='{address}/!1000,1400/0/default.jpg']")
    assert beside.get("alt") == "The second"
    assert page.xpath(f"//a[@href='{address}/max/0/default.jpg']")
    assert page.xpath("//a[@href='https://example.org/manifest.json']")


def test_words_that_mean_two_lead_to_both_each_time() -> None:
    """The first time by links, then on demand."""
    source = '[they]{ref="person-weir person-odegard"} and again [they]{ref="person-weir person-odegard"}'
    tree, _ = letter(source)
    first, again = select(tree, "//t:text//t:persName")
    page = Page("../../", names={first: True, again: False})
    for name, lead in ((first, "href"), (again, "data-to")):
        shown = html.fragment_fromstring(html_of(name, page), create_parent="p")
        assert shown.xpath(f"//@{lead}") == [f"../../persons/{who}/index.html" for who in ("weir", "odegard")]


@pytest.mark.parametrize(
    "image",
    [
        {"page": "1r", "image": "scans/1r.jpg"},
        {"page": "1r", "alt": "x"},
        {"image": "../1r.jpg", "alt": "x"},
        {"image": "http://example.org/1r.jpg", "alt": "x"},
        {"iiif": "https://example.org/'; script-src *", "alt": "x"},
        {"image": "1r.jpg", "manifest": "https://example.org/m.json", "alt": "x"},
    ],
    ids=str,
)
def test_an_image_that_cannot_be_shown_is_refused(image: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Facsimile(**image)


def corpus(sources: list[str], path: Path) -> list[str]:
    """Write the letters of which nothing is told into one file, and return their sources."""
    header = letter("x")[0][0]
    root = E("teiCorpus", header)
    valid = []
    for number, source in enumerate(sources, 1):
        tree, problems = letter(source, f"L{number}")
        if not has_errors(problems):
            root.append(etree.fromstring(etree.tostring(tree)))
            valid.append(source)
    path.write_bytes(etree.tostring(root, pretty_print=False).replace(b"<TEI", b"\n<TEI"))
    return valid


SPANS = {  # a value for each mark that has one
    **{mark.key: "x" for mark in MARKS if mark.key[0] != "."},
    **{"title": "m", "lang": "fr", "cert": "low", "ref": "person-weir", "by": "edition"},
}
INLINES = [
    *(f"[{{}}]{{{m.key if m.key[0] == '.' else f'{m.key}={SPANS[m.key]}'}}}" for m in MARKS),
    *(f"[]{{{mark.key if mark.key[0] == '.' else f'{mark.key}=x'}}}" for mark in WITHOUT_WORDS),
    *("~~{}~~", "*{}*", "a^{}^", "b~{}~", "[{}]", "[{}](#L2)", "[|f. 2]", "[/]", "x[^1]"),
]
CONTAINED = [
    *("words", "## Head", "- a\n- b", "1) a\n2) b", "| a | b |", "> quoted", "* * *", "{.dateline}\nBergen"),
    *("{.salute}\nDear", "{.signed}\nWeir", "{.address}\nBergen", "> Dear\n>\n> {.signed}\n> Weir"),
    *("::: verse\na\n  b\n:::", "::: margin\nseen\n:::", "::: address\na\n:::", "::: letterhead\na\n:::"),
    *("::: postmark\na\n:::", "::: passage {hand=x}\na\n:::", "::: quote\na\n:::", "::: closer\na\n:::"),
    *("::: opener\na\n:::", "::: postscript\nP.S. a\n:::", "::: enclosure\na\n:::", "::: part\na\n:::"),
    *("::: translation {lang=en}\na\n:::", "::: remark\na\n:::", "[|2] [x]{.illegible}", "{hand=x}\na"),
]
NAMES = (
    "opener closer postscript enclosure part quote verse margin passage address letterhead postmark".split()
)


WITH_BARE_HEADERS = f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{TEI}">
<include href="{PROFILE.as_uri()}">
  <define name="corpus-header"><ref name="header"/></define>
  <define name="description">
    <element name="fileDesc">
      <element name="titleStmt"><ref name="title-of-the-file"/></element>
      <element name="publicationStmt"><ref name="plain-paragraph"/></element>
      <element name="sourceDesc"><ref name="plain-paragraph"/></element>
    </element>
  </define>
  <define name="encoding"><empty/></define>
  <define name="revisions"><empty/></define>
  <define name="profile">
    <optional><element name="profileDesc">
      <element name="textClass"><empty/></element>
      <optional><element name="handNotes"><oneOrMore><ref name="hand"/></oneOrMore></element></optional>
    </element></optional>
  </define>
</include></grammar>"""


def test_what_is_not_told_is_valid(tei_schema: Path, tmp_path: Path) -> None:
    """Every mark in every other, and every block in, before and behind every other, by tei_all and by the
    profile: what breaks them is told without Java."""
    sources = [case["source"] for group in GROUPS for case in cases(group)]
    pairs = product(INLINES, INLINES)
    sources += [outer.replace("{}", inner.replace("{}", "w"), 1) for outer, inner in pairs]
    wrapped = [f"::: {name}{' {hand=x}' if name == 'passage' else ''}\n{{}}\n:::" for name in NAMES]
    held = [*wrapped, "- {}", "1) {}\n2) b", "## {}", "| {} | b |", "{.dateline}\n{}", "> {}"]
    sources += [
        f"{outer.replace('{}', inner.replace('{}', 'w'), 1)}\n\nb" for outer, inner in product(held, INLINES)
    ]
    sources += [outer.replace("{}", inner, 1) for outer, inner in product([*wrapped, "a\n\n- {}"], CONTAINED)]
    sources += ["\n\n".join(each) for each in product(CONTAINED, CONTAINED)]
    file = tmp_path / "corpus.xml"
    valid = corpus(sources, file)
    assert len(valid) > len(sources) / 2
    profile = etree.RelaxNG(etree.fromstring(WITH_BARE_HEADERS))
    profile.validate(etree.parse(file))
    output = by_jing([file], tei_schema) + str(profile.error_log)
    lines = {int(match[1]) - 2 for match in re.finditer(r"corpus\.xml:(\d+):", output)}
    assert "\n\n".join(valid[line] for line in sorted(lines)) == ""
