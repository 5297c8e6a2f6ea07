"""Many mistakes at once: all are told in one run, each at its place, none with a traceback.

In what is planted, ‸ marks the place at which the mistake must be told; ‹ marks a place of which only the
line counts.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, copy_sample, run_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from edition.anchors.registry import COLUMNS
from edition.authoring.bibliographies import works_in
from edition.cli import main
from edition.findings import Refused
from edition.findings.diagnostics import Diagnostic, located
from edition.forms.line_yaml import read_yaml
from edition.importer.endnotes import highest_marker
from edition.importer.letter_headings import number_of
from edition.importer.line import Line
from edition.importer.patterns import Pattern
from edition.lookup.catalogue import _shelf
from edition.model import Source
from edition.model.parsed import DocumentFiles
from edition.pipeline import assemble, build
from edition.pipeline.rules import RULES
from edition.read import read_document
from edition.read.anchors import read_anchors
from edition.read.markdown_syntax import parse_markdown
from edition.render.pages.letter_groups import _shelf_order
from edition.store.memo import Memo
from edition.store.source_files import find_files, read_files
from edition.tei.heads import Copy
from edition.volume.book_index import VolumePart, check_parts
from edition.words.letter_ids import letter_order


@dataclass(frozen=True)
class Mistake:
    """Words of a file and what stands there instead; with no words the file is new."""

    code: str
    path: str
    right: str
    wrong: str


def letter(number: int) -> str:
    return f"sources/letters/{number:03}.md"


def in_letter(number: int, code: str, right: str, wrong: str) -> Mistake:
    return Mistake(code, letter(number), right, wrong)


LETTERS = range(4, 34)
PERSONS, PLACES, WORKS = "annotations/persons.yaml", "annotations/places.yaml", "annotations/works.yaml"
GLOSSARY, TOPICS, EVENTS = "annotations/glossary.yaml", "annotations/topics.yaml", "annotations/events.yaml"
CHANGES, ESSAY, TEXT = (
    "sources/changes.yaml",
    "sources/essays/essay-mosses.md",
    "sources/imported/letters/002.md",
)
NOTES, WAIVERS, CONFIG = "annotations/notes", "annotations/waivers.yaml", "sources/edition.yaml"
CHANGE = '- version: "{0}"\n  date: {1}\n  what: Corrected.\n'
NOTE = "document: L{0}\nnotes:\n  - id: {1}\n"

MISTAKES = (
    # metadata
    in_letter(4, "D103", "recipients:", "‸recipient:"),
    in_letter(5, "D105", "kind: note", "kind: ‸Notte!"),
    in_letter(13, "D103", "recipients:", "‸recipients]:"),
    in_letter(6, "D106", "kind: note", "kind: note\ndate: ‸1901-02-30"),
    in_letter(7, "D102", "archive:", "‸kind: letter\narchive:"),
    in_letter(8, "D105", "sender: [person-holm]", "sender: ‸person-holm"),
    in_letter(9, "L101", "sender: [person-holm]", "sender: [‸person-holmes]"),
    in_letter(10, "L101", "kind:", "place: ‸place-lunt\nkind:"),
    in_letter(10, "L101", "kind:", "topics: [topic-mosses, ‸topic-moses]\nkind:"),
    in_letter(10, "L102", "kind:", "replies_to: [‸L99]\nkind:"),
    in_letter(11, "D206", "kind:", "replies_to: [L3, ‸L12]\nkind:"),
    in_letter(12, "D206", "kind:", "followed_by: [‸L12]\nkind:"),
    in_letter(
        13,
        "D105",
        'archive: {repository: HB, fond: "1", opis: "2", delo: "13"}',
        "archive: ‸{repository: HB}",
    ),
    in_letter(14, "D101", "kind: note", "kind: note\n‹dating: The day: unknown"),
    in_letter(15, "D204", "id: L15", "id: ‸L60"),
    in_letter(16, "D108", "---\nid", "‸id"),
    in_letter(17, "D109", "names no day", "names no ‸\udce9 day"),
    in_letter(18, "D101", "kind: note", 'dating: ‸"The day is lost\nkind: note'),
    in_letter(19, "D101", "kind: note", "kind:\n‹\tnote"),
    in_letter(20, "D203", "kind: note", 'kind: note\ndate: ‸1901-05\ndate_printed: "[May 1900]"'),
    in_letter(21, "D208", "kind: note", 'kind: note\nprinted: [{work: work-herbarium, pages: "‸13–12"}]'),
    in_letter(22, "D105", "kind: note", "kind: note\nreplies_to: [‸16]"),
    in_letter(22, "D105", "sender: [person-holm]", "sender: ‸[]"),
    # markup
    in_letter(23, "M104", "names no", "names ‸<b>no"),
    in_letter(23, "M106", "Holm sends", "`‸Holm` sends"),
    in_letter(23, "M107", "day", "‸[day](javascript:alert)"),
    in_letter(24, "T101", "no day", "‸no no day"),
    in_letter(24, "T102", "Holm sends", "Holm‸ , sends"),
    in_letter(24, "T103", "and names", 'and ‸"names'),
    in_letter(24, "T104", "day.", "day of 1901‸-1902."),
    in_letter(25, "T105", "day.", "‸day"),
    in_letter(25, "M201", "Holm sends", "Holm ‸(sends"),
    in_letter(26, "M202", "Holm sends", "Holm ‸“sends"),
    in_letter(26, "M203", "no day", "‸*no day"),
    in_letter(27, "L102", "no day", "in [letter 98](#‸L98) no day"),
    in_letter(27, "L102", "Holm sends", "Holm [there](#‸L1.s9) sends"),
    in_letter(27, "L102", "day.", "day, see [the note](#‸L2.n7)."),
    in_letter(27, "L101", "and names", "and [Brandt]{ref=‸person-brand} names"),
    in_letter(28, "L103", "no day", "in [‸letter 2](#L1) no day"),
    in_letter(28, "L104", "Holm sends", "Holm [‸here](#L28.s1) sends"),
    in_letter(28, "M110", "and names", "and names ‸[](#L2)"),
    in_letter(29, "M105", "no day", "‸[no]{colour=red} day"),
    in_letter(29, "R203", "and names", "and asks ‸Lindqvist, and names"),
    in_letter(30, "A102", "and names", "and names‸[^lost]"),
    in_letter(31, "T204", "no day", "no ‸color, but the colour grey"),
    in_letter(32, "T205", "no day", "no ‸organized day, well organised, as organised"),
    Mistake("N101", TEXT, "{#p7}\n", "{#p7}\nFirst the glass.\n\n{#p7}\n‸"),
    Mistake("M103", TEXT, "::: closer\nBrandt", "‸::: closser\nBrandt"),
    Mistake("A102", TEXT, "the damp", "the damp‸[^9]"),
    Mistake("M105", TEXT, "{.address}", "{‸.adress}"),
    Mistake("M108", ESSAY, "### Its return", "‸#### Its return"),
    Mistake("M109", ESSAY, "## What came after", "‸##"),
    Mistake("M102", ESSAY, "Brandt lent the glass.", "Brandt lent the glass.\n\n‸:::"),
    Mistake("M101", ESSAY, "Nothing is known", "‸::: quote\nNothing is known"),
    # notes
    Mistake(
        "A101",
        "annotations/imported/L2.yaml",
        "notes:",
        "notes:\n  - id: ‸n8\n    by: lih\n    text: Of boats.",
    ),
    Mistake(
        "A103", "annotations/imported/L1.yaml", "  - id: n2", "  - id: ‸n1\n    text: Of names.\n  - id: n2"
    ),
    Mistake("A201", f"{NOTES}/L1.yaml", "notes:", "notes:\n  - id: n-far\n    at: ‸s9\n    text: Of little."),
    Mistake("A104", f"{NOTES}/L99.yaml", "", NOTE.format(99, "‸n-lost") + "    text: Of nothing.\n"),
    Mistake(
        "A202",
        f"{NOTES}/L3.yaml",
        "",
        NOTE.format(3, "n-him") + "    at: s1\n    quote: ‸scolds him\n    text: Of it.\n",
    ),
    Mistake(
        "D103", f"{NOTES}/L4.yaml", "", NOTE.format(4, "n-more") + "    ‸txt: Of it.\n    text: Of it.\n"
    ),
    Mistake("D105", f"{NOTES}/L5.yaml", "", NOTE.format(5, "‸garden") + "    text: Of gardens.\n"),
    # registers
    Mistake("D103", PLACES, "  country: Sweden", "  ‸contry: Sweden"),
    Mistake(
        "D209", PLACES, "place-lund:", 'place-ek:\n  name: Ek\n  coordinates: "‸155.6, 13"\n\nplace-lund:'
    ),
    Mistake("R102", PLACES, "place-lund:", "place-om:\n  name: Om\n  variants: [‸Nils]\n\nplace-lund:"),
    Mistake("D106", PERSONS, 'born: "1870"', "born: ‸May 1870"),
    Mistake("R206", PERSONS, "Nils]", "Nils, ‹Brandt]"),
    Mistake("D105", PERSONS, "person-brandt:", "‸persn-ek:\n  name: Ek\n\nperson-brandt:"),
    Mistake(
        "D205",
        PERSONS,
        "person-holm:",
        'person-a:\n  name: A\n  born: "1900"\n  died: "‸1850"\n\nperson-holm:',
    ),
    Mistake("L101", GLOSSARY, "[person-brandt]", "[person-brandt, ‸person-branndt]"),
    Mistake("R103", TOPICS, "  summary: What is", "  ‸broader: topic-mosses\n  summary: What is"),
    Mistake("D105", EVENTS, "kind: state", "kind: ‸-stat"),
    Mistake("R201", WORKS, "work-herbarium:", "‸work-flora:\n  name: Flora of Lund\n\nwork-herbarium:"),
    Mistake("R104", WORKS, "work-herbarium:", "work-a:\n  name: A\n\nwork-b:\n  name: ‸A\n\nwork-herbarium:"),
    # the rest
    Mistake("D211", CHANGES, "", CHANGE.format("1.1", "2026-03-01") + CHANGE.format("‹1.0", "2026-01-01")),
    Mistake("D106", CHANGES, "", CHANGE.format("1.2", "‸2026-13-01")),
    Mistake("L102", CHANGES, "", CHANGE.format("1.3", "2026-04-01") + "  concerns: [‸L97]\n"),
    Mistake("W102", WAIVERS, "", "waivers:\n  - code: ‸R290\n    about: moss\n    reason: None.\n"),
    Mistake("W101", WAIVERS, "", "  - ‸code: R201\n    about: nothing at all\n    reason: None.\n"),
    Mistake("N201", "annotations/anchors.tsv", "", "‸This is no registry.\n"),
    Mistake("D110", "annotations/person.yaml", "", "person-x: {name: X}\n"),
)
# each of these hides the others, since without its configuration nothing can be put together
ALONE = (
    Mistake("D103", CONFIG, "subtitle:", "‸subtitel:"),
    Mistake("D105", CONFIG, "url: https", "url: ‸htps"),
    Mistake("D106", CONFIG, "date: 2026-01-01", "date: ‸in 2026"),
    Mistake("D104", CONFIG, "publisher: The Invented Press\n", ""),
    Mistake("D102", CONFIG, "publisher:", "publisher: One\n‸publisher:"),
    Mistake("D101", CONFIG, "[Everything in this sample is invented.]", "‸[Everything in this sample is"),
)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return enlarged(tmp_path / "edition")


def enlarged(root: Path) -> Path:
    """The sample with thirty letters more, and nothing wrong in it."""
    copy_sample(root)
    base = letter_text(root)
    for number in LETTERS:
        text = base.replace("id: L3", f"id: L{number}").replace('delo: "5"', f'delo: "{number}"')
        body = f"Holm sends moss of the {number}th kind and names no day.\n"
        (root / letter(number)).write_text(re.sub(r"Holm thanks.*\n", body, text), encoding="utf-8")
    return root


def letter_text(root: Path) -> str:
    return (root / letter(3)).read_text("utf-8")


Expected = tuple[Mistake, int, int]  # with line and column, 0 where it does not count


def plant(root: Path, mistakes: tuple[Mistake, ...]) -> list[Expected]:
    """Write the mistakes into the edition; returns where each must be told."""
    texts: dict[str, str] = {}
    for index, mistake in enumerate(mistakes):
        path = root / mistake.path
        text = texts.get(mistake.path) or (path.read_text("utf-8") if path.is_file() else "")
        wrong = re.sub("([‸‹])", rf"\g<1>{index};", mistake.wrong)
        assert not mistake.right or text.count(mistake.right) == 1, mistake
        texts[mistake.path] = text.replace(mistake.right, wrong) if mistake.right else text + wrong
    places: dict[int, tuple[int, int]] = {}
    for path, text in texts.items():
        while mark := re.search(r"([‸‹])(\d+);", text):
            before = text[: mark.start()]
            column = len(before) - before.rfind("\n") if mark[1] == "‸" else 0
            places[int(mark[2])] = before.count("\n") + 1, column
            text = before + text[mark.end() :]
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode("utf-8", "surrogateescape"))
    return [(mistake, *places.get(index, (0, 0))) for index, mistake in enumerate(mistakes)]


def untold(expected: list[Expected], found: list[Diagnostic]) -> list[str]:
    """The mistakes that were not told at their places."""
    told = [(d.code, d.location.path, d.location.line, d.location.column) for d in found]
    return [
        f"{mistake.code} {mistake.path}:{line}:{column} {mistake.wrong!r}"
        for mistake, line, column in expected
        if not any(
            code == mistake.code and path == mistake.path and line in {0, at} and column in {0, across}
            for code, path, at, across in told
        )
    ]


KEPT: dict[str, Any] = {}  # what was read of editions without mistakes and with them


def check(root: Path) -> list[Diagnostic]:
    memo = Memo(KEPT)
    found = assemble(read_files(root), memo).diagnostics
    KEPT.update(memo.used)
    return found


# rules that say nothing where a file could not be read, or a register has a fault, since they need all of it
OF_THE_WHOLE = {"R201", "R203", "W101"}


def test_the_enlarged_sample_has_no_findings(edition: Path) -> None:
    assert check(edition) == []


def test_all_mistakes_are_told_in_one_run(edition: Path) -> None:
    assert len(MISTAKES) + len(ALONE) >= 50
    expected = plant(edition, MISTAKES)
    expected = [(mistake, *place) for mistake, *place in expected if mistake.code not in OF_THE_WHOLE]
    assert untold(expected, check(edition)) == []


@pytest.mark.parametrize("mistake", ALONE, ids=lambda mistake: f"{mistake.code} {mistake.wrong[:20]}")
def test_a_mistake_in_the_configuration_is_told(mistake: Mistake, edition: Path) -> None:
    expected = plant(edition, (mistake,))
    assert untold(expected, check(edition)) == []


def test_they_are_told_at_the_command_line(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with its line and a caret under the column, and no traceback."""
    plant(edition, MISTAKES)
    found = check(edition)
    monkeypatch.chdir(edition)
    result = run_command(main, ["check", "--all"], expect=1)
    assert "Traceback" not in result.output
    lines = result.output.splitlines()
    for finding in found:
        at = lines.index(str(finding))
        place = finding.location
        if place.line and place.column:
            source = (edition / place.path).read_bytes().decode("utf-8", "replace").splitlines()
            number, caret = lines[at + 1].partition(" | "), lines[at + 2]
            assert int(number[0]) == place.line
            shown = caret.index("^")
            if len(source[place.line - 1]) < 80:
                assert number[2] == source[place.line - 1]
                assert shown == 9 + place.column - 1


