"""What editors know of letters: who, when, on what way, in which copies; from the source to TEI and page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, result_of, run_command
from pydantic import ValidationError
from tei_validity import faults_in

from edition.forms.configuration import ConfigFields
from edition.forms.documents import LetterFields
from edition.tei.heads import LetterHead

LETTERS, CONFIG, PERSONS = "sources/letters", "sources/edition.yaml", "annotations/persons.yaml"
EDITS = [  # file, what stands there (a regular expression), what is put in its place
    (f"{LETTERS}/001.md", r"sender: .*", "sender: [person-odegard?]"),
    (
        f"{LETTERS}/001.md",
        r"archive: .*",
        "received: {place: place-brest, date: 1783-03-30}\n"
        "forwarded:\n  - {by: [person-le-goff], to: [unknown], calendar: julian, date: 1783-04-02}\n"
        "archive: {repository: SK, shelfmark: MS Lamps 2, leaves: 12r}\n"
        "witnesses:\n"
        "  - {kind: draft, repository: SK, shelfmark: MS Lamps 9, leaves: Bl. 3, note: With a drawing.}\n"
        "  - {kind: fair copy, owner: A family at Bergen}\n"
        "doi: 10.5281/zenodo.17",
    ),
    (f"{LETTERS}/001.md", "She sends a", '[They]{ref="person-odegard person-weir"} send a'),
    (f"{LETTERS}/002.md", r"sender: .*", "sender: [unknown]"),
    (f"{LETTERS}/004.md", r"recipients: .*", "recipients: [unknown]\nnot_sent: true\ntitle: On the storm"),
    (f"{LETTERS}/004.md", r"id: L4", "id: L4\nkind: Offener Brief (nr. 1)"),
    (f"{LETTERS}/005.md", r"date: .*", "calendar: julian\ndate: 1785-09-02"),
    (f"{LETTERS}/005.md", r"date_printed: .*\n", ""),
    (f"{LETTERS}/007.md", r"date: .*", "date: 1786-22"),
    (f"{LETTERS}/007.md", r"date_printed: .*\n", ""),
    (CONFIG, r"kinds: \[", 'order: date\ndoi: 10.5281/zenodo.1\nkinds: ["Offener Brief (nr. 1)", '),
    (
        PERSONS,
        r"(person-weir:\n)",
        '\\1  same_as: {GND: "118", Wiki data: "https://www.wikidata.org/entity/Q1"}\n',
    ),
]
LATE = """---
id: L2a
sender: [person-weir]
recipients: [person-odegard]
date: [1783-01-05,1783-01-07]
---

