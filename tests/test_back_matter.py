"""The index and the glossary of names: every shape on invented lines, then the real volume."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, missing
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from edition.forms.line_yaml import read_yaml, validate
from edition.importer.back_forms import IndexForm, NamesForm, find_part
from edition.importer.back_matter import read_index, read_names
from edition.importer.line import Line
from edition.importer.lines import words
from edition.volume.book_index import (
    EntryCorrection,
    IndexEntry,
    IndexFile,
    NameEntry,
    NamesFile,
    PageRef,
    index_text,
    name_terms,
    names_text,
    other_names,
    read_index_text,
    read_names_text,
)

INDEX = IndexForm(
    heading="# Index",
    end="End",
    bullet="- ",
    open_end=r"[,;]\Z",
    continued=r".+ \(\*continued\*\)",
    note=r"(?:<su[bp]>|\*)?nn?\*?(?P<numbers>\d+(?:,\d+)*)(?:</su[bp]>)?",
    see=r"\. \*?See(?P<also> also)?\*? ",
)
NAMES = NamesForm(
    heading="# Names",
    end="# Index",
    bullet="- ",
    real=r"\((?:real name: \**)?(?P<name>[^\W\d][^()*:]+)\**\)",
    pseudonym=r"\((?:Party )?pseudonym: \**(?P<name>[^()*]+)\**\)",
    rest=r"(?P<name>, (?:[^\W\d_]{1,2}\. ?)+)",
    dates=r"\((?P<name>\d{4}(?:/\d\d)? ?[-–] ?(?:\d{4} ?\??|\?))\)",
    see="See (?P<name>.+)",
)


def lines_of(*texts: str) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(texts, start=1)]


def entries(*texts: str) -> list[IndexEntry]:
    """Read entries, and hold that every word was used."""
    lines = lines_of("# Index", *texts)
    index, accounts, problems = read_index(lines, INDEX, "book.txt")
    assert not problems
    assert [account.word for account in accounts] == [word for line in lines for word in words(line.text)]
    return index.entries


def dangling(entries: list[IndexEntry]) -> list[tuple[str, str]]:
    """Cross-references (from, to) that lead to no heading, whatever its emphasis and quotation marks; its
    words in brackets may be left out."""

    def folded(text: str) -> str:
        return re.sub(r"[*'\"‘’“”]", "", text).strip()

    headings = {folded(form) for e in entries for form in (e.heading, e.heading.split(" (")[0])}
    parts = [(entry.heading, part) for entry in entries for part in (entry, *entry.subentries)]
    targets = [(heading, target) for heading, part in parts for target in (*part.see, *part.see_also)]
    return [(heading, target) for heading, target in targets if folded(target) not in headings]


def names(*texts: str) -> list[NameEntry]:
    lines = lines_of("# Names", *texts)
    found, accounts, problems = read_names(lines, NAMES, "book.txt")
    assert not problems
    assert [account.word for account in accounts] == [word for line in lines for word in words(line.text)]
    return found.entries


def pages(entry: IndexEntry) -> str:
    return ", ".join(ref.text for ref in entry.pages)


class TestIndex:
    """Shapes of index entries."""

    @pytest.mark.parametrize(
        ("printed", "read"),
        [
            ("- Tea, 5, 7–9", "5, 7–9"),
            ("- Tea, 101-3, 192–93", "101–103, 192–193"),
            ("Tea, 17<sup>n2</sup>, 18", "17n2, 18"),
            ("Tea, 17<sub>n2</sub>", "17n2"),
            ("Tea, 104<sup>nn2,3</sup>, 110", "104nn2,3, 110"),
            ("Tea, 211*nn*1,2, 212*n*3", "211nn1,2, 212n3"),
            ("Tea, 5nn1,2, 6n3", "5nn1,2, 6n3"),
        ],
    )
    def test_pages_and_notes_in_every_style(self, printed: str, read: str) -> None:
        (entry,) = entries(printed)
        assert (entry.heading, pages(entry)) == ("Tea", read)

    def test_a_year_in_the_heading_is_no_page(self) -> None:
        found = entries("- Treaty of 1936, 9, 12", "- Pact (1912–14), 127", "- Raid (9 June 1927), 136")
        assert [(e.heading, pages(e)) for e in found] == [
            ("Treaty of 1936", "9, 12"),
            ("Pact (1912–14)", "127"),
            ("Raid (9 June 1927)", "136"),
        ]

    def test_subentries_after_a_colon_or_after_pages(self) -> None:
        first, second = entries(
            "- Coal: British, 3; Welsh, trade in, 4", "- Iron, 5; pig, 6–7; July 1926, of, 8"
        )
        assert [s.heading for s in first.subentries] == ["British", "Welsh, trade in"]
        assert (pages(second), [s.heading for s in second.subentries]) == ("5", ["pig", "July 1926, of"])
        assert [(sub, ref.text) for sub, ref in second.references()][:2] == [("", "5"), ("pig", "6–7")]

    def test_colons_and_commas_in_titles(self) -> None:
        first, second = entries("*Tea: A History* (Smith), 4", "Smith, J.: \"On 'Black Tea,'\" 5")
        assert (first.heading, first.subentries) == ("*Tea: A History* (Smith)", [])
        assert second.subentries[0].heading == "\"On 'Black Tea'\""

    def test_see_and_see_also(self) -> None:
        found = entries("- Chai. *See* Tea", "*Cha*. See Tea", "Tea, 5. *See also* Cha; *Tea: A History*")
        assert [(e.heading, e.see, e.see_also) for e in found] == [
            ("Chai", ["Tea"], []),
            ("*Cha*", ["Tea"], []),
            ("Tea", [], ["Cha", "*Tea: A History*"]),
        ]
        assert dangling(found) == [("Tea", "*Tea: A History*")]

    def test_a_lost_opening_sign_is_put_back(self) -> None:
        assert [e.heading for e in entries("- Chistka*, 50", "Anti-*cha* league, 5")] == [
            "*Chistka*",
            "Anti-*cha* league",
        ]

    def test_entries_broken_over_lines_and_pages(self) -> None:
        lines = (
            "- Smith, J., 5,",
            "- Smith, J. (*continued*)",
            "6, 7; tea of,",
            "- 8;",
            "cups of, 9",
            "- Tea, 10",
        )
        smith, tea = entries(*lines)
        assert (pages(smith), [s.heading for s in smith.subentries]) == ("5, 6, 7", ["tea of", "cups of"])
        assert pages(tea) == "10"

    def test_what_became_of_words(self) -> None:
        form = INDEX.model_copy(
            update={"emend": [EntryCorrection(find="Gren tee", read="Green tea", reason="misread")]}
        )
        _, accounts, problems = read_index(
            lines_of("# Index", "- Gren tee, 5n2", "- Oolong, 6"), form, "book.txt"
        )
        assert not problems
        assert [tuple(account) for account in accounts] == [
            (1, "Index", "dropped", "heading of the part"),
            (2, "Gren", "emended", "Green tea"),
            (2, "tee", "emended", "Green tea"),
            (2, "5n2", "used", "Green tea, 5n2"),
            (3, "Oolong", "used", "Oolong"),
            (3, "6", "used", "Oolong, 6"),
        ]

    def test_mistakes_are_told(self) -> None:
        form = INDEX.model_copy(
            update={"emend": [EntryCorrection(find="Cofee", read="Coffee", reason="misread")]}
        )
        assert [p.code for p in read_index(lines_of("# Index"), form)[2]] == ["I105"]
        assert [p.code for p in read_index([], INDEX)[2]] == ["I107"]
        (problem,) = read_index(lines_of("# Index", "- Tea, 9–5"), INDEX, "book.txt")[2]
        assert (problem.code, problem.location.line) == ("I103", 2)

    def test_a_lost_word_is_told(self) -> None:
        """A pattern that swallows words cannot do so unseen."""
        form = INDEX.model_copy(update={"see": r"\. See (?P<also>also )?\w+ "})
        swallowed = form.model_copy(update={"bullet": r"- \w+ "})
        (problem,) = read_index(lines_of("# Index", "- Green tea, 5"), swallowed, "book.txt")[2]
        assert problem.code == "I103" and "Green" in problem.message


class TestNames:
    """Shapes of entries in a glossary of names."""

    @pytest.mark.parametrize(
        ("printed", "read"),
        [
            ("**Smith, A. B.** (1888–1938). Tea taster.", ("Smith, A. B.", "", "", "1888–1938")),
            ("- Smith, A. B.** (1888-1938?). Tea taster.", ("Smith, A. B.", "", "", "1888–1938?")),
            ("- Smith, A.** (1888– ?). Tea taster.", ("Smith, A.", "", "", "1888–?")),
            ("- Smith, A.** (1890/91–1938 ?). Tea taster.", ("Smith, A.", "", "", "1890/91–1938?")),
            (
                "**Smith (real name: Schmidt), A.** (1888–1938). Tea taster.",
                ("Smith, A.", "Schmidt", "", "1888–1938"),
            ),
            (
                "- Smith, A.** (real name: B. Lee) (1888–1938). Tea taster.",
                ("Smith, A.", "B. Lee", "", "1888–1938"),
            ),
            (
                "- Smith, A.** (real name: **B. Lee**) (1888–1938). Tea taster.",
                ("Smith, A.", "B. Lee", "", "1888–1938"),
            ),
            ("- Smith** (real name: Lee), A. B. Tea taster.", ("Smith, A. B.", "Lee", "", "")),
            (
                "- Smith (pseudonym: Cup), Al** (1888–1938). Tea taster.",
                ("Smith, Al", "", "Cup", "1888–1938"),
            ),
            (
                "- Smith, A.** (Party pseudonym: *Cup*) (1888–1938). Tea taster.",
                ("Smith, A.", "", "Cup", "1888–1938"),
            ),
            ("- Smith, John.** Tea taster.", ("Smith, John", "", "", "")),
        ],
    )
    def test_names_and_dates(self, printed: str, read: tuple[str, ...]) -> None:
        (entry,) = names(printed)
        assert (entry.name, entry.real_name, entry.pseudonym, entry.dates) == read
        assert entry.text == "Tea taster."

    def test_see(self) -> None:
        (entry,) = names("- Teapot.** See Smith, A. B.")
        assert (entry.name, entry.see, entry.text) == ("Teapot", "Smith, A. B.", "")

    def test_entries_broken_over_a_page(self) -> None:
        first, second = names(
            "- Smith, A.** (1888–1938). Taster of Cey-",
            "- lon tea. Judge",
            "(of *cups*).",
            "- Wu, B.** Trader.",
        )
        assert (first.text, second.text) == ("Taster of Ceylon tea. Judge (of *cups*).", "Trader.")

    def test_what_stands_at_the_head_is_kept(self) -> None:
        lines = lines_of("# Names", "A *cup* is a cup.", "- Wu, B.** Trader.")
        found, accounts, problems = read_names(lines, NAMES)
        assert (found.head, len(found.entries), problems) == ("A *cup* is a cup.", 1, [])
        assert accounts[1].detail == "head"


def test_the_part_ends_where_the_form_says() -> None:
    found = find_part(["# Names", "", "- Wu.** Trader.", "# Index", "- Tea, 5", "End", "caption"], INDEX)
    assert [line.number for line in found] == [4, 5]


TEXT = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=20).filter(
    lambda text: text.strip() == text
)


@given(st.lists(st.builds(NameEntry, name=TEXT, dates=TEXT, text=TEXT, see=TEXT), max_size=3))
def test_names_read_back(entries: list[NameEntry]) -> None:
    assert read_names_text(names_text(NamesFile(entries=entries)), "n.yaml") == (
        NamesFile(entries=entries),
        [],
    )


@given(st.lists(st.builds(IndexEntry, heading=TEXT, see=st.lists(TEXT, max_size=2)), max_size=3))
def test_an_index_reads_back(entries: list[IndexEntry]) -> None:
    assert read_index_text(index_text(IndexFile(entries=entries)), "i.yaml") == (
        IndexFile(entries=entries),
        [],
    )


def test_an_index_as_an_editor_writes_it() -> None:
    text = "entries:\n  - heading: Tea\n    pages: 85, 110n5, 104nn2,3, 167–68\n"
    index, problems = read_index_text(text, "i.yaml")
    assert problems == [] and index is not None
    assert index.entries[0].pages[1] == PageRef(page=110, notes=[5])
    assert (index.entries[0].pages[3].page, index.entries[0].pages[3].to) == (167, 168)
    assert "167–168" in index_text(index)
    (problem,) = read_index_text("entries:\n  - heading: Tea\n    pages: 85, five\n", "i.yaml")[1]
    assert (problem.code, problem.location.line) == ("D105", 3)


def test_names_in_headings() -> None:
    assert name_terms("Smith, J. B.") == ([("smith",)], True)
    assert name_terms("Chang Wei-ling") == ([("chang", "wei", "ling")], False)
    assert name_terms("Board of Tea (Botea)") == ([("board", "of", "tea"), ("botea",)], False)
    assert name_terms("Tea, Board of") == ([("board", "of", "tea")], False)
    assert name_terms("Tea drinking, habits of")[0] == []


def test_other_names() -> None:
    index = IndexFile(
        entries=entries(
            "- Cup. *See* Smith, A.", "- Smith, A., 5", "- Wu, Bo, 7", "- Lee, A., 8", "- Lee, B., 9"
        )
    )
    glossary = NamesFile(
        entries=[NameEntry(name="Bobo", see="Wu, B. C."), NameEntry(name="Al", see="Lee, A.")]
    )
    assert other_names(index, glossary) == {"Smith, A.": ["Cup"], "Wu, Bo": ["Bobo"], "Lee, A.": ["Al"]}


def form_of(model: type[IndexForm] | type[NamesForm], key: str) -> IndexForm | NamesForm:
    """The form of the volume's part from its recipe."""
    path = ROOT / "sources" / "recipes" / "lih-1995.yaml"
    marked, _ = read_yaml(path.read_text("utf-8"), path.name)
    if not isinstance(marked.data, dict) or key not in marked.data:
        missing(f"“{key}” in {path.name}")
    form, problems = validate(model, marked, (key,), marked.data[key])
    assert form is not None, problems
    return form


