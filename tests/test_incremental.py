"""What is made again is what has changed, and never too little: a build in steps equals one from nothing."""

from __future__ import annotations

import os
import pickle
import random
import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, copy_sample, own_template, replace_in, run_command
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateError

from edition.cli import main
from edition.forms.language import phrases_path
from edition.paths import TEMPLATES
from edition.runs.building import build_site, find_pending, read_draft
from edition.store import state
from edition.store.incremental import NEW, TOUCHED, Recorded, find_stale, keys_of
from edition.store.memo import Memo
from edition.store.results import KeptResults, write_results
from edition.words.digest import digest_of
from edition.words.stable_text import stable_text

# -- the pure function ---------------------------------------------------------------------------------

NAMES = st.sampled_from(["config", "heads", "document:L1", "document:L2", "entry:x", "file abc"])
FACTS = st.dictionaries(NAMES, st.sampled_from(["1", "2"]))
PLANNED = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.frozensets(NAMES, max_size=3))


def recorded(planned, facts) -> Recorded:
    return Recorded(facts, keys_of(planned, facts))


def stale_among(planned, facts, before: Recorded, intact) -> dict[str, str]:
    return find_stale(planned, keys_of(planned, facts), facts, before, intact)


@given(PLANNED, FACTS)
def test_nothing_is_stale_when_nothing_has_changed(planned, facts) -> None:
    assert stale_among(planned, facts, recorded(planned, facts), frozenset(planned)) == {}


@given(PLANNED, FACTS, FACTS)
def test_stale_is_what_uses_a_changed_fact(planned, before, now) -> None:
    stale = stale_among(planned, now, recorded(planned, before), frozenset(planned))
    changed = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    assert set(stale) == {path for path, uses in planned.items() if uses & changed}
    assert all(set(reason.split(", ")) <= changed for reason in stale.values())


def test_what_is_new_or_touched_is_made() -> None:
    record = recorded({"a": {"heads"}}, {"heads": "1"})
    stale = stale_among({"a": {"heads"}, "b": set()}, {"heads": "1"}, record, frozenset())
    assert stale == {"a": TOUCHED, "b": NEW}


def test_pieces_are_told_apart() -> None:
    assert digest_of("ab", "c") != digest_of("a", "bc") != digest_of("abc")


def test_sets_are_written_in_one_order() -> None:
    assert stable_text(frozenset({"b", "a"})) == stable_text(frozenset({"a", "b"}))


# -- builds --------------------------------------------------------------------------------------------


def site_of(root: Path) -> dict[str, bytes]:
    files = [path for path in (root / "site").rglob("*") if path.is_file()]
    return {path.relative_to(root / "site").as_posix(): path.read_bytes() for path in files}


def clean_build(root: Path, fresh: Path) -> dict[str, bytes]:
    """The site as a build from nothing makes it."""
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns("site", ".cache"))
    built = build_site(fresh)
    assert built.written is not None, built.diagnostics
    return site_of(fresh)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_sample(tmp_path_factory.mktemp("incremental") / "edition")
    assert build_site(root).written is not None
    return root


def made(root: Path) -> set[str]:
    result = build_site(root)
    assert result.written is not None, result.diagnostics
    return set(result.stale)


def letters(root: Path) -> list[Path]:
    return sorted((root / "sources/letters").glob("*.md"))


def written_files(root: Path) -> list[Path]:
    return [
        *root.glob("sources/**/*.md"),
        *root.glob("annotations/**/*.yaml"),
        root / "sources/edition.yaml",
    ]


def append_words(path: Path, words: str) -> None:
    path.write_text(path.read_text("utf-8").rstrip() + f" {words}\n", "utf-8")


def test_a_word_in_a_letter_leaves_the_other_pages_alone(built: Path) -> None:
    append_words(letters(built)[0], "The mosses are mentioned once more.")
    number = str(int(letters(built)[0].stem))
    pages = {path for path in made(built) if path.endswith(".html")}
    assert f"letters/{number}/index.html" in pages
    others = {path for path in pages if path.startswith("letters/") and path.split("/")[1].isdigit()}
    assert others == {f"letters/{number}/index.html"}
    assert "browse/timeline/index.html" not in pages and "index.html" not in pages