Weir asks for a price.
"""
SHOWN = [  # file of the site, what it says
    ("tei/L1.xml", '<persName ref="#person-odegard" cert="medium">Solveig Ødegård</persName>'),
    ("tei/L1.xml", '<correspAction type="forwarded">'),
    ("tei/L1.xml", '<name type="recipient"><persName>unknown</persName></name>'),
    (
        "tei/L1.xml",
        '<date when="1783-04-13" when-custom="1783-04-02" calendar="#julian" datingMethod="#julian">',
    ),
    ("tei/L1.xml", "<locus>12r</locus>"),
    ("tei/L1.xml", "<head>draft</head>"),
    ("tei/L1.xml", "<repository>A family at Bergen</repository>"),
    ("tei/L1.xml", '<idno type="DOI">10.5281/zenodo.17</idno>'),
    ("tei/L1.xml", '<persName ref="#person-odegard #person-weir">They</persName>'),
    ("tei/L4.xml", '<correspAction type="written">'),
    ("tei/L4.xml", 'target="#kind-Offener-Brief-nr-1" n="Offener Brief (nr. 1)"'),
    ("tei/L5.xml", '<calendar xml:id="julian">'),
    ("tei/L2a.xml", 'when-custom="[1783-01-05,1783-01-07]"'),
    ("tei/registers.xml", '<idno type="GND">118</idno>'),
    ("tei/registers.xml", '<idno type="Wiki-data">https://www.wikidata.org/entity/Q1</idno>'),
    ("letters/1/index.html", "Solveig Ødegård (?)</a> to"),
    ("letters/1/index.html", '<dt>Receipt</dt><dd>30 March 1783, <a class="name place"'),
    ("letters/1/index.html", "<dt>Passed on</dt><dd>by "),
    ("letters/1/index.html", "to unknown, 2/13 April 1783</dd>"),
    ("letters/1/index.html", "<dt>Archive</dt><dd>Skarvøy Museum, MS Lamps 2, 12r</dd>"),
    ("letters/1/index.html", "<dt>Draft</dt><dd>Skarvøy Museum, MS Lamps 9, Bl.\u00a03 "),
    ("letters/1/index.html", "<dt>Fair copy</dt><dd>A family at Bergen</dd>"),
    ("letters/1/index.html", 'href="https://doi.org/10.5281/zenodo.17"'),
    ("letters/1/index.html", 'They</a><a class="name person" href="../../persons/weir/index.html"'),
    ("letters/2a/index.html", "5 January 1783 or 7 January 1783"),
    ("letters/4/index.html", "<dt>Sent</dt><dd>never</dd>"),
    ("letters/4/index.html", '<p class="number">Offener Brief (nr. 1) 4</p>'),
    ("letters/5/index.html", "2/13 September 1785"),
    ("letters/5/index.html", "2 September 1785 Old Style (Julian calendar), 13 September 1785 New Style"),
    ("letters/7/index.html", "summer 1786"),
    ("browse/archive/index.html", "Bl. 3 (draft)"),
    ("browse/kinds/index.html", '<h2 id="offener-brief-nr-1">Offener Brief (nr. 1)'),
    ("citation/edition.bib", "doi = {10.5281/zenodo.1}"),
    ("letters/1/citation.bib", "doi = {10.5281/zenodo.17}"),
    ("letters/1/citation.ris", "DO  - 10.5281/zenodo.17\r"),
    (
        "letters/1/index.html",
        '<dt>Chicago, note</dt><dd><span class="citation">[Solveig Ødegård?] to Étienne Le Goff',
    ),
    ("letters/2/index.html", '<span class="citation">Unknown sender to Solveig Ødegård'),
    (
        "letters/4/index.html",
        '<span class="citation">Solveig Ødegård, On the storm, Tuesday after the storm, never sent, letter 4',
    ),
]


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with what other letters have, built."""
    from edition.cli import main

    root = tmp_path_factory.mktemp("metadata") / "edition"
    shutil.copytree(ROOT / "examples/two-lights", root, ignore=shutil.ignore_patterns("site", ".cache"))
    for path, there, instead in EDITS:
        text, count = re.subn(there, instead, (root / path).read_text("utf-8"), count=1)
        assert count == 1, (path, there)
        (root / path).write_text(text, "utf-8")
    (root / LETTERS / "002a.md").write_text(LATE, "utf-8")
    run_command(main, ["build", "--root", str(root)])
    return root


def test_all_of_it_is_in_tei_and_on_the_page(edited: Path) -> None:
    missing = [
        (path, words)
        for path, words in SHOWN
        if words not in (edited / "site" / path).read_bytes().decode("utf-8")
    ]
    assert missing == []


def test_the_tei_is_valid(edited: Path, tei_schema: Path) -> None:
    assert faults_in(sorted((edited / "site/tei").glob("*.xml")), tei_schema) == ""


def test_letters_stand_in_the_order_of_time_everywhere(edited: Path) -> None:
    edition = result_of(edited).edition
    assert edition is not None
    order = [letter.id for letter in edition.letters]
    assert order == ["L2a", "L1", "L2", "L3", "L5", "L6", "L8", "L7", "L9", "L4"]
    assert [letter.next for letter in edition.letters] == [*order[1:], ""]
    listed = (edited / "site/letters/index.html").read_text("utf-8")
    assert re.findall(r'<li value="[0-9]+".*?href="([0-9a-z]+)/', listed) == [ref[1:] for ref in order]


REFUSED = {
    "sender: [somebody]": ("sender", ["somebody"]),
    "no owner and no repository": ("archive", {"shelfmark": "MS 1"}),
    "an owner and a repository": ("archive", {"owner": "A", "repository": "B", "shelfmark": "MS 1"}),
    "a witness that is nothing": ("witnesses", [{"owner": "A"}]),
    "a DOI with its address": ("doi", "https://doi.org/10.5281/zenodo.17"),
    "a date of receipt that is none": ("received", {"date": "May"}),
    "a number that is none": ("id", "L12ab"),
    "a kind without a word": ("kind", "–"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_told(case: str) -> None:
    key, value = REFUSED[case]
    right = {"id": "L12a", "sender": ["unknown"], "recipients": ["org-b?"], "kind": "Brief"}
    assert LetterFields.model_validate(right).id == "L12a"
    with pytest.raises(ValidationError) as told:
        LetterFields.model_validate({**right, key: value})
    assert {error["loc"][0] for error in told.value.errors()} == {key}


def test_kinds_that_would_have_one_id_are_told() -> None:
    with pytest.raises(ValidationError, match="differ only in punctuation"):
        ConfigFields.model_validate({"kinds": ["open letter", "Open-letter"]})


def test_a_letter_found_late_is_a_letter(edited: Path) -> None:
    edition = result_of(edited).edition
    assert edition is not None and isinstance(edition.documents["L2a"].head, LetterHead)
    assert edition.documents["L2a"].head.number == "2a"
