"""Rename, merge, remove: all files follow, nothing else is touched, every published address still leads."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, run_command
from word_files import bring_in

from edition.authoring.desk import Desk
from edition.authoring.mentions import places_of, replace_id, without_doubles
from edition.authoring.renaming import Plan, new_errors, plan_merge, plan_removal, plan_rename
from edition.cli import main
from edition.findings import Refused
from edition.model import Source
from edition.paths import OWN_TEMPLATES
from edition.pipeline import assemble
from edition.render import plan as plan_site
from edition.render.site import Site
from edition.runs.publishing import publish_version
from edition.store.filing import write_together


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The example with all its ids published. Nothing may be written there."""
    root = tmp_path_factory.mktemp("published") / "edition"
    shutil.copytree(ROOT / "examples/two-lights", root, ignore=shutil.ignore_patterns("site", ".cache"))
    write_together(root, publish_version(root, "1.0", "2026-11-22", "First").files, "the version")
    return Desk(root)


def sources_after(desk: Desk, plan: Plan) -> list[Source]:
    files = {path: source.data for path, source in desk.sources.items()}
    for path, text in plan.files.items():
        files.pop(path, None)
        if text is not None:
            files[path] = text.encode()
    return [Source(path, data) for path, data in sorted(files.items())]


def published(desk: Desk, sources: list[Source]) -> tuple[set[str], set[str]]:
    """The pages of the site, and the ids that lead somewhere."""
    result = assemble(sources)
    assert result.edition is not None and result.config is not None
    assert not result.failed, result.diagnostics
    site = Site(result.edition, result.config, desk.root / OWN_TEMPLATES)
    pages = {job.path for job in plan_site(site) if job.path.endswith("index.html")}
    leading = result.edition.ids() | result.edition.successors.keys()
    return pages, leading & result.edition.registry.published.keys()


@pytest.fixture(scope="module")
def before(desk: Desk) -> tuple[set[str], set[str]]:
    return published(desk, list(desk.sources.values()))


@pytest.mark.parametrize(
    ("old", "new", "files"),
    [
        ("person-odegard", "person-odegaard", 8),
        ("place-halifax", "place-halifax-ns", 3),
        ("L1.n-rope", "n-wicks", 2),
        ("L4", "L14", 6),
        ("essay-chimneys", "essay-glass", 4),
    ],
)
def test_a_rename_keeps_every_address(
    desk: Desk, before: tuple[set[str], set[str]], old: str, new: str, files: int
) -> None:
    plan = plan_rename(desk, old, new)
    assert new_errors(desk, plan) == []
    pages, ids = published(desk, sources_after(desk, plan))
    assert before[0] <= pages and before[1] <= ids
    assert len(plan.files) >= files, sorted(plan.files)
    left = {path: text for path, text in plan.files.items() if text is not None}
    assert places_of(left, old) == []
    assert f"- {{id: {old}, to: " in str(plan.files["annotations/moved.yaml"])


def test_only_the_lines_with_the_id_change(desk: Desk) -> None:
    """Comments, quotation marks and the order of keys stay."""
    plan = plan_rename(desk, "person-odegard", "person-odegaard")
    for path, text in plan.files.items():
        if path != "annotations/moved.yaml":
            assert str(text).replace("person-odegaard", "person-odegard") == desk.text(path)


def test_a_merge_carries_names_and_mentions_over(desk: Desk, before: tuple[set[str], set[str]]) -> None:
    plan = plan_merge(desk, "person-weir", "person-odegard", "an invention")
    pages, ids = published(desk, sources_after(desk, plan))
    assert before[0] <= pages and before[1] <= ids
    register = str(plan.files["annotations/persons.yaml"])
    assert "person-weir" not in register
    assert "[Ødegård, Solveig Ødegård, S. Ø., Thomas Weir, Thos. Weir, Weir]" in register
    assert "{by=person-odegard}" in str(plan.files["sources/texts/005.md"])
    assert any("summary" in remark for remark in plan.remarks)


def test_an_import_and_an_export_keep_every_address(
    desk: Desk, before: tuple[set[str], set[str]], tmp_path: Path
) -> None:
    root = tmp_path / "edition"
    shutil.copytree(desk.root, root)
    bring_in(root, "L12a", "person-odegard", "person-weir", "1784")
    now = Desk(root)
    pages, ids = published(now, list(now.sources.values()))
    assert before[0] | {"letters/12a/index.html"} <= pages and before[1] <= ids