def test_a_style_sheet_alone_is_copied_alone(built: Path) -> None:
    append_words(own_template(built, "css/book.css"), "/* a remark */")
    assert made(built) == {"assets/css/book.css"}


def test_an_included_template_concerns_the_pages_that_include_it(built: Path) -> None:
    replace_in(own_template(built, "former.html.j2"), "was withdrawn", "has been withdrawn")
    pages = made(built)
    assert pages and all(path.startswith(("letters/", "essays/", "about/")) for path in pages)


def test_a_file_of_the_site_that_was_touched_is_mended(built: Path) -> None:
    page = built / "site/letters/index.html"
    page.write_text("nothing", "utf-8")
    (built / "site/persons/index.html").unlink()
    assert made(built) == {"letters/index.html", "persons/index.html"}
    assert b"<html" in page.read_bytes()


def test_a_page_is_made_again_when_a_style_sheet_in_it_is_another(built: Path) -> None:
    """Though its name does not say that it is a template."""
    block = '{% block styles %}<style>{% include "css/own.css" %}</style>{% endblock %}'
    own_template(built, "letter.html.j2").write_text(f'{{% extends "engine/letter.html.j2" %}}{block}')
    for words in ("/* one */", "/* two */"):
        (built / "templates/css").mkdir(exist_ok=True)
        (built / "templates/css/own.css").write_text(words)
        build_site(built)
        assert f"<style>{words}</style>" in (built / "site/letters/1/index.html").read_text("utf-8")


def test_the_reason_is_told(built: Path) -> None:
    append_words(letters(built)[0], "And again.")
    result = run_command(main, ["build", "--explain", "--root", str(built)])
    number = int(letters(built)[0].stem)
    assert f"letters/{number}/index.html: document:L{number}\n" in result.output