def test_every_finding_says_what_to_do(edition: Path) -> None:
    plant(edition, MISTAKES)
    assert [str(finding) for finding in check(edition) if not finding.hint and finding.code != "D106"] == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.code} {mistake.path}")
def test_each_is_told_alone(mistake: Mistake, edition: Path) -> None:
    if mistake.path in {CHANGES, WAIVERS} and not mistake.wrong.startswith(("-", "waivers")):
        mistake = Mistake(mistake.code, mistake.path, "", f"waivers:\n{mistake.wrong}")
    expected = plant(edition, (mistake,))
    assert untold(expected, check(edition)) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_any_of_them_together(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whichever stand together, in whichever order they were made."""
    root = enlarged(tmp_path_factory.mktemp("some") / "edition")
    kept = {WAIVERS, CHANGES}
    some = [each for each in MISTAKES if each.path not in kept and each.code not in OF_THE_WHOLE]
    chosen = tuple(random.Random(seed).sample(some, 12))
    assert untold(plant(root, chosen), check(root)) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_told_and_not_traced(data: st.DataObject, tmp_path_factory) -> None:
    """Characters taken out, doubled or put in anywhere: findings or none, never an exception."""
    root = copy_sample(tmp_path_factory.mktemp("damaged") / "edition")
    path = root / data.draw(st.sampled_from(list(find_files(root))))
    text = path.read_text("utf-8")
    place = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 6))
    sign = data.draw(st.sampled_from(["", "---\n", "::: ", *"[]{}()*_#:-\"'“”\n\t\\<>^|&!%@`~ a1"]))
    path.write_text(text[:place] + sign + text[place + length :], encoding="utf-8")
    for finding in check(root):
        assert finding.code in RULES
        assert (root / finding.location.path).is_file()


# -- what once made the program fail ------------------------------------------------------------------

CONFIG, WORKS = "sources/edition.yaml", "annotations/works.yaml"
ONCE = [
    (WORKS, "\nwork-x:\n  name: X\n  csl: {author: Smith}\n", "D105"),
    (WORKS, "\nwork-x:\n  name: X\n  csl: {author: [{family: [a]}]}\n", "D105"),
    (WORKS, "\nwork-x:\n  name: X\n  csl: {title: [a]}\n", "D105"),
    ("annotations/events.yaml", "\nevent-x:\n  name: X\n  date: 0000\n  kind: meeting\n", "D213"),
    ("annotations/events.yaml", "\nevent-x:\n  name: X\n  date: 9783-03-14\n  kind: meeting\n", "D106"),
    ("annotations/events.yaml", "\nevent-x:\n  name: X\n  date: 1901/9999\n  kind: meeting\n", "D106"),
    ("annotations/events.yaml", "\nevent-x:\n  name: X\n  date: 0007-01-01\n  kind: meeting\n", "D213"),
]


@pytest.mark.parametrize(("path", "text", "code"), ONCE)
def test_what_once_ended_in_a_traceback_is_told_at_its_line(
    sample: Path, path: str, text: str, code: str
) -> None:
    before = (sample / path).read_text("utf-8")
    (sample / path).write_text(before + text, "utf-8")
    found = [f for f in assemble(read_files(sample)).diagnostics if f.code == code]
    assert found and found[0].location.path == path
    assert found[0].location.line > before.count("\n")


@pytest.mark.parametrize("voice", ["a b", "1x", "é"])
def test_who_is_responsible_has_a_name_that_can_be_an_id(sample: Path, voice: str) -> None:
    text = (sample / CONFIG).read_text("utf-8")
    entry = f"responsible:\n  {voice}: {{name: X, role: y}}\n"
    (sample / CONFIG).write_text(text.replace("responsible:\n", entry, 1), "utf-8")
    found = assemble(read_files(sample)).diagnostics
    assert any(f.code == "D105" and f.location.path == CONFIG for f in found)


def test_one_note_in_two_files_of_a_document_is_told(sample: Path) -> None:
    imported = (sample / "annotations/imported/L1.yaml").read_text("utf-8")
    (sample / "annotations/notes/L1.yaml").write_text(imported, "utf-8")
    found = assemble(read_files(sample)).diagnostics
    assert {f.code for f in found if f.code[0] == "A"} == {"A103"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{% block x %}\xe9", "not UTF-8"),
        (b'{% extends "about.html.j2" %}', "cannot be used"),
        (b'{{ phrase("{n} of {m}", n=1) }}', "KeyError"),
        (b"{{ " + b"(" * 3000, "too deeply"),
        (b"{{ " + b"9" * 5000 + b" }}", "too many digits"),
    ],
)
def test_a_template_that_cannot_be_read_is_told(sample: Path, data: bytes, words: str) -> None:
    (sample / "templates").mkdir()
    (sample / "templates/about.html.j2").write_bytes(data)
    told = [str(finding) for finding in build(sample).diagnostics]
    assert any("templates/about.html.j2" in line and "X202" in line and words in line for line in told)


@pytest.mark.parametrize("xml_id", ["L².p2", "L1 .p2", "", "<b>"])
def test_what_cannot_be_an_id_is_told_in_the_registry(xml_id: str) -> None:
    row = f"{xml_id}\tparagraph\tL1\t1.0\tpublished\tL1.p1\t1AXV\t\t"
    text = "\t".join(COLUMNS) + f"\nL1.p1{row.removeprefix(xml_id)}\n{row}\n"
    rows, problems = read_anchors(Source("annotations/anchors.tsv", text.encode()))
    assert [each.id for each in rows] == ["L1.p1"]
    assert [(each.code, each.location.line) for each in problems] == [("N201", 3)]


def test_random_damage_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many more in `benchmarks/damage.py`."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from damage import run

    outcome = run(50, seed=2)
    assert outcome.failures == {}
    assert outcome.share() > 0.8, outcome.elsewhere  # of 34; see DESIGN for that of many


ENDLESS = "9" * 5000


def test_a_number_that_is_a_slip_is_bounded() -> None:
    """More digits than Python reads, and more leaves than anybody can cite."""
    assert _shelf_order(f"d. {ENDLESS}") and letter_order(f"L{ENDLESS}") and number_of(ENDLESS) == (0, "")
    leaves = "ll. 1–999999999"
    kept = Copy("", "", f"f. 1, op. 2, d. 3, {leaves}", leaves, "")
    assert 100 < len(list(_shelf(kept))) < 2000
    assert highest_marker([Line(1, f"Moss.({ENDLESS}) Fern.(7)")], re.compile(r"\((\d+)\)")) == 7
    with pytest.raises(ValueError, match="four digits"):
        check_parts([VolumePart(text="L1", page=1)], int(ENDLESS[:9]))


# what a slip makes of a text, and what is then said at its first line
MUCH = [
    ("[a](" * 20_000, "5000 signs of marks"),
    ("a[" * 20_000, "5000 signs of marks"),
    ("*a " * 20_000, "5000 signs of marks"),
    ("[^a]" * 20_000, "5000 signs of marks"),
    ("word " * 100_000, "200000 characters"),
    (">" * 5_000 + " x", "15 deep"),
    ("- " * 5_000 + "x", "15 deep"),
]


@pytest.mark.parametrize(("text", "words"), MUCH, ids=lambda value: value[:12])
def test_what_would_be_read_for_an_hour_is_told(text: str, words: str) -> None:
    first = parse_markdown(text, "a.md", first_line=3).problems[0]
    assert (first.location.line, words in first.message) == (3, True)


def test_of_a_fault_that_a_file_has_everywhere_a_thousand_are_told() -> None:
    essay = (ROOT / "tests/sample" / ESSAY).read_text("utf-8") + "\n" + "mo\u00adss " * 3_000
    keys = "".join(f"k{number}: 1\n" for number in range(3_000))
    for group, path, text in (("essays", ESSAY, essay), ("annotations", f"{NOTES}/L1.yaml", keys)):
        files = DocumentFiles("x", ((group, Source(path, text.encode())),))
        assert len(read_document(files).problems) == 1_000


@settings(max_examples=30, deadline=None)
@given(st.text("ab\n", max_size=30))
def test_a_place_is_counted_from_the_one_before(text: str) -> None:
    for match, place in located(re.compile("a"), text, "x", 3):
        before = text[: match.start()]
        assert (place.line, place.column) == (3 + before.count("\n"), len(before) - before.rfind("\n"))


# what is no YAML, and the line at which that can be mended
NO_YAML = [
    ("a: ~\n  b: c\n  d: e\n", 1),  # beside the value stands what is below it
    ("a: b\n  - c: d\n", 1),
    ("a: b\n  c: d\ne: f\n", 2),  # one line alone is itself indented too far
    ("a: b\u2028c: d: e", 1),  # for YAML these are two lines
]


@pytest.mark.parametrize(("text", "line"), NO_YAML)
def test_yaml_is_told_where_it_can_be_mended(text: str, line: int) -> None:
    (fault,) = read_yaml(text, "a.yaml")[1]
    assert (fault.code, fault.location.line) == ("D101", line)


def test_a_pattern_of_which_python_warns_is_no_news(recwarn: pytest.WarningsRecorder) -> None:
    re.purge()
    assert TypeAdapter(Pattern).validate_python("[[a]") == "[[a]"
    assert [str(warning.message) for warning in recwarn] == []


NO_JSON = [
    ('[\n{"a": 1}\n{"a": 2}\n]', 2),  # a comma is missing
    ('[\n{"a": 1},\n]', 2),  # and too many
    ('[\n[\n{"a": 1}\n]', 2),  # a line too many
    ('[{\n"a": \n"b": 1\n}]', 2),  # cut
    ('[{\n"a": 1,\n}\n"b": 1\n]', 3),  # two lines exchanged
]


@pytest.mark.parametrize(("text", "line"), NO_JSON)
def test_json_is_told_where_it_can_be_mended(text: str, line: int) -> None:
    with pytest.raises(Refused, match=f"look at line {line}$"):
        works_in("works.json", text.encode())


# a text, damaged, and the lines at which a message names the damage
DAMAGED = [
    ("a\nb\nc\n", "a\nx\nc\n", [2]),
    ("a\nb\nc\n", "a\nc\n", [1, 2]),  # between these something is gone
    ("a\nb\nc\n", "a\n \nc\n", [1, 2, 3]),
    ("a\nb\nc\n", "a\nb\nb\nc\n", [2, 3]),
    ("a\nb\nc\n", "b\na\nc\n", [1, 2]),
    ("a\nb\nc\n", "a\nb", [2]),
    ("a\nb\nc\n", "a\nb\nc\n\0", [4]),
]


@pytest.mark.parametrize(("before", "after", "lines"), DAMAGED)
def test_what_counts_as_a_damaged_line(
    before: str, after: str, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from damage import damaged_lines

    assert list(damaged_lines(before.encode(), after.encode())) == lines