def test_what_is_named_is_not_removed_and_what_was_published_not_without_a_reason(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"001\.md:3"):
        plan_removal(desk, "person-odegard", "unknown")
    with pytest.raises(Refused, match="with --reason"):
        plan_removal(desk, "L1.n-rope", "")


def test_a_removal_leaves_a_word_at_the_old_address(desk: Desk, before: tuple[set[str], set[str]]) -> None:
    plan = plan_removal(desk, "L1.n-rope", "it was wrong")
    pages, ids = published(desk, sources_after(desk, plan))
    assert before[0] <= pages and before[1] <= ids
    notes = str(plan.files["annotations/notes/L1.yaml"])
    assert "n-rope" not in notes and "- id: n1" in notes


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("person-nobody", "person-x", "there is no person-nobody"),
        ("person-weir", "person-odegard", "edition merge person-weir person-odegard"),
        ("person-weir", "place-weir", "would change the kind"),
        ("person-weir", "person-Weir", "cannot be the id"),
        ("L1.s1", "s2", "only notes"),
    ],
)
def test_what_cannot_be_renamed_is_said(desk: Desk, old: str, new: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        plan_rename(desk, old, new)


def test_the_file_of_a_letter_gets_the_number_of_its_new_id(desk: Desk) -> None:
    files = plan_rename(desk, "L3", "L12a").files
    assert files["sources/letters/003.md"] is None and "id: L12a" in (files["sources/letters/012a.md"] or "")


def test_who_writes_a_former_id_is_told_the_new_one(desk: Desk) -> None:
    files = dict(plan_rename(desk, "person-weir", "person-weir-thomas").files)
    path = "sources/essays/essay-chimneys.md"
    files[path] = (files.get(path) or desk.text(path) or "") + "\n[He]{ref=person-weir} kept it.\n"
    sources = sources_after(desk, Plan(files=files))
    (found,) = [each for each in assemble(sources).diagnostics if each.code == "L101"]
    assert found.hint.startswith("it is now person-weir-thomas: write that")


def test_an_id_is_replaced_only_where_it_is_one() -> None:
    texts = {
        "a.md": "letters: [L1, L12]\nShelf L1 of [letter 1](#L1.s2), person-a-b, [A]{ref=person-a}\n",
        "annotations/moved.yaml": "- {id: person-a, to: person-b}\n- {id: x, to: person-a}\n",
    }
    after = replace_id(replace_id(texts, "L1", "L7") | {}, "L7", "L8")
    assert "letters: [L8, L12]" in after["a.md"] and "Shelf L1 of [letter 1](#L8.s2)" in after["a.md"]
    after = replace_id(texts, "person-a", "person-c")
    assert "person-a-b, [A]{ref=person-c}" in after["a.md"]
    assert "{id: person-a, to: person-b" in after["annotations/moved.yaml"]
    assert without_doubles("p: [a, b, a]\nq: [Holm, A., Holm]", "a") == "p: [a, b]\nq: [Holm, A., Holm]"


def test_it_is_shown_asked_and_written(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not on changes that git could not bring back."""
    root = tmp_path / "edition"
    shutil.copytree(desk.root, root)
    arguments = ["rename", "place-halifax", "place-halifax-ns", "--root", str(root)]
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert "not kept by git" in run_command(main, arguments, expect=1).output
    shown = run_command(main, [*arguments, "--dry-run"]).output
    assert "+place-halifax-ns:" in shown and "-place-halifax:" in shown
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    assert "not committed" in run_command(main, arguments, expect=1).output
    places = root / "annotations/places.yaml"

    def save_and_agree(question: str) -> bool:
        places.write_text(f"{places.read_text('utf-8')}# mine\n", "utf-8")
        return True

    monkeypatch.setattr("click.confirm", save_and_agree)
    assert "somebody changed this" in run_command(main, [*arguments, "--force"], expect=1).output
    assert "place-halifax-ns:" not in places.read_text("utf-8")
    run_command(main, [*arguments, "--force", "--yes"])
    assert "place-halifax-ns:" in places.read_text("utf-8") and "# mine" in places.read_text("utf-8")
    assert assemble(list(Desk(root).sources.values())).diagnostics == []