def test_a_cache_of_another_version_is_ignored(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert state.read_record(built).keys
    monkeypatch.setattr(state, "version", lambda: "another")
    assert not state.read_record(built).keys and not state.read_memo(built).used
    assert not state.read_memo(built)._kept


def test_the_same_program_elsewhere_uses_what_was_kept(tmp_path: Path, monkeypatch) -> None:
    """Though a checkout gives its files other times."""

    def version_of(folder: str, text: str, time: int) -> str:
        module = tmp_path / folder / "check" / "links.py"
        module.parent.mkdir(parents=True)
        module.write_text(text, "utf-8")
        os.utime(module, (time, time))
        monkeypatch.setattr(state, "PROGRAM", tmp_path / folder)
        return state.version.__wrapped__()

    assert version_of("here", "A = 1", 10**9) == version_of("there", "A = 1", 2 * 10**9)
    assert version_of("another", "A = 2", 10**9) != version_of("named", "A = 1", 10**9)
    (tmp_path / "named/check/gone.py").symlink_to("nowhere.py")
    assert state.version.__wrapped__() != version_of("last", "A = 1", 10**9)


def test_what_was_kept_with_another_version_of_a_library_is_not_used() -> None:
    """With any but those that only talk to the user."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split("[>=<]", each)[0].lower() for each in project["dependencies"]}
    assert {name.lower() for name in state.LIBRARIES} == needed - {"click", "rich"}


@pytest.mark.parametrize("damage", [b"", b"\x80\x04garbage", pickle.dumps(["no", "dictionary"])])
def test_a_damaged_cache_is_ignored(built: Path, damage: bytes) -> None:
    (built / state.RESULTS).write_bytes(damage)
    (built / state.RECORD).write_bytes(damage)
    assert build_site(built).written is not None
    assert site_of(built) == clean_build(built, built.parent / "fresh")


def test_the_cache_can_be_deleted(built: Path) -> None:
    before = site_of(built)
    shutil.rmtree(built / ".cache")
    assert build_site(built).written is not None
    assert site_of(built) == before


def test_a_memory_gives_what_was_made_and_forgets_what_is_not_asked_for() -> None:
    memo = Memo({"a": 1, "b": 2})
    assert memo.get("a", lambda: 9) == 1 and memo.get("c", lambda: 3) == 3
    assert memo.used == {"a": 1, "c": 3} and memo.changed


def test_a_memory_holds_what_it_does_not_ask_for() -> None:
    memo = Memo({"a": 1, "b": 2})
    memo.hold("a", lambda: 9)
    memo.hold("c", lambda: 3)
    memo.hold("d")
    assert memo.used == {"c": 3} and memo.held == {"a"}
    assert memo.following().get("a", lambda: 9) == 1


def test_what_is_recalled_is_remembered_and_never_written() -> None:
    memo = Memo()
    assert memo.recall("a", lambda: 1) == 1
    assert memo.following().recall("a", lambda: 2) == 1 and memo.used == {}
    memo.keep("b", 1)
    assert memo.following().following().recall("a", lambda: 2) == 1
    assert Memo(memo.used).recall("a", lambda: 2) == 2
    assert memo.recall("c", lambda: 1, made_of=[1, 2]) == 1
    assert memo.following().recall("c", lambda: 2, made_of=[1, 2]) == 1
    assert memo.following().recall("c", lambda: 2, made_of=[1, 3]) == 2


def test_results_that_are_held_stay_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "results"
    write_results(file, "1", {"a": 1, "b": 2})
    write_results(file, "1", {"c": 3}, {"a"})
    assert dict(KeptResults(file, "1")) == {"a": 1, "c": 3}


# -- random edits --------------------------------------------------------------------------------------

Edit = Callable[[Path, random.Random], None]


def _reword(root: Path, chance: random.Random) -> None:
    words = chance.choice(["More is said.", "Ivan Moss agrees.", "So it was."])
    append_words(chance.choice(letters(root)), words)


def _paragraph(root: Path, chance: random.Random) -> None:
    path = chance.choice([*letters(root), *sorted((root / "sources/essays").glob("*.md"))])
    append_words(path, f"\n\nA new paragraph, number {chance.random()}.")


def _title(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((root / "sources/essays").glob("*.md")))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if line.startswith("title:"))
    lines[place] = lines[place].rstrip("\n").rstrip('"') + (' anew"\n' if '"' in lines[place] else " anew\n")
    path.write_text("".join(lines), "utf-8")


def _summary_of_entry(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((root / "annotations").glob("*.yaml")))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    places = [i for i, line in enumerate(lines) if re.match(r" *summary: .*[^>|\"'-]$", line)]
    if places:
        place = chance.choice(places)
        lines[place] = lines[place].rstrip("\n") + " And more\n"
        path.write_text("".join(lines), "utf-8")


def _variant(root: Path, chance: random.Random) -> None:
    """A person is said to be spelled like a word that stands in the texts."""
    word = chance.choice(re.findall(r"[a-z]{5,}", chance.choice(letters(root)).read_text("utf-8")))
    replace_in(root / "annotations/persons.yaml", "variants: [", f"variants: [{word}, ")


def _place(root: Path, chance: random.Random) -> None:
    """An entry changes its name, or where it is sorted."""
    path = root / "annotations/persons.yaml"
    old = chance.choice(re.findall(r"^  (?:name|sort): (.+)$", path.read_text("utf-8"), re.M))
    replace_in(path, f": {old}\n", f": {old.strip(chr(34))} II\n")


def _rename_essay(root: Path, chance: random.Random) -> None:
    path = next(p for p in sorted((root / "sources/essays").glob("*.md")))
    new = f"essay-renamed-{chance.randrange(1000)}"
    for file in written_files(root):
        text = file.read_text("utf-8")
        if path.stem in text:
            file.write_text(text.replace(path.stem, new), "utf-8")
    path.rename(path.with_name(f"{new}.md"))


def _drop_letter(root: Path, chance: random.Random) -> None:
    letters(root)[-1].unlink()


def _note(root: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((root / "annotations/notes").glob("*.yaml")))
    text = path.read_text("utf-8")
    path.write_text(text.replace("text: ", "text: Again. ", 1) if "text: |" not in text else text, "utf-8")


def _drop_essay(root: Path, chance: random.Random) -> None:
    essays = [p for p in sorted((root / "sources/essays").glob("essay-*.md")) if p.stem not in _linked(root)]
    if essays:
        chance.choice(essays).unlink()


def _linked(root: Path) -> str:
    """All that is written anywhere, to see whether an id is spoken of."""
    files = written_files(root)
    return " ".join(path.read_text("utf-8").replace(f"id: {path.stem}\n", "") for path in files)


def _import(root: Path, chance: random.Random) -> None:
    """The imported layer comes and goes."""
    kept = root.parent / "kept"
    for folder in ("sources/imported", "annotations/imported"):
        if (root / folder).is_dir():
            shutil.rmtree(kept / folder, ignore_errors=True)
            shutil.move(root / folder, kept / folder)
        elif (kept / folder).is_dir():
            shutil.move(kept / folder, root / folder)


def _template(root: Path, chance: random.Random) -> None:
    name = chance.choice(sorted(path.name for path in TEMPLATES.glob("*.html.j2")))
    path = own_template(root, name)
    path.write_text(path.read_text("utf-8") + f"{{# {chance.random()} #}}", "utf-8")


def _style(root: Path, chance: random.Random) -> None:
    name = chance.choice(sorted(path.name for path in TEMPLATES.glob("css/*.css")))
    append_words(own_template(root, f"css/{name}"), "/* more */")


def _configuration(root: Path, chance: random.Random) -> None:
    path = root / "sources/edition.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if line.startswith("title: "))
    lines[place] = f"title: Title {chance.randrange(1000)}\n"
    path.write_text("".join(lines), "utf-8")


def _phrases(root: Path, chance: random.Random) -> None:
    """The edition has words of its own for what all sites say."""
    path = root / phrases_path("en")
    path.parent.mkdir(parents=True, exist_ok=True)
    said = (f'"{word}": "{word} {chance.randrange(1000)}"\n' for word in ("Summary", "registers"))
    path.write_text("".join(said), "utf-8")


def _rename_style(root: Path, chance: random.Random) -> None:
    """A style sheet of the edition is renamed, and back: then the engine's stands in its place."""
    path, other = root / "templates/css/search.css", root / "templates/css/other.css"
    other.rename(path) if other.exists() else own_template(root, "css/search.css").rename(other)


EDITS: list[Edit] = [
    *(_reword, _paragraph, _title, _summary_of_entry, _variant, _note, _place, _rename_essay, _drop_letter),
    *(_drop_essay, _import, _template, _style, _configuration, _rename_style, _phrases),
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`--thorough`: as many histories as one has patience for."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(16 if metafunc.config.getoption("--thorough") else 4))


def deal(chance: random.Random, steps: int) -> list[list[Edit]]:
    """One to three edits for each step; every edit occurs, and each history has them in another company."""
    cards = chance.sample(EDITS, len(EDITS))
    hands = [[cards.pop() if cards else chance.choice(EDITS)] for _ in range(steps)]
    while cards:
        chance.choice([hand for hand in hands if len(hand) < 3]).append(cards.pop())
    return hands


def pages_asked_for(root: Path, chance: random.Random) -> dict[str, bytes]:
    last = state.read_record(root)
    pending = find_pending(read_draft(root, Memo()), last)
    jobs = sorted(pending.jobs.items())
    try:
        return {path: job.make() for path, job in chance.sample(jobs, min(3, len(jobs)))}
    except TemplateError:  # the build will tell
        return {}


def test_in_steps_equals_from_nothing(seed: int, tmp_path: Path) -> None:
    """Random edits, several between two builds; in every third build with the memory of the one before."""
    chance = random.Random(seed)
    root = copy_sample(tmp_path / "edition")
    assert build_site(root).written is not None
    memo: Memo | None = None
    good = 0
    for step, edits in enumerate(deal(chance, 6)):
        done = [edit.__name__ for edit in edits]
        backup = tmp_path / "backup"
        shutil.rmtree(backup, ignore_errors=True)
        shutil.copytree(root, backup, ignore=shutil.ignore_patterns("site", ".cache"))
        for edit in edits:
            edit(root, chance)
        memo = memo.following() if memo and step % 3 else None
        asked: dict[str, bytes] = {}
        if chance.random() < 0.4:  # as `serve` does: pages are made when they are asked for
            asked = pages_asked_for(root, chance)
        result = build_site(root, memo=memo)
        if result.written is None:  # the edits do not go together: they are taken back
            for folder in ("sources", "annotations", "templates"):
                shutil.rmtree(root / folder, ignore_errors=True)
                if (backup / folder).is_dir():
                    shutil.copytree(backup / folder, root / folder)
            continue
        good += 1
        wanted, found = clean_build(root, tmp_path / "fresh"), site_of(root)
        different = sorted(path for path in {*wanted, *found} if wanted.get(path) != found.get(path))
        assert different == [], done
        assert all(found[path] == data for path, data in asked.items()), done
    assert good > 3
