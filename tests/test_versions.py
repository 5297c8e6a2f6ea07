"""Versions: each is kept as it was published, says what has changed since, and is never published twice."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from conftest import copy_sample, run_command
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from site_links import broken_links

from edition.cli import main
from edition.model import Source
from edition.read.releases import read_release
from edition.tei.canonical import parse
from edition.tei.tree import select
from edition.words.difference import compare_texts

WORDS = st.lists(st.sampled_from("the grain is failing, in autumn. (so) “they” say".split()), max_size=30)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_a_difference_holds_both_texts(old: list[str], new: list[str]) -> None:
    stretches = compare_texts(" ".join(old), " ".join(new))
    before = "".join(s.words for s in stretches if s.kind != "new")
    after = "".join(s.words for s in stretches if s.kind != "gone")
    assert before.split() == old and after.split() == new


def test_a_difference_is_told_word_by_word() -> None:
    told = compare_texts("The grain was short, they said.", "The grain was very short, Mikoian said.")
    assert [(s.kind, s.words.strip()) for s in told] == [
        ("same", "The grain was"),
        ("gone", "short, they"),
        ("new", "very short, Mikoian"),
        ("same", "said."),
    ]


def test_equal_texts_do_not_differ() -> None:
    assert {s.kind for s in compare_texts("The same words.", "The same words.")} == {"same"}


# -- a small edition, published and edited -------------------------------------------------------------


def publish(root: Path, version: str, message: str, expect: int = 0):
    arguments = ["publish", version, "-m", message, "--date", "2027-01-02", "--root", str(root)]
    return run_command(main, arguments, expect=expect)


def build(root: Path) -> Path:
    run_command(main, ["build", "--root", str(root)])
    return root / "site"


def page(site: Path, path: str):
    return html.parse(str(site / path / "index.html")).getroot()


def words(element) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as 1.0; a summary reworded and published as 1.1; a note reworded and not yet published."""
    root = copy_sample(tmp_path_factory.mktemp("edited") / "edition")
    publish(root, "1.0", "The first")
    letter = sorted((root / "sources/letters").glob("*.md"))[0]
    text = letter.read_text("utf-8").rstrip()
    letter.write_text(text + " A clause was added about the mosses of the north.\n", "utf-8")
    publish(root, "1.1", "A clause")
    notes = sorted((root / "annotations/notes").glob("*.yaml"))[0]
    lines = notes.read_text("utf-8").splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if line.strip().startswith("text:"))
    at = place + 1 if lines[place].strip() in {"text: |", "text: >-", "text: |-"} else place
    lines[at] = lines[at].rstrip("\n") + " It is disputed whether this is so.\n"
    notes.write_text("".join(lines), "utf-8")
    build(root)
    return root


def first_letter(root: Path) -> str:
    return str(int(sorted((root / "sources/letters").glob("*.md"))[0].stem))


def test_each_version_of_a_letter_is_kept(edited: Path) -> None:
    site, number = edited / "site", first_letter(edited)
    old, new = (words(page(site, f"v/{v}/letters/{number}").find(".//main")) for v in ("1.0", "1.1"))
    assert "This is version 1.0 of 2 January 2027" in old and "There is a newer version" in old
    summary = page(site, f"v/1.0/letters/{number}").find_class("summary")[0]
    assert "mosses of the north" not in words(summary)
    assert "mosses of the north" in words(page(site, f"v/1.1/letters/{number}").find_class("summary")[0])
    assert "mosses of the north" in old, "but in what has changed since"
    assert "Nothing in it has changed since" not in new, "the note has"


def test_what_has_changed_is_marked_word_by_word(edited: Path) -> None:
    tree = page(edited / "site", f"v/1.0/letters/{first_letter(edited)}")
    put_in = [words(e) for e in tree.find_class("difference")[0].iter("ins")]
    assert put_in == ["A clause was added about the mosses of the north."]
    assert not list(tree.find_class("difference")[0].iter("del"))