@pytest.fixture(scope="module")
def lines(seeds: Path) -> list[str]:
    (path,) = seeds.glob("004_*.txt")
    return path.read_text("utf-8").split("\n")


class TestVolume:
    """The real index and glossary."""

    def test_the_index(self, lines: list[str]) -> None:
        form = form_of(IndexForm, "index")
        part = find_part(lines, form)
        index, accounts, problems = read_index(part, form, "book.txt")
        assert problems == []
        found = index.entries
        counts = (
            len(found),
            *(sum(bool(getattr(e, k)) for e in found) for k in ("see", "see_also", "subentries")),
        )
        assert counts == (523, 31, 15, 33)
        assert all(e.pages or e.subentries or e.see for e in found)
        assert dangling(index.entries) == []
        assert {account.fate for account in accounts} == {"used", "dropped", "emended"}
        assert sum(account.fate == "dropped" for account in accounts) == 5
        assert [a.word for a in accounts] == [word for line in part for word in words(line.text)]
        assert read_index_text(index_text(index), "i.yaml") == (index, [])
        assert all(1 <= ref.page <= 250 for e in found for _, ref in e.references())

    def test_the_glossary_of_names(self, lines: list[str]) -> None:
        form = form_of(NamesForm, "glossary_of_names")
        part = find_part(lines, form)
        glossary, accounts, problems = read_names(part, form, "book.txt")
        assert problems == []
        found = glossary.entries
        assert (len(found), sum(bool(e.see) for e in found)) == (264, 6)
        assert sum(not e.dates and not e.see for e in found) == 9
        assert (sum(bool(e.real_name) for e in found), sum(bool(e.pseudonym) for e in found)) == (13, 2)
        assert all(e.see or e.text for e in found) and not any("*" in e.name for e in found)
        assert [a.word for a in accounts] == [word for line in part for word in words(line.text)]
        assert {account.fate for account in accounts} == {"used", "dropped"}
        assert read_names_text(names_text(glossary), "n.yaml") == (glossary, [])


@pytest.mark.parametrize(
    ("parts", "after", "wrong"),
    [
        ("[{text: a, page: 9}, {text: b, page: 5}]", 20, "must rise"),
        ("[{text: a, page: 9}]", 9, "must rise"),
        ("[{text: a}]", 20, "the first of the parts"),
        ("[{text: a, page: 1}, {text: a, page: 3}]", 20, "twice"),
        ("[{text: a, page: 1, letters: [9, 3]}]", 20, "rising"),
    ],
)
def test_parts_that_make_no_sense(parts: str, after: int, wrong: str) -> None:
    index, problems = read_index_text(f"parts: {parts}\npage_after: {after}\nentries: []\n", "index.yaml")
    assert index is None
    assert wrong in problems[0].message


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (NamesForm, {"heading": "N", "end": "E", "dates": r"\d{4}"}),
        (IndexForm, {"heading": "I", "end": "E", "note": r"n\d+", "see": r"See(?P<also> also)? "}),
    ],
)
def test_a_pattern_must_have_its_group(form: type, fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="needs a group"):
        form(**fields)
