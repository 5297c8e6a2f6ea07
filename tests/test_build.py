"""The build: reproducible, careful with what stands, quick when nothing changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import copy_sample, run_command
from site_links import broken_links

from edition.cli import main
from edition.model import Artifact
from edition.pipeline import Result, assemble, build
from edition.render.site import Site
from edition.store.memo import Memo
from edition.store.site_folder import write_site
from edition.store.site_plan import MADE
from edition.store.source_files import read_files
from edition.tei.canonical import serialise
from edition.tei.tree import select


def contents(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_two_builds_are_equal_byte_for_byte(tmp_path: Path) -> None:
    sites = []
    for name in ("one", "two"):
        root = copy_sample(tmp_path / name)
        run_command(main, ["build", "--root", str(root)])
        sites.append(contents(root / "site"))
    assert sites[0] == sites[1] and sites[0]


def test_the_sample_site_is_whole(sample: Path) -> None:
    run_command(main, ["build", "--root", str(sample)])
    assert broken_links(sample / "site") == []


def test_a_failing_build_leaves_the_site_as_it_was(sample: Path) -> None:
    run_command(main, ["build", "--root", str(sample)])
    before = contents(sample / "site")
    letter = sample / "sources/letters/003.md"
    letter.write_text(letter.read_text().replace("kind: note", "kind: postcard"))
    result = run_command(main, ["build", "--root", str(sample)], expect=1)
    assert "003.md:3:7: error D105" in result.output and "Nothing was written" in result.output
    assert contents(sample / "site") == before


def test_nothing_is_done_when_nothing_changed(sample: Path) -> None:
    run_command(main, ["build", "--root", str(sample)])
    assert "Nothing has changed" in run_command(main, ["build", "--root", str(sample)]).output
    (sample / "site" / "index.html").unlink()
    assert "1 written" in run_command(main, ["build", "--root", str(sample)]).output


def test_what_has_changed_is_known_before_anything_heavy_is_loaded() -> None:
    heavy = "{'pydantic', 'jinja2', 'markdown_it', 'edition.model', 'edition.pipeline'}"
    program = f"import sys, edition.store.state; print(sorted({heavy} & sys.modules.keys()))"
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "[]\n"


def test_warnings_are_told_again_when_nothing_changed(sample: Path) -> None:
    text = sample / "sources/imported/letters/002.md"
    text.write_text(text.read_text().replace("recipe: sample\n", "recipe: sample\ndate: 1901-06\n"))
    for _ in range(2):
        assert "warning D201" in run_command(main, ["build", "--root", str(sample)]).output


def test_only_changed_files_are_written_and_old_ones_go(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".gitignore").write_text("*\n")
    write_site(site, [Artifact("old/page.html", b"old")])
    first = [Artifact("a/index.html", b"a"), Artifact("b.html", b"b")]
    result = write_site(site, first)
    assert (result.written, result.removed) == (["a/index.html", "b.html"], ["old/page.html"])
    again = write_site(site, [first[0], Artifact("b.html", b"B")])
    assert (again.written, again.unchanged, again.removed) == (["b.html"], 1, [])
    assert sorted(contents(site)) == [MADE, ".gitignore", "a/index.html", "b.html"]


def test_checking_and_rendering_leave_the_trees_alone(sample: Path) -> None:
    result = assemble(read_files(sample))
    assert result.edition and result.config
    before = {ref: serialise(d.tree) for ref, d in result.edition.documents.items()}
    from edition.check import check_edition
    from edition.check.lexicon import Lexicon
    from edition.render import render

    check_edition(result.edition, result.config, Lexicon(result.edition.registers, result.config), [], Memo())
    render(result.edition, result.config, sample / "templates")
    assert before == {ref: serialise(d.tree) for ref, d in result.edition.documents.items()}


def test_a_note_stands_behind_a_link_not_in_it(sample: Path) -> None:
    """Its sign is a link of its own, and links do not nest."""
    note = "document: L1\nnotes:\n  - id: n-maker\n    at: s1\n    quote: asks Brandt\n    text: Of lenses.\n"
    (sample / "annotations" / "notes" / "L1.yaml").write_text(note)
    result = assemble(read_files(sample))
    assert result.edition and not result.diagnostics
    (name,) = select(result.edition.documents["L1"].tree, "//t:abstract//t:persName[@ref='#person-brandt']")
    following = name.getnext()
    assert not len(name) and following is not None and following.get("target") == "#L1.n-maker"
    assert following.tail == " for the loan of a microscope."


def test_tei_read_back_gives_the_same_page(sample: Path) -> None:
    from dataclasses import replace

    from edition.model import Source
    from edition.read.tei import read_tei
    from edition.render import render

    result = assemble(read_files(sample))
    assert result.edition and result.config
    documents = {}
    for ref, document in result.edition.documents.items():
        back, problems = read_tei(Source(f"tei/{ref}.xml", serialise(document.tree)))
        assert problems == [] and back is not None
        assert serialise(back.tree) == serialise(document.tree)
        documents[ref] = replace(document, data=back.data)
    again = replace(result.edition, documents=documents)
    pages = {a.path: a.data for a in render(result.edition, result.config, sample / "templates")}
    assert pages == {a.path: a.data for a in render(again, result.config, sample / "templates")}


def test_the_real_tei_read_back_gives_the_same_page(full_edition: Path, full_site: Site) -> None:
    from edition.model import Source
    from edition.read.tei import read_tei
    from edition.render.letter import letter_view
    from edition.render.showing import Page

    for ref, document in full_site.edition.documents.items():
        if document.kind != "letter":
            continue
        data = (full_edition / "site" / "tei" / f"{ref}.xml").read_bytes()
        back, _ = read_tei(Source(f"tei/{ref}.xml", data))
        assert back is not None
        page = Page("../../", ref)
        views = [letter_view(tree, page, full_site.config) for tree in (back.tree, document.tree)]
        assert views[0] == views[1]


def test_a_build_without_configuration_says_so(tmp_path: Path) -> None:
    result = build(tmp_path)
    assert [str(d.location) for d in result.diagnostics] == ["sources/edition.yaml"]


def test_wrong_usage_exits_with_2() -> None:
    run_command(main, ["build", "--no-such-option"], expect=2)


def test_neither_layer_has_anything_to_mend(calendar_result: Result, full_result: Result) -> None:
    for result in (calendar_result, full_result):
        assert [str(finding) for finding in result.diagnostics] == []


def test_a_long_build_says_how_far_it_is(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    """Plain lines where there is no terminal, and none for a short build; a bar in a terminal."""
    from edition.cli.progress import showing_progress

    def run(files: int) -> str:
        with showing_progress() as tell:
            tell("Reading and checking", 0, 1)
            for done in range(files + 1):
                tell("Making files", done, files)
            tell("Writing", 0, 1)
        return capsys.readouterr().err

    assert run(3) == ""
    assert run(900) == "Making files: 900 …\nWriting …\n"
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert "━" in run(3)
