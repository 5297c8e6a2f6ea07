"""A word processor's file becomes a letter with its notes; what cannot is told, and no file does harm."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import run_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import (
    DOTTED,
    DOUBLE,
    SINGLE,
    W,
    change,
    document,
    footnotes,
    frame,
    note,
    p,
    r,
    word_file,
    zipped,
)

from edition.cli import main
from edition.importer import word_file as reading
from edition.importer.imported_files import letter_file, notes_file
from edition.importer.word import letter_of, read_word_letter
from edition.importer.word_file import PandocMissing, UnreadableFile, find_pandoc, read_word_file
from edition.importer.word_text import WordText
from edition.model import Source
from edition.read.documents import read_imported
from edition.tei.reading import text_of


def letter(data: bytes) -> tuple[str, str, list[str]]:
    """The text, the notes, and what was not carried over."""
    made, lost = read_word_letter(read_word_file(data), "L3", "edition", [])
    return letter_file(made, "docx").split("---\n\n", 1)[1], notes_file(made), lost


def imported(root: Path, data: bytes, *more: str, expect: int = 0) -> str:
    file = root.parent / "transcript.docx"
    file.write_bytes(data)
    arguments = ["import", str(file), "--root", str(root), *more]
    return run_command(main, arguments, expect=expect).output


LETTER = word_file(
    p(r("Lund, 9 May"), style="Date")
    + p(r("Dear Nils,"), style="Salutation")
    + p(r("The glass is "), r("here", SINGLE), note(1), r(", and "), r("I", DOUBLE), r(" am glad [of it]."))
    + p(r("Nothing * is _lost_ [^1] here <b> &amp; #1 `x`."))
    + p(r("1) A point.", DOTTED))
    + p(r("Yours,"), style="Closing")
    + p(r("Ada"), style="Signature")
    + p(r("P.S. More soon."), note(2)),
    footnotes=footnotes(p(r("By the boat "), r("Freja", "i"), r(".")), p(r("One.")) + p(r("Two."))),
)


def test_text_notes_underlining_and_the_lines_at_both_ends() -> None:
    text, notes, lost = letter(LETTER)
    assert text == (
        "::: opener\n{.dateline}\nLund, 9 May\n\nDear Nils,\n:::\n\n"
        "The glass is *here*[^1], and **I** am glad [of it].\n\n"
        "Nothing \\* is \\_lost\\_ [\\^1] here \\<b> \\&amp; #1 \\`x\\`.\n\n"
        "*1) A point.*\n\n"
        "::: closer\nYours,\n\nAda\n:::\n\n::: postscript\nP.S. More soon.[^2]\n:::\n"
    )
    assert "  - id: n1\n    by: edition\n    text: |\n      By the boat *Freja*.\n" in notes
    assert "  - id: n2\n    by: edition\n    text: |\n      One.\n\n      Two.\n" in notes
    assert lost == []


def test_it_builds_and_the_page_shows_it(sample: Path) -> None:
    output = imported(sample, LETTER, "--letter", "3", "--by", "lih")
    assert "2 files written" in output
    run_command(main, ["build", "--root", str(sample)])
    page = (sample / "site/letters/3/index.html").read_text("utf-8")
    words = re.sub(r"<[^>]+>", "", page)
    for shown in ("The glass is here", "By the boat Freja", "Lund, 9 May", "Nothing * is _lost_"):
        assert shown in words, shown
    assert re.search(r"<(\w+)[^>]*>here</\1>", page)


def test_what_is_lost_is_told_with_its_place() -> None:
    picture = "<w:r><w:drawing/></w:r>"
    table = f"<w:tbl><w:tr><w:tc>{p(r('Three mosses'))}</w:tc></w:tr></w:tbl>"
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    span = '<w:commentRangeStart w:id="0"/>' + r("the glass") + '<w:commentRangeEnd w:id="0"/>' + comment
    box = f"<w:r><w:pict><w:txbxContent>{p(r('In a box'))}</w:txbxContent></w:pict></w:r>"
    body = p(
        r("One two "), change("ins", r("three")), change("del", "<w:r><w:delText>four</w:delText></w:r>")
    )
    body += p(r("Here is "), span, picture) + table + p(r("slanted", "i"), r(" fat", "b"), r(" 10"))
    body += p(r("2", 'vertAlign w:val="superscript"'), r("struck", "strike"), box)
    data = word_file(body, comments='<w:comment w:id="0" w:author="Nils">' + p(r("Really?")) + "</w:comment>")
    text, _, lost = letter(data)
    assert text.startswith(
        "One two three\n\nHere is the glass\n\n| Three mosses |\n\n[slanted]{.italic} [fat]{.bold} 10\n\n"
        "[2]{.sup}[struck]{.del}"
    )
    told = "\n".join(lost)
    for words in (
        "that Berit inserted “three” with changes tracked (the words are there), after “…One two",
        "“four”, which Berit deleted with changes tracked, after “…One two three",
        "a comment by Nils (“Really?”), after “…One two three Here is",
        "a picture, after “…Here is the glass”",
    ):
        assert words in told, (words, told)
    assert "In a box" in text + told


LIST = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def point(*runs: str) -> str:
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{numbering}</w:pPr>{''.join(runs)}</w:p>"


def test_a_list_in_a_note_keeps_its_numbers_and_leaves_those_of_the_text_alone() -> None:
    body = point(r("one")) + point(r("two"), note(1)) + p(r("between")) + point(r("three"))
    notes_part = footnotes(point(r("first")) + point(r("second")))
    text, notes, _ = letter(word_file(body, numbering=LIST, footnotes=notes_part))
    assert text == "1) one\n\n2) two[^1]\n\nbetween\n\n3) three\n"
    assert "      1) first\n\n      2) second\n" in notes


def test_tables_keep_their_notes_and_hidden_text_stays_hidden() -> None:
    rows = (
        (p(r("oil | wick")), p(r("2 barrels"), note(1))),
        (p(r("lamps")), p(r("8", 'vertAlign w:val="superscript"'))),
    )
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
    shown, draft = r("shown ", 'vanish w:val="0"'), r(" drafted", 'rStyle w:val="Draft"')
    body = table + p(r("Seen "), r("secret ", "vanish"), shown, r("words."), draft)
    body += p(r("struck", "dstrike"), r(" ^x^ ~y~ `c`"))
    styles = '<w:style w:type="character" w:styleId="Draft"><w:rPr><w:vanish/></w:rPr></w:style>'
    text, notes, lost = letter(word_file(body, footnotes=footnotes(p(r("Of whale."))), styles=styles))
    assert text.startswith("| oil \\| wick | 2 barrels[^1] |\n| lamps | [8]{.sup} |\n\nSeen shown words.\n")
    assert "[struck]{.del} " in text
    assert "Of whale." in notes and lost == [
        "hidden text (“secret”), after “…Seen ”",
        "hidden text (“drafted”), after “…Seen shown words.”",
    ]


def test_a_folder_of_files_becomes_letters_and_texts_of_the_editions_own(sample: Path) -> None:
    folder = sample.parent / "transcripts"
    folder.mkdir()
    (folder / "Letter 003.docx").write_bytes(LETTER)
    (folder / "index.docx").write_bytes(LETTER)
    (folder / "12a.docx").write_bytes(LETTER)
    arguments = ["import", str(folder), "--root", str(sample), "--to", "texts"]
    output = run_command(main, arguments, expect=1).output
    assert "index.docx: error I111 the name does not say which letter it is" in output
    assert "make it first: “edition new letter 12a”" in output
    assert (
        (sample / "sources/texts/003.md").read_text("utf-8").startswith("---\nletter: L3\n---\n\n::: opener")
    )
    assert "By the boat" in (sample / "annotations/notes/L3.yaml").read_text("utf-8")
    run_command(main, ["check", "--root", str(sample)])
    again = imported(sample, LETTER, "--letter", "3")  # without --to it stays where it is
    assert "0 files written, 2 unchanged" in again and "0 removed" in again
    assert (sample / "sources/texts/003.md").is_file()


def test_a_recipe_that_is_not_there_is_told_although_a_transcript_is(sample: Path) -> None:
    told = imported(sample, LETTER, "--recipe", "tinny", expect=1)
    assert "I109 there is no recipe “tinny”" in told and "Nothing was written." in told
    assert not (sample / "sources/imported/letters/003.md").exists()


@pytest.mark.parametrize(
    ("name", "ref"),
    [("016", "L16"), ("Letter 012a", "L12a"), ("Brief 3 Holm", "L3"), ("3 b", "L3"), ("1-2", ""), ("x", "")],
)
def test_the_name_of_a_file_says_which_letter_it_is(name: str, ref: str) -> None:
    assert letter_of(Path(f"{name}.docx")) == ref


def test_a_letter_found_late_is_imported(sample: Path) -> None:
    (sample / "sources/letters/003a.md").write_text(
        (sample / "sources/letters/003.md").read_text("utf-8").replace("id: L3", "id: L3a"), "utf-8"
    )
    assert "is not the number of a letter" in imported(sample, LETTER, "--letter", "3ab", expect=2)
    imported(sample, LETTER, "--letter", "3a")
    text = (sample / "sources/imported/letters/003a.md").read_text("utf-8")
    assert text.startswith("---\nletter: L3a\n") and (sample / "annotations/imported/L3a.yaml").is_file()


def test_pages_that_are_marked_stay_and_breaks_are_told() -> None:
    broken = p(r("One. [|2r] Two [sic] of them.")) + p('<w:r><w:br w:type="page"/><w:t>Three.</w:t></w:r>')
    text, _, lost = letter(word_file(broken))
    assert text == "One. [|2r] [Two]{.sic} of them.\n\nThree.\n"
    (told,) = lost
    assert told.startswith("a page break, after “…One. [|2r] Two [sic] of them.” (write [|]")


def test_headers_and_pictures_of_a_real_file_are_told(tmp_path: Path) -> None:
    header = f"<w:hdr {W}>{p(r('Transcript of Ada'))}</w:hdr>"
    parts = frame() | {"word/document.xml": f"<w:document {W}><w:body>{p(r('Words.'))}</w:body></w:document>"}
    _, _, lost = letter(zipped(parts | {"word/header1.xml": header, "word/vbaProject.bin": b"\0macro"}))
    assert lost == ["the head or foot of a page (“Transcript of Ada”)"]


def pandoc_made(markdown: str, tmp_path: Path) -> bytes:
    import subprocess

    target = tmp_path / "made.docx"
    command = [find_pandoc(), "-f", "markdown", "-t", "docx", "-o", str(target)]
    subprocess.run(command, input=markdown.encode(), check=True)
    return target.read_bytes()


def test_a_file_that_pandoc_made(tmp_path: Path) -> None:
    markdown = (
        "---\ntitle: TELEGRAM\ndate: 9 May\n---\n\nFirst.[^a]\n\n3. three\n4. four\n\n> quoted\n\n- dot\n\n"
        "See [there](https://example.org/x) and $x^2$.\n\n# Later\n\nEnd\\\nof it.\n\n"
        "[^a]: See [*it*](https://example.org/y), or [that](javascript:alert(1)).\n\n    > A decree.\n"
    )
    text, notes, lost = letter(pandoc_made(markdown, tmp_path))
    assert text.startswith(
        "::: opener\n## TELEGRAM\n\n{.dateline}\n9 May\n:::\n\nFirst.[^1]\n\n3. three\n\n4. four\n\n"
    )
    assert "::: quote\nquoted\n:::" in text and "\n\nEnd\\\nof it.\n" in text and "\n\nLater\n\n" in text
    assert "See [it](https://example.org/y), or that." in notes and "> A decree." in notes
    told = "\n".join(lost)
    for words in (
        "the dots of a list",
        "the address of a link (https://example.org/x)",
        "a formula",
        "“Later” is a heading",
        "javascript:alert",
    ):
        assert words in told, (words, told)


def test_the_calendar_comes_first_and_edited_files_are_kept(sample: Path) -> None:
    assert "make it first: “edition new letter 4”" in imported(sample, LETTER, "--letter", "4", expect=1)
    assert "name the letter that transcript.docx is" in imported(sample, LETTER, expect=2)
    assert "there is no “lhi”" in imported(sample, LETTER, "--letter", "3", "--by", "lhi", expect=2)
    file = sample / "sources/imported/letters/003.md"
    imported(sample, LETTER, "--letter", "3", "--dry-run")
    assert not file.exists()
    imported(sample, LETTER, "--letter", "3")
    assert "0 files written, 2 unchanged" in imported(sample, LETTER, "--letter", "3")
    file.write_text(file.read_text().replace("glad", "very glad"))
    output = imported(sample, LETTER, "--letter", "3")
    assert "I104" in output and "-The glass is *here*[^1], and **I** am very glad" in output
    assert "very glad" in file.read_text()
    imported(sample, LETTER, "--letter", "3", "--force")
    assert "very glad" not in file.read_text()
    run_command(main, ["new", "letter", "4", "--root", str(sample)])
    imported(sample, LETTER, "--letter", "4")
    assert file.is_file(), "another letter’s file is not taken for one that the import gave up"


def test_what_a_recipe_imported_is_not_replaced_by_the_way(sample: Path) -> None:
    imported(sample, LETTER, "--letter", "3")
    manifest = sample / "sources/imported/manifest.json"
    manifest.write_text(manifest.read_text().replace("docx L3", "a-book"))
    other = word_file(p(r("Other words.")))
    output = imported(sample, other, "--letter", "3")
    assert "the file came by the recipe a-book and stays as it is" in output
    assert "The glass" in (sample / "sources/imported/letters/003.md").read_text()


def test_without_pandoc_one_line_says_what_to_install(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    monkeypatch.setattr(reading.shutil, "which", lambda name: None)
    output = imported(sample, LETTER, "--letter", "3", expect=1)
    assert output == "Error: pandoc is missing: python -m pip install -e '.[docx]'\n"
    with pytest.raises(PandocMissing):
        find_pandoc()


# -- files that mean harm, or are broken ------------------------------------------------------------------

ENTITIES = f'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document {W}><w:body>{p(r("&a;"))}</w:body></w:document>'


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (b"", "not a .docx file"),
        (b"PK\x03\x04 nothing", "not a .docx file"),
        ({"a.txt": "x"}, "no word/document.xml"),
        (frame() | {"word/document.xml": "<w:document"}, "is damaged"),
        (frame() | {"word/document.xml": document("<w:p/>" * 10_001)}, "more than 10,000 paragraphs"),
        (frame() | {"word/document.xml": ENTITIES.replace("&amp;a;", "&a;")}, "declares entities"),
        ({f"{n}.xml": "" for n in range(5001)}, "too many parts"),
        (frame() | {"word/document.xml": b" " * (reading.PART_LIMIT + 1)}, "too large"),
    ],
    ids=["empty", "no zip", "no document", "no xml", "long", "entities", "many", "bomb"],
)
def test_it_is_refused_in_words(parts: bytes | dict[str, str | bytes], words: str, sample: Path) -> None:
    data = parts if isinstance(parts, bytes) else zipped(parts)
    with pytest.raises(UnreadableFile, match=words):
        read_word_file(data)
    output = imported(sample, data, "--letter", "3", expect=1)
    assert "I111" in output and words in output and "Traceback" not in output


def test_a_large_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "FILE_LIMIT", 100)
    with pytest.raises(UnreadableFile, match="larger"):
        read_word_file(LETTER)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(LETTER) - 1), st.integers(1, 255), st.booleans())
def test_damage_is_told_or_harmless(place: int, change: int, cut: bool) -> None:
    damaged = (
        LETTER[:place] if cut else LETTER[:place] + bytes([LETTER[place] ^ change]) + LETTER[place + 1 :]
    )
    try:
        letter(damaged)
    except UnreadableFile as reason:
        assert str(reason)


def test_only_parts_with_text_reach_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bytes] = []
    monkeypatch.setattr(reading, "_pandoc", lambda data: given.append(data) or {})
    with zipfile.ZipFile(io.BytesIO(LETTER)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    read_word_file(
        zipped(parts | {"word/vbaProject.bin": b"macro", "word/media/a.png": b"x", "../evil.xml": b"<a/>"})
    )
    with zipfile.ZipFile(io.BytesIO(given[0])) as archive:
        assert set(archive.namelist()) <= set(reading.PARTS)


WORDS = st.text(st.sampled_from(list("ab *_`[](){}<>&#|^~:!\\-+=.1)\"'“”")), max_size=14)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(WORDS, st.sampled_from(["", "u", "ub"])), min_size=1, max_size=4))
def test_no_sign_is_taken_for_markdown(runs: list[tuple[str, str]]) -> None:
    """Whatever is typed, the same words are read back, brackets apart; a page break has none."""
    inlines = []
    for text, mark in runs:
        inner = [{"t": "Str", "c": text}]
        inner = [{"t": "Strong", "c": inner}] if "b" in mark else inner
        inlines += [{"t": "Underline", "c": inner}] if "u" in mark else inner
    reader = WordText()
    blocks = list(reader.blocks([{"t": "Para", "c": inlines}]))
    typed = "".join(text for text, _ in runs)
    if blocks:
        file = f"---\nletter: L3\nrecipe: docx\n---\n\n{blocks[0].text}\n"
        (part,), faults = read_imported(Source("sources/imported/letters/003.md", file.encode()))
        assert not faults
        words = bare("".join(text_of(element) for element in part.body))
        assert words in {bare(typed), bare(re.sub(r"\[\|[^][|{}]{0,20}\]", "", typed))}
        assert not any("signs that" in lost for lost in reader.lost)


def bare(words: str) -> str:
    return re.sub(r"[\s\[\]]+", "", words.replace("[sic]", ""))