def test_the_current_page_leads_to_the_versions_and_says_what_was_revised(edited: Path) -> None:
    tree = page(edited / "site", f"letters/{first_letter(edited)}")
    kept = [a.get("href") for a in tree.find_class("versions")[0].iter("a")]
    assert f"../../v/1.0/letters/{first_letter(edited)}/index.html#since" in kept
    assert f"../../v/1.1/letters/{first_letter(edited)}/index.html#since" in kept
    marks = {words(e): e.get("href") for e in tree.find_class("revised")}
    assert marks["revised in version 1.1"].startswith("../../v/1.0/")
    assert marks["revised, not yet published"].startswith("../../v/1.1/")


def test_an_unchanged_page_says_so(edited: Path) -> None:
    number = str(int(sorted((edited / "sources/letters").glob("*.md"))[1].stem))
    main_part = words(page(edited / "site", f"v/1.1/letters/{number}").find(".//main"))
    assert "Nothing in it has changed since" in main_part


def test_tei_points_from_what_was_revised_to_the_version(edited: Path) -> None:
    tree = parse((edited / f"site/tei/L{first_letter(edited)}.xml").read_bytes())
    pointed = {pointer for e in select(tree, "//*[@change]") for pointer in e.get("change", "").split()}
    assert pointed == {"#v1.1", "#draft"}
    for pointer in pointed:
        assert select(tree, "//t:revisionDesc//t:change[@xml:id=$i]", i=pointer[1:])


def test_old_versions_are_not_in_the_site_map_and_name_the_present_page(edited: Path) -> None:
    site, number = edited / "site", first_letter(edited)
    assert "/v/" not in (site / "sitemap.xml").read_text("utf-8")
    tree = page(site, f"v/1.0/letters/{number}")
    (canonical,) = tree.xpath("//link[@rel='canonical']/@href")
    (own,) = tree.xpath("//link[@rel='cite-as']/@href")
    assert canonical.endswith(f"/letters/{number}/") and "/v/" not in canonical
    assert own.endswith(f"/v/1.0/letters/{number}/")


def test_the_page_of_a_version_has_its_archive(edited: Path) -> None:
    site = edited / "site"
    assert "The first" in words(page(site, "v/1.0").find(".//main"))
    with zipfile.ZipFile(site / "v/1.0/tei.zip") as archive:
        assert f"tei/L{first_letter(edited)}.xml" in archive.namelist()
        assert (
            etree.fromstring(archive.read(next(n for n in archive.namelist() if n.startswith("tei/"))))
            is not None
        )
    assert (site / "v/1.0/tei.zip").read_bytes() == (edited / "annotations/releases/1.0.zip").read_bytes()


def test_no_link_of_the_versions_is_broken(edited: Path) -> None:
    assert broken_links(edited / "site") == []


def test_a_version_is_published_once(edited: Path) -> None:
    log = (edited / "annotations/anchors.tsv").read_bytes()
    result = publish(edited, "1.0", "Again", expect=1)
    assert "N206" in result.output and "already published" in result.output
    assert (edited / "annotations/anchors.tsv").read_bytes() == log


@pytest.mark.parametrize("version", ["../1.0", "1 0", "", "1/0"])
def test_the_name_of_a_version_is_an_address(edited: Path, version: str) -> None:
    assert "N206" in publish(edited, version, "Odd", expect=1).output


def test_what_is_unfinished_is_not_published(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "edition")
    letter = sorted((root / "sources/letters").glob("*.md"))[0]
    letter.write_text(letter.read_text("utf-8") + "\n‹to write: the end›\n", "utf-8")
    result = publish(root, "1.0", "Too early", expect=1)
    assert "D220" in result.output and not (root / "annotations/anchors.tsv").exists()


def test_an_archive_that_unpacks_to_more_than_any_edition_is_refused(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "edition")
    bomb = root / "annotations/releases/9.zip"
    bomb.parent.mkdir(parents=True)
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tei/L1.xml", b" " * 200_000_000)
    result = run_command(main, ["check", "--root", str(root)], expect=1)
    assert "N207" in result.output and "9.zip" in result.output


def test_a_text_larger_than_any_is_not_read_from_an_archive() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tei/L1.xml", b" " * 8_000_001)
    (fault,) = read_release(Source("annotations/releases/9.zip", data.getvalue()))[1]
    assert fault.code == "N207" and "tei/L1.xml is larger than any text" in fault.message
