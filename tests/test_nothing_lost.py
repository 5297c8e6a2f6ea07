"""Nothing is lost: a build that fails or is killed leaves a whole site, what is interrupted is completed."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from conftest import ROOT, copy_sample, missing, run_command

from edition.cli import main
from edition.model import Artifact
from edition.render.search import joined
from edition.store import filing, search_store, site_exchange, site_in_place, state
from edition.store.filing import UNFINISHED, edition_lock, finish_writing, write_together
from edition.store.site_exchange import NEXT, OLD
from edition.store.site_folder import recover, write_site
from edition.store.site_plan import MADE, read_made

LETTER = "sources/letters/003.md"


def contents(site: Path) -> dict[str, bytes]:
    files = [path for path in site.rglob("*") if path.is_file() and path.name != MADE]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def artifacts(**texts: str) -> list[Artifact]:
    return [Artifact(path.replace("_", "/"), text.encode()) for path, text in texts.items()]


ONE = artifacts(index="one", a_x="same", a_y="one", b_x="one", c="file", d_e_f="gone")
TWO = artifacts(index="two", a_x="same", a_y="two!", g_h="new", c_z="folder", d="was a folder")
SITES = [{a.path: a.data for a in made} for made in (ONE, TWO)]


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], list[dict[str, bytes]]]:
    """The sample, built in the first of two states, the letter that differs in each, and the site of each."""
    root = copy_sample(tmp_path_factory.mktemp("states") / "sample")
    texts = [(root / LETTER).read_text(), (root / LETTER).read_text().replace("names no day", "names a day")]
    sites = []
    for text in reversed(texts):
        (root / LETTER).write_text(text)
        run_command(main, ["build", "--root", str(root)])
        sites.append(contents(root / "site"))
    assert sites[0] != sites[1]
    return root, texts, sites[::-1]


@pytest.fixture
def edition(states, tmp_path: Path) -> tuple[Path, Callable[[], int], list[dict[str, bytes]]]:
    """A copy of it, a function that turns it over to the other of two states, and the site of each."""
    built, texts, sites = states
    root = shutil.copytree(built, tmp_path / "sample")
    turns = [0]

    def turn() -> int:
        turns[0] += 1
        (root / LETTER).write_text(texts[turns[0] % 2])
        return turns[0] % 2

    return root, turn, sites


def begun(act: Callable[[], object]) -> int:
    """Do something in a process of its own: the id of that."""
    if not hasattr(os, "fork"):
        missing("fork")
    if child := os.fork():
        return child
    try:
        act()
        os._exit(0)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(1)


def test_a_build_killed_at_any_moment_leaves_a_whole_site(edition, pytestconfig: pytest.Config) -> None:
    """A few moments here and fifty with `--thorough`; below, a write is killed before each single step."""
    root, turn, sites = edition
    times = 50 if pytestconfig.getoption("--thorough") else 8

    def build() -> None:
        run_command(main, ["build", "--root", str(root)])

    turn()
    start = time.perf_counter()
    assert os.waitpid(begun(build), 0)[1] == 0
    takes = time.perf_counter() - start
    moments = [takes * (number + random.random()) / times for number in range(times)]
    random.shuffle(moments)
    killed = 0
    for moment in moments:
        turn()
        child = begun(build)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        assert contents(root / "site") in sites, f"killed after {moment:.3f} s of {takes:.3f} s"
    assert killed, "a machine with much else to do is slower at first"
    now = turn()
    build()
    assert contents(root / "site") == sites[now]


# -- killed before each single step -------------------------------------------------------------------

STEPS = {"open", "os.link", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "ctypes.dlsym", "shutil.rmtree"}


def killed_before(step: int, act: Callable[[], object]) -> bool:
    """Do something in a process that dies before its step of this number; did it die?"""
    count = 0

    def hook(event: str, _: object) -> None:
        nonlocal count
        if event in STEPS:
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

    def act_watched() -> None:
        sys.addaudithook(hook)
        act()

    ended = os.waitstatus_to_exitcode(os.waitpid(begun(act_watched), 0)[1])
    assert ended in (0, -signal.SIGKILL), "it did not fail by itself"
    return ended != 0


def kills(act: Callable[[], object], stride: int = 1) -> Iterator[int]:
    """Do something again and again, killed one step (or `stride` steps) later each time, until it is done."""
    step = 1
    while killed_before(step, act):
        yield step
        step += stride
    assert step > 5


@pytest.mark.parametrize("clean", [True, False], ids=["afresh", "over what the last left"])
def test_a_write_killed_before_any_step_leaves_one_site_or_the_other(tmp_path: Path, clean: bool) -> None:
    site = tmp_path / "site"
    write_site(site, TWO)
    write_site(site, ONE)
    for _ in kills(lambda: write_site(site, TWO)):
        assert contents(site) in SITES
        if clean:
            write_site(site, ONE)
    assert contents(site) == SITES[1]


def test_two_moves_instead_of_an_exchange_are_completed(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(site_exchange, "_swap", cannot(errno.ENOSYS))
    site = tmp_path / "site"
    write_site(site, ONE)
    for _ in kills(lambda: write_site(site, TWO)):
        recover(site)
        assert contents(site) in SITES
        write_site(site, ONE)
    assert contents(site) == SITES[1] and not (tmp_path / OLD).exists()


def test_several_files_are_written_or_the_next_command_completes_them(tmp_path: Path) -> None:
    before = {"sources/a": b"1", "sources/b": b"1", "sources/c": b"1"}
    after = {"sources/a": b"2", "sources/b": b"2", "sources/d/e": b"2"}

    def lay_out() -> None:
        shutil.rmtree(tmp_path / "sources", ignore_errors=True)
        for name, data in before.items():
            filing.write_file(tmp_path / name, data)

    lay_out()
    for _ in kills(lambda: write_together(tmp_path, {**after, "sources/c": None}, "the test")):
        now = {name: data for name, data in contents(tmp_path).items() if name[-4:] != ".new"}
        assert all(now.get(name) in {before.get(name), after.get(name)} for name in before | after)
        begun = (tmp_path / UNFINISHED).is_file()
        assert finish_writing(tmp_path) == ("the test" if begun else "")
        now = {f"sources/{name}": data for name, data in contents(tmp_path / "sources").items()}
        assert {n: d for n, d in now.items() if n[-4:] != ".new"} == (after if begun else before)
        lay_out()
        (tmp_path / "sources/d/e").unlink(missing_ok=True)
    assert not (tmp_path / UNFINISHED).exists()


def test_a_site_written_in_place_is_completed(tmp_path: Path, monkeypatch, pytestconfig) -> None:
    """Killed before any step: until all is written the site is as it was, then the next command goes on."""
    monkeypatch.setattr(os, "link", cannot(errno.EXDEV))
    site = tmp_path / "site"
    write_site(site, ONE)
    finished = 0
    for _ in kills(lambda: write_site(site, TWO), 1 if pytestconfig.getoption("--thorough") else 4):
        recover(site)
        assert contents(site) in SITES, set(contents(site)) ^ set(SITES[1])
        finished += contents(site) == SITES[1]
        write_site(site, ONE)
    assert contents(site) == SITES[1] and finished > 5


# -- what no build has made ---------------------------------------------------------------------------


def put(path: Path, text: str = "mine") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize("name", ["thesis.txt", "a/note.txt", ".git/objects/ab/cd", "q/.hidden", ".htaccess"])
def test_what_no_build_has_made_stays(tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    write_site(site, ONE)
    mine = put(site / name)
    (site / "empty").mkdir()
    for made in (TWO, ONE, TWO, TWO):
        write_site(site, made)
        assert contents(site) == {a.path: a.data for a in made} | {name: b"mine"}
        assert mine.read_text() == "mine" and (site / "empty").is_dir()


def test_a_folder_full_of_other_things_is_no_site(sample: Path) -> None:
    for number in range(20):
        put(sample / f"site/{number}.txt")
    put(sample / "site/.git/config")
    told = run_command(main, ["build", "--root", str(sample)], expect=1).output
    assert "site: no build made what is here (0.txt, 1.txt, 10.txt, …); move it away" in told
    assert told.count("\n") == 1 and len(contents(sample / "site")) == 21
    shutil.rmtree(sample / "site")
    put(sample / "site/.git/config")
    put(sample / "site/.nojekyll")
    run_command(main, ["build", "--root", str(sample)])
    assert contents(sample / "site").items() > {".git/config": b"mine", ".nojekyll": b"mine"}.items()


@pytest.mark.parametrize("name", ["g/h", "g/h/mine.txt", "g", "d/e/mine.txt"])
def test_what_is_in_the_way_is_told_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    write_site(site, ONE)
    mine = put(site / name)
    before = contents(site)
    for _ in range(2):
        with pytest.raises(OSError, match=r"no build made this, and .* belongs here"):
            write_site(site, TWO)
        assert contents(site) == before
    mine.unlink()


def test_what_is_put_into_a_site_while_it_is_written_is_not_lost(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_site(site, ONE)
    write_site(site, TWO)
    put(tmp_path / NEXT / "thesis.txt")
    with pytest.raises(OSError, match="while a build wrote it"):
        write_site(site, ONE)
    assert (tmp_path / NEXT / "thesis.txt").is_file()


def test_a_record_that_was_deleted_changes_nothing(sample: Path) -> None:
    run_command(main, ["build", "--root", str(sample)])
    before = contents(sample / "site")
    put(sample / "site/thesis.txt")
    shutil.rmtree(sample / ".cache")
    (sample / LETTER).write_text((sample / LETTER).read_text().replace("names no day", "names a day"))
    run_command(main, ["build", "--root", str(sample)])
    after = contents(sample / "site")
    assert after.pop("thesis.txt") == b"mine" and after.keys() == before.keys() and after != before


def test_static_files_are_copied_and_go_with_their_source(sample: Path) -> None:
    for name in ("CNAME", ".nojekyll", ".well-known/security.txt"):
        put(sample / "static" / name, name)
    run_command(main, ["build", "--root", str(sample)])
    site = contents(sample / "site")
    assert site["CNAME"] == b"CNAME" and site[".well-known/security.txt"] and site[".nojekyll"]
    (sample / "static/CNAME").write_text("other")
    assert "1 made, 1 written" in run_command(main, ["build", "--root", str(sample)]).output
    shutil.rmtree(sample / "static")
    assert "3 removed" in run_command(main, ["build", "--root", str(sample)]).output
    assert not (sample / "site/.well-known").exists()


# -- what cannot be written ---------------------------------------------------------------------------


def cannot(code: int):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return refuse


@pytest.mark.parametrize("place", ["os.link", "site_exchange._exchange"])
@pytest.mark.parametrize("code", [errno.EXDEV, errno.EPERM])
def test_where_links_or_exchange_cannot_be_had_files_are_moved_in_place(
    tmp_path: Path, monkeypatch, place: str, code: int
) -> None:
    site = tmp_path / "site"
    write_site(site, ONE)
    (site / ".gitignore").write_text("*")
    monkeypatch.setattr(os if place == "os.link" else site_exchange, place.rpartition(".")[2], cannot(code))
    for made in (TWO, ONE, TWO):
        result = write_site(site, made)
        assert contents(site) == {a.path: a.data for a in made} | {".gitignore": b"*"}
        assert result.unchanged == 1
    assert [p for p in site.rglob("*") if p.is_dir() and not any(p.iterdir())] == []


@pytest.mark.parametrize("in_place", [False, True], ids=["beside", "in place"])
def test_a_full_disk_leaves_the_site_as_it_was_and_is_told_in_a_line(edition, monkeypatch, in_place) -> None:
    root, turn, _ = edition
    before = contents(root / "site")
    turn()
    writes = [0]

    def full(path: Path, data: bytes) -> None:
        writes[0] += 1
        if writes[0] > 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        filing.write_beside(path, data)

    monkeypatch.setattr(site_exchange, "write_beside", full)
    if in_place:
        monkeypatch.setattr(os, "link", cannot(errno.EXDEV))
    told = run_command(main, ["build", "--root", str(root)], expect=1).output
    assert told.count("\n") == 1 and "No space left" in told and str(root) in told
    assert contents(root / "site") == before
    monkeypatch.undo()
    run_command(main, ["build", "--root", str(root)])
    assert contents(root / "site") != before


def test_where_the_site_alone_has_no_room_its_file_is_named(tmp_path: Path, monkeypatch) -> None:
    """As where `site/` is a mount point."""
    site, move = tmp_path / "site", Path.replace
    write_site(site, ONE)

    def across(file: Path, target: Path) -> Path:
        if ".cache" in file.parts and site in target.parents:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(file))
        return move(file, target)

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(os, "link", cannot(errno.EXDEV))
    monkeypatch.setattr(Path, "replace", across)
    monkeypatch.setattr(site_in_place, "write_beside", full)
    with pytest.raises(OSError, match="No space left") as told:
        write_site(site, TWO)
    assert site in Path(told.value.filename).parents
    assert contents(site) == {a.path: a.data for a in ONE}


def test_a_folder_that_cannot_be_written_is_told_in_a_line(edition, monkeypatch) -> None:
    root, turn, _ = edition
    before = contents(root / "site")
    turn()
    for name in ("open", "mkdir"):
        monkeypatch.setattr(Path, name, cannot(errno.EACCES))
    told = run_command(main, ["build", "--root", str(root)], expect=1).output
    assert told.count("\n") == 1 and "Permission denied" in told
    monkeypatch.undo()
    assert contents(root / "site") == before


def test_the_search_is_made_where_nothing_of_it_can_be_kept(tmp_path: Path, monkeypatch) -> None:
    """A full disk, or a file of another user's."""
    opened = search_store._open

    def read_only(path: Path | None) -> sqlite3.Connection:
        database = opened(path)
        database.execute(f"pragma query_only = {'on' if path else 'off'}")
        return database

    monkeypatch.setattr(search_store, "_open", read_only)
    monkeypatch.setattr(joined, "SearchIndex", lambda site, store: store.begin("state") or store.digests())
    assert joined.index_of(None, search_store.SearchStore(tmp_path / "search.sqlite")) == {}


def test_a_site_before_that_cannot_be_changed_is_no_hindrance(tmp_path: Path, monkeypatch) -> None:
    site = tmp_path / "site"
    write_site(site, ONE)
    write_site(site, TWO)
    unlink = Path.unlink

    def read_only(path: Path, missing_ok: bool = False) -> None:
        if tmp_path / NEXT in path.parents and path.exists():
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", read_only)
    write_site(site, ONE)
    assert contents(site) == SITES[0]


# -- what stays and what is known ---------------------------------------------------------------------


def test_what_has_not_changed_is_the_same_file_still(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir(mode=0o750)
    (site / ".gitignore").write_text("*\n")
    for made in (ONE, TWO, ONE, TWO):
        write_site(site, made)
        inode = (site / "a/x").stat().st_ino
        write_site(site, ONE if made is TWO else TWO)
        assert (site / "a/x").stat().st_ino == inode
    assert site.stat().st_mode & 0o777 == 0o750
    assert (site / ".gitignore").read_text() == "*\n"


def test_nothing_is_exchanged_when_nothing_has_changed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_site(site, ONE)
    inode = site.stat().st_ino
    assert write_site(site, ONE).unchanged == len(ONE)
    assert site.stat().st_ino == inode


def test_a_build_beside_that_is_damaged_does_no_harm(tmp_path: Path) -> None:
    site, beside = tmp_path / "site", tmp_path / NEXT
    write_site(site, ONE)
    write_site(site, TWO)
    shutil.rmtree(beside / "a")
    (beside / "index").unlink()
    (beside / "index").mkdir()
    write_site(site, ONE)
    assert contents(site) == SITES[0]


# -- one at a time ------------------------------------------------------------------------------------


def test_two_commands_do_not_write_at_once(sample: Path, monkeypatch) -> None:
    pytest.importorskip("fcntl")
    monkeypatch.setattr(filing.edition_lock.__wrapped__, "__defaults__", (0.2,))
    with edition_lock(sample):
        told = run_command(main, ["build", "--root", str(sample)], expect=1).output
    assert told.count("\n") == 1 and "another command is writing here" in told
    run_command(main, ["build", "--root", str(sample)])


def test_a_cache_that_is_gone_or_in_the_way_is_told_with_what_to_do(sample: Path) -> None:
    (sample / ".cache").write_text("mine")
    told = run_command(main, ["build", "--root", str(sample)], expect=1).output
    assert told.count("\n") == 1 and "Not a directory (.cache/ is gone or in the way; delete it" in told


def test_the_lock_holds_though_the_cache_is_deleted(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    with edition_lock(tmp_path):
        shutil.rmtree(tmp_path / filing.CACHE, ignore_errors=True)
        with pytest.raises(OSError, match="another command"), edition_lock(tmp_path, 0):
            pass
    with edition_lock(tmp_path, 0):
        pass


def test_where_a_folder_cannot_be_locked_a_file_is(tmp_path: Path, monkeypatch) -> None:
    pytest.importorskip("fcntl")
    monkeypatch.setattr(filing, "_can_lock", lambda folder: False)
    with edition_lock(tmp_path), pytest.raises(OSError, match="another command"), edition_lock(tmp_path, 0):
        pass


def test_a_build_waits_for_the_one_before(edition, monkeypatch) -> None:
    pytest.importorskip("fcntl")
    root, *_ = edition
    before, waits = ExitStack(), []
    before.enter_context(edition_lock(root))
    monkeypatch.setattr(filing.time, "sleep", lambda seconds: (waits.append(seconds), before.close()))
    assert " files in site/" in run_command(main, ["build", "--root", str(root)]).output
    assert len(waits) == 1


NO_NOTES = [
    b"",
    b"\xff",
    b"[]",
    b"[" * 100_000,
    b'{"files": 5, "what": "it"}',
    b'{"files": {"a": ["", "?"]}, "what": "it"}',
    b'{"files": {"a": ["", 1]}, "what": "it"}',
]


@pytest.mark.parametrize("data", NO_NOTES, ids=lambda data: repr(data[:30]))
def test_notes_that_are_damaged_are_told_or_passed_over(tmp_path: Path, data: bytes) -> None:
    (tmp_path / UNFINISHED).write_bytes(data)
    with pytest.raises(OSError, match="these notes are damaged"):
        finish_writing(tmp_path)
    site = tmp_path / "site"
    write_site(site, ONE)
    (site / MADE).write_bytes(data)
    assert read_made(site) is None or data == b"[]"


# -- publishing and importing -------------------------------------------------------------------------


def test_an_interrupted_publication_is_completed_by_the_same_command(sample: Path, monkeypatch) -> None:
    publish = ["publish", "1.1", "-m", "More.", "--date", "2026-11-22", "--root", str(sample)]
    whole = shutil.copytree(sample, sample.parent / "whole")
    run_command(main, [*publish[:-1], str(whole)])
    die_at_the_third_file(monkeypatch)
    assert interrupted(publish)
    monkeypatch.undo()
    assert "A command was interrupted here" in output_of(["check", *publish[-2:]])
    told = run_command(main, publish).output
    assert "Completed the publication of version 1.1" in told
    for folder in ("sources", "annotations"):
        assert contents(sample / folder) == contents(whole / folder)
    assert "already published" in run_command(main, publish, expect=1).output


def test_a_killed_publication_is_completed_though_the_cache_was_deleted(sample: Path, monkeypatch) -> None:
    publish = ["publish", "1.1", "-m", "More.", "--date", "2026-11-22", "--root", str(sample)]
    die_at_the_third_file(monkeypatch)
    assert interrupted(publish)
    monkeypatch.undo()
    shutil.rmtree(sample / ".cache", ignore_errors=True)
    told = run_command(main, ["build", "--root", str(sample)]).output
    assert "Completed the publication of version 1.1" in told and (sample / "site/v/1.1/index.html").is_file()


def die_at_the_third_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever writes files is interrupted before its third."""
    calls = [0]

    def dies(path: Path, data: bytes) -> None:
        calls[0] += 1
        if calls[0] == 3:
            raise KeyboardInterrupt
        original(path, data)

    original = filing.write_file
    monkeypatch.setattr(filing, "write_file", dies)


def output_of(arguments: list[str]) -> str:
    from click.testing import CliRunner

    return CliRunner().invoke(main, arguments).output


def interrupted(arguments: list[str]) -> bool:
    return "Aborted" in output_of(arguments)


def test_an_interrupted_import_is_completed_and_its_manifest_with_it(sample: Path, monkeypatch) -> None:
    shutil.copytree(ROOT / "tests/tiny", sample.parent / "books", ignore=shutil.ignore_patterns("golden"))
    (sample / "sources/recipes").mkdir()
    (sample.parent / "books/tiny.yaml").rename(sample / "sources/recipes/tiny.yaml")
    for layer in ("sources", "annotations"):
        shutil.rmtree(sample / layer / "imported")
    command = ["import", str(sample.parent / "books"), "--root", str(sample)]
    die_at_the_third_file(monkeypatch)
    assert interrupted(command)
    monkeypatch.undo()
    told = run_command(main, command).output
    assert "Completed the import" in told and "0 files written" in told and "0 edited" in told
    manifest = json.loads((sample / "sources/imported/manifest.json").read_text())
    assert all((sample / name).is_file() for name in manifest) and manifest


def test_what_somebody_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    filing.write_file(tmp_path / "sources/a", b"1")
    for _ in kills(lambda: write_together(tmp_path, {"sources/a": b"2"}, "the test")):
        if (tmp_path / UNFINISHED).is_file():
            break
    (tmp_path / "sources/a").write_bytes(b"mine")
    with pytest.raises(OSError, match="restore it, or delete"):
        finish_writing(tmp_path)
    assert (tmp_path / "sources/a").read_bytes() == b"mine"


def test_what_somebody_changed_while_a_command_prepared_is_not_overwritten(tmp_path: Path) -> None:
    filing.write_file(tmp_path / "sources/a", b"mine")
    for read in ({"sources/a": b"as it was"}, {"sources/b": b"as it was", "sources/a": b"mine"}):
        with pytest.raises(OSError, match="do it again"):
            write_together(tmp_path, {"sources/a": b"2", "sources/b": None}, "the test", read)
        assert contents(tmp_path) == {"sources/a": b"mine"}
    write_together(tmp_path, {"sources/a": b"2", "sources/b": b"2"}, "the test", {"sources/a": b"mine"})
    assert contents(tmp_path) == {"sources/a": b"2", "sources/b": b"2"}


def test_an_edit_that_keeps_size_and_time_is_noticed(sample: Path) -> None:
    """A clock that was set back, a copy that keeps times."""
    before, then = state.inputs(sample), (sample / LETTER).stat()
    (sample / LETTER).write_bytes((sample / LETTER).read_bytes().replace(b"no day", b"a day!"))
    os.utime(sample / LETTER, ns=(then.st_atime_ns, then.st_mtime_ns))
    assert [path for path, stamp in state.inputs(sample).items() if stamp != before[path]] == [
        str(sample / LETTER)
    ]


# -- the same everywhere ------------------------------------------------------------------------------


PUBLISHED = """
import sys
from edition.cli import main
for command in "build", "publish 1.1 -m More. --date 2026-11-22", "build":
    main([*command.split(), "--root", sys.argv[1]], standalone_mode=False)
"""


def test_place_time_language_and_chance_change_nothing(tmp_path: Path) -> None:
    worlds = [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "0"},
        {"TZ": "America/Adak", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "2000000000"},
    ]
    sites = []
    for number, world in enumerate(worlds):
        root = copy_sample(tmp_path / ("deep/" * number) / f"sample{number}")
        env = os.environ | world | {"PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", PUBLISHED, str(root)], env=env, check=True, cwd=tmp_path)
        sites.append(contents(root / "site") | contents(root / "annotations") | contents(root / "sources"))
    assert sites[0].keys() == sites[1].keys()
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []


@pytest.mark.parametrize(("epoch", "day"), [("0", "1970-01-01"), ("1795305600", "2026-11-22")])
def test_a_publication_takes_its_day_from_the_environment(sample: Path, monkeypatch, epoch, day) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    run_command(main, ["publish", "1.1", "-m", "More.", "--root", str(sample)])
    assert f"\ndate: {day}\n" in (sample / "sources/edition.yaml").read_text()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    told = run_command(main, ["publish", "1.2", "-m", "More.", "--root", str(sample)], expect=1).output
    assert "SOURCE_DATE_EPOCH" in told and "Traceback" not in told
