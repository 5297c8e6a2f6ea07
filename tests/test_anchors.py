"""What was published stays where it was: two versions, everything edited between, every address walked."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Collection
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from conftest import CHARACTERS, ROOT, TESTS, copy_sample, run_command, site_of
from hypothesis import given
from hypothesis import strategies as st
from kept import kept
from lxml import html
from site_links import broken_links
from tei_validity import faults_in
from word_files import bring_in

from edition.anchors import history
from edition.anchors.agreement import unknown_versions
from edition.anchors.fingerprint import WORD, bag_of, read_fingerprint, write_fingerprint
from edition.anchors.history import assign_ids
from edition.anchors.matching import WordFrequencies
from edition.anchors.publication import _ends
from edition.anchors.registry import COLUMNS, HERE, AnchorRow, Move, Registry
from edition.authoring.desk import Desk
from edition.authoring.renaming import plan_merge, plan_rename
from edition.cli import main
from edition.lookup.addresses import address
from edition.model import Change, Document
from edition.paths import MOVED_PATH
from edition.pipeline import assemble
from edition.render import plan as plan_site
from edition.render.pages import documents
from edition.render.pages.route import environment, render_page
from edition.runs import publishing
from edition.store.filing import write_together
from edition.store.memo import Memo
from edition.store.source_files import read_files
from edition.store.state import read_memo, write_memo
from edition.tei.tree import XML_ID
from edition.tei.units import tombstones_in
from edition.words.typography import alphabetic

sys.path.insert(0, str(ROOT / "benchmarks"))


IGNORED = shutil.ignore_patterns("site", ".cache")


def publish(root: Path, version: str, message: str, *, expect: int = 0):
    arguments = ["publish", version, "-m", message, "--date", "2027-01-02", "--root", str(root)]
    return run_command(main, arguments, expect=expect)


def registered(root: Path) -> dict[str, dict[str, str]]:
    """The first row of each id."""
    lines = (root / "annotations/anchors.tsv").read_text("utf-8").splitlines()
    assert tuple(lines[0].split("\t")) == COLUMNS
    rows = [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines[1:]]
    return {row["id"]: row for row in reversed(rows)}


def text_at(site: Path, ref: str) -> str:
    """The words that an address leads to: of the element with the id, or of the one that holds it."""
    page, _, fragment = address(ref).partition("#")
    tree = html.parse(str(site / page / "index.html"))
    if not fragment:
        return tree.getroot().find(".//main").text_content()
    found = tree.xpath("//*[@id=$id]", id=fragment)
    assert found, f"{ref} leads nowhere"
    element = found[0]
    return element.text_content() or element.getparent().text_content()


# -- fingerprints --------------------------------------------------------------------------------------


@given(st.text(CHARACTERS))
def test_a_fingerprint_is_read_back(text: str) -> None:
    bag = bag_of(text)
    assert read_fingerprint(write_fingerprint(bag)) == bag
    assert bag.total() == len(WORD.findall(text.casefold()))


def test_a_fingerprint_has_no_order_and_no_words() -> None:
    one, other = "the grain must be taken from them", "them from taken be must grain the"
    assert write_fingerprint(bag_of(one)) == write_fingerprint(bag_of(other))
    assert not re.search("grain|taken", write_fingerprint(bag_of(one)))


def test_what_is_no_fingerprint_is_refused() -> None:
    with pytest.raises(ValueError, match="not a fingerprint"):
        read_fingerprint("abc")


# -- ids -----------------------------------------------------------------------------------------------

A, B, C = (
    "The grain procurement of the autumn is failing, and secretaries in the regions conceal what is left.",
    "A telegram to London must say that the miners will have two million roubles, whatever others decide.",
    "Ordzhonikidze does not wish to leave Tiflis; he has been offended, and nobody explained the wording.",
)
NEW = "About the film of the congress nothing has been heard since the spring, and nobody answers for it."
COMMON = WordFrequencies(bag_of(text) for text in (A, B, C, NEW))


def ids(history, *texts: str):
    return assign_ids("L1", "p", history, [(text, None) for text in texts], COMMON)


def published(*texts: str):
    return ids([], *texts).publish()


def test_without_a_history_passages_are_numbered() -> None:
    assert ids([], A, B, C).ids == ("L1.p1", "L1.p2", "L1.p3")


def test_ids_of_many_new_passages_are_not_looked_for_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    monkeypatch.setattr(history, "alphabetic", lambda index: tried.append(index) or alphabetic(index))
    given = ids(published(A, B), A, *(f"Fern number {number}" for number in range(200)), B).ids
    assert (given[:3], len(set(given)), len(tried) < 500) == (("L1.p1", "L1.p1a", "L1.p1b"), 202, True)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([A, B, C], ("L1.p1", "L1.p2", "L1.p3")),
        ([A, NEW, B, C], ("L1.p1", "L1.p1a", "L1.p2", "L1.p3")),
        ([NEW, A, B, C], ("L1.p0a", "L1.p1", "L1.p2", "L1.p3")),
        ([C, A, B], ("L1.p3", "L1.p1", "L1.p2")),
        ([A.replace("failing", "going badly"), B, C], ("L1.p1", "L1.p2", "L1.p3")),
        ([A[:70], A[70:], B, C], ("L1.p1", "L1.p1a", "L1.p2", "L1.p3")),
    ],
)
def test_editing_keeps_ids(texts: list[str], expected: tuple[str, ...]) -> None:
    assert ids(published(A, B, C), *texts).ids == expected


def test_joined_passages_keep_both_ids() -> None:
    settled = ids(published(A, B, C), f"{A} {B}", C)
    assert settled.ids == ("L1.p1", "L1.p3") and settled.aliases == {0: ("L1.p2",)}
    later = ids(settled.publish(), f"{A} {B}", NEW, C)
    assert later.ids == ("L1.p1", "L1.p1a", "L1.p3"), "an id that ended is not given again"


def test_what_is_gone_is_told_with_its_place() -> None:
    settled = ids(published(A, B, C), A, C)
    assert settled.ids == ("L1.p1", "L1.p3") and settled.gone == {"L1.p2": "L1.p1"}


def test_an_id_that_is_gone_is_never_given_again() -> None:
    after = ids(published(A, B, C), A, C).publish()
    assert "L1.p2" not in ids(after, A, NEW, C).ids


def test_of_two_equal_halves_none_is_guessed() -> None:
    words = (A + " " + B).split()
    half = len(words) // 2
    whole = published(" ".join(words), C)
    settled = ids(whole, " ".join(words[:half]), " ".join(words[half:]), C)
    assert settled.doubts == {"L1.p1": (0, 1)} or settled.places["L1.p1"] in {0, 1}


def test_random_histories(own_edition: Path) -> None:
    """The measured run in docs/anchors.md is longer."""
    from anchor_histories import RIGHT, run

    tally = run(150, seed=7).outcomes
    total = tally["anchors"]
    assert total > 2000
    assert sum(tally[outcome] for outcome in RIGHT) / total >= 0.999
    assert tally["at the largest part"] / total > 0.93
    assert tally["asked"] / total < 0.025
    assert tally["unrelated"] == tally["at a smaller part"] == 0
    assert tally["tombstone though words are left"] / total < 0.002


def test_random_histories_of_an_edition(own_edition: Path) -> None:
    """Documents renamed, words moved between them, branches, damage to the registry: as measured in
    docs/anchors.md, in a small number."""
    from edition_histories import run

    tally = run(3, seed=4)
    assert tally.outcomes["anchors"] > 100
    assert tally.outcomes["dead"] == tally.outcomes["unrelated"] == 0
    unsettled = [event for event in tally.others if "settle" in event or "end" in event or "not" in event]
    assert unsettled == [], tally.wrong


def test_of_twins_the_one_that_is_not_pinned_keeps_its_own_id() -> None:
    """Else a version is refused for a doubt about what it has just published."""
    twins = assign_ids("L1", "p", published(A, B, B), [(A, None), (B, "L1.p2"), (B, None)], COMMON)
    assert twins.ids == ("L1.p1", "L1.p2", "L1.p3") and not twins.doubts


def test_a_second_pin_is_given_to_nothing_else() -> None:
    passages = [(A, None), (B, "L1.p3"), (C, None)]
    assert assign_ids("L1", "p", [], passages, COMMON, further={"L1.p1": 1}).ids == (
        "L1.p2",
        "L1.p3",
        "L1.p4",
    )


def test_of_two_copies_of_what_was_taken_out_neither_is_guessed() -> None:
    without = ids(published(A, B, C), A, C).publish()
    assert ids(without, B, A, C, B).doubts == {"L1.p2": (0, 3)}


@pytest.mark.parametrize(("first", "second"), [(A, B), (A, B[:50]), (A[:50], B)])
def test_an_alias_whose_words_stand_by_themselves_again_is_their_id_again(first: str, second: str) -> None:
    """Whichever of the two is longer."""
    joined = ids(published(first, second, C), f"{first} {second}", C)
    assert joined.aliases == {0: ("L1.p2",)}
    apart = ids(joined.publish(), first, second, C)
    assert apart.ids == ("L1.p1", "L1.p2", "L1.p3") and not apart.aliases and not apart.doubts


@pytest.mark.parametrize(("first", "second"), [(A, B), (A, B[:50]), (A[:50], B)])
def test_of_what_was_joined_one_part_may_be_pinned_and_the_rest_is_found(first: str, second: str) -> None:
    joined = ids(published(first, second, C), f"{first} {second}", C).publish()
    apart = assign_ids("L1", "p", joined, [(first, None), (second, "L1.p2"), (C, None)], COMMON)
    assert apart.ids == ("L1.p1", "L1.p2", "L1.p3") and not apart.aliases and not apart.doubts


def test_of_what_was_joined_a_part_may_be_taken_out_and_the_other_keeps_both_ids() -> None:
    joined = ids(published(A[:50], B, C), f"{A[:50]} {B}", C).publish()
    left = ids(joined, B, C)
    assert left.ids == ("L1.p1", "L1.p3") and left.aliases == {0: ("L1.p2",)} and not left.doubts


def test_a_joined_passage_stays_with_most_of_its_words_unless_the_rest_stands_by_itself() -> None:
    """A few words of the rest among others, or in a long passage, do not have its id."""
    short = "He wrote to them about Sochi"
    other = "Somebody wrote about Sochi yesterday: the weather there is said to be fine, and warm."
    joined = ids(published(short, B, C), f"{short} {B}", C).publish()
    for apart in (other, f"{other} He and they wrote to them."):
        assert ids(joined, B, C, apart).ids == ("L1.p1", "L1.p3", "L1.p3a")
    assert ids(joined, B, C, short).ids == ("L1.p2", "L1.p3", "L1.p1")


def test_an_alias_whose_words_are_gone_leads_nowhere() -> None:
    joined = ids(published(A, B, C), f"{A} {B}", C).publish()
    later = ids(joined, A, C)
    assert later.ids == ("L1.p1", "L1.p3") and later.successor("L1.p2") == ""


def test_an_alias_stays_with_its_words_when_nothing_changes() -> None:
    joined = ids(published(A, B, C), f"{A} {B}", C).publish()
    for _ in range(2):
        same = ids(joined, f"{A} {B}", C)
        assert same.successor("L1.p2") == "L1.p1" and not same.doubts
        joined = same.publish()


def test_a_passage_that_is_put_back_has_its_id_again() -> None:
    without = ids(published(A, B, C), A, C).publish()
    assert ids(without, A, B, C).ids == ("L1.p1", "L1.p2", "L1.p3")
    assert ids(without, A, NEW, C).ids == ("L1.p1", "L1.p1a", "L1.p3"), "something else has not"


def test_of_two_equal_passages_the_neighbours_decide() -> None:
    twins = published(A, NEW, B, NEW, C)
    assert ids(twins, B, NEW, A, NEW, C).ids[1::2] == ("L1.p2", "L1.p4")
    copied = ids(published(A, NEW, B, C), NEW, A, NEW, B, C)
    assert copied.ids[1:] == ("L1.p1", "L1.p2", "L1.p3", "L1.p4") and not copied.doubts
    lonely = ids(published(A, NEW), NEW, B, C, NEW)
    assert lonely.doubts == {"L1.p2": (0, 3)}, "a question offers every right answer"


BOAT, READ = (
    "Write to me about the boat.",
    "We have read the wording about the bread, and Kuibyshev is against it.",
)


def test_only_neighbours_of_one_version_decide_between_copies() -> None:
    """Not two passages between which one is pinned, or accounted for, or that ended one after the other."""
    passages = [(A, None), (BOAT, None), (NEW, None), (READ, "L1.p2"), (BOAT, None)]
    pinned = assign_ids("L1", "p", published(A, READ, BOAT), passages, COMMON)
    assert pinned.places["L1.p3"] == 4, "the one beside what stood before it"
    passages = [(A, None), (BOAT, None), (NEW, None), (BOAT, None)]
    withdrawn = assign_ids("L1", "p", published(A, READ, BOAT), passages, COMMON, accounted={"L1.p2"})
    assert withdrawn.doubts == {"L1.p3": (1, 3)}
    without = ids(published(A, READ, B, BOAT, C), A, B, BOAT, C).publish("2")
    put_back = (A, READ, BOAT, B, NEW, BOAT, C)
    assert ids(ids(without, A, B, C).publish("3"), *put_back).doubts == {"L1.p4": (2, 5)}
    together = ids(published(A, READ, BOAT, B, C), A, B, C).publish("2")
    assert ids(together, *put_back).places["L1.p3"] == 2


HELLO = "Hello, Molotov."


def test_of_a_greeting_the_passage_with_most_of_its_words_is_offered_too() -> None:
    """Though it stands there among many others."""
    before = published("Hello, my Nils", A, B)
    settled = ids(before, "Hello, dear Ada", f"{A} Yours is my Nils, always.", B)
    assert settled.doubts == {"L1.p1": (0, 1)}


def test_one_shared_word_is_no_match() -> None:
    settled = ids(
        published(HELLO, A, B), A, "Molotov has gone to Sochi for his cure, and Kuibyshev with him.", B
    )
    assert settled.successor("L1.p1") == "" and "L1.p1" in settled.gone
    assert ids(published(HELLO, A, B), HELLO, A, B).ids == ("L1.p1", "L1.p2", "L1.p3")
    joined = ids(published(HELLO, A, B), f"{HELLO} {A}", B)
    assert joined.doubts == {"L1.p1": (0,)}, "it is asked about"
    pinned = [(f"{HELLO} {A}", "L1.p1"), (B, None)]
    answered = assign_ids("L1", "p", published(HELLO, A, B), pinned, COMMON)
    assert answered.ids == ("L1.p1", "L1.p3") and answered.successor("L1.p2") == "L1.p1"


# -- versions ------------------------------------------------------------------------------------------


class TwoVersions(NamedTuple):
    """A folder of which two versions were published, and the ids of the first. Nothing may be written
    there."""

    root: Path
    before: dict[str, dict[str, str]]


TEXT = ("sources/imported/letters/016.md", "annotations/imported/L16.yaml")


@pytest.fixture(scope="module")
def two_versions(full_edition: Path, calendar_edition: Path) -> TwoVersions:
    """The edition with the text of letter 16, of which 0.1 was published, edited in every way, published as
    1.1, with its site. (Kept, since it takes half a minute to make.)"""
    make = partial(publish_twice, full_edition, calendar_edition)
    made_of = (full_edition / name for name in TEXT)
    made = kept("two-versions", make, *made_of, Path(__file__), TESTS / "word_files.py")
    return TwoVersions(made / "edition", registered(calendar_edition))


def publish_twice(full: Path, calendar: Path, made: Path) -> None:
    root = made / "edition"
    for folder in ("sources", "annotations", ".cache"):
        shutil.copytree(calendar / folder, root / folder)
    for name in TEXT:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(full / name, root / name)
    log = (root / "annotations/anchors.tsv").read_bytes()
    _edit_by_commands(root)
    _edit(root)
    memo = read_memo(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "read_memo", lambda _: memo)
        publish(root, "1.1", "Much was edited")
    assert (root / "annotations/anchors.tsv").read_bytes().startswith(log), "the log is only added to"
    make_site(root, calendar / "site", memo := memo.following())
    write_memo(root, memo)


def make_site(root: Path, last: Path, memo: Memo) -> None:
    """The site without the index of its search. Pages of entries, and files for other programs, are those of
    its `last` site if they were there: what they are made of is hardly another, and who makes them anew needs
    a minute."""
    site = site_of(root, memo=memo)
    site.sizes.update((path.relative_to(last).as_posix(), path.stat().st_size) for path in last.rglob("*.*"))
    for job in plan_site(site):
        target, there = root / "site" / job.path, last / job.path
        target.parent.mkdir(parents=True, exist_ok=True)
        of_entry = any(use.startswith("template:entry") for use in job.uses)
        is_changed = job.path.startswith("tei/") or (job.path.endswith(".html") and not of_entry)
        if there.is_file() and not is_changed:
            target.hardlink_to(there)
        else:
            target.write_bytes(job.make())


def _edit(root: Path) -> None:
    """Insert, delete, split, merge, move, reword, misspell; rename and withdraw notes."""
    path = root / "sources/letters/016.md"
    head, _, body = path.read_text("utf-8").rpartition("---\n")
    first, second, third, fourth = body.strip().split("\n\n")
    cut = third.index("The General Council's centre")
    paragraphs = [
        NEW,
        fourth.replace("Threats to resign", "Threats to resign"),
        first,
        third[:cut],
        third[cut:],
    ]
    path.write_text(
        f"{head}---\n\n" + "\n\n".join([*paragraphs, second.replace("shaky", "shakey")]) + "\n", "utf-8"
    )
    text = root / "sources/imported/letters/016.md"
    lines = text.read_text("utf-8")
    gone = "\n\n22) I don’t think my trip is necessary."
    assert gone in lines
    lines = lines.replace(gone, "")  # p25 is taken out
    lines = lines.replace(
        "continues to be shaky;\n\n2) The provocation", "continues to be shaky; 2) The provocation"
    )
    text.write_text(lines, "utf-8")
    notes = root / "annotations/notes/L25.yaml"
    source = notes.read_text("utf-8")
    names = re.findall(r"id: (n-[a-z-]+)", source)
    renamed = source.replace(f"id: {names[0]}\n", "id: n-renamed\n")
    start, end = (renamed.index(f"  - id: {name}\n") for name in names[1:3])
    notes.write_text(renamed[:start] + renamed[end:], "utf-8")
    with (root / "annotations/moved.yaml").open("a", encoding="utf-8") as moved:
        moved.write(
            f"- {{id: L25.{names[0]}, to: L25.n-renamed, reason: renamed}}\n"
            f"- {{id: L25.{names[1]}, reason: it repeated another note}}\n"
        )


def _edit_by_commands(root: Path) -> None:
    """Rename, merge, import and export. (Of what the first two change they have only the list of moves in
    common.)"""
    desk = Desk(root)
    renamed = plan_rename(desk, "person-bukharin", "person-bucharin").files
    merged = plan_merge(desk, "term-centner", "term-pood", "both are weights").files
    assert renamed.keys() & merged.keys() == {MOVED_PATH}
    before = desk.text(MOVED_PATH) or ""
    moves = f"{renamed[MOVED_PATH]}{str(merged[MOVED_PATH]).removeprefix(before)}"
    files = {**renamed, **merged, MOVED_PATH: moves}
    write_together(root, {path: text and text.encode() for path, text in files.items()}, "a change")
    bring_in(root, "L86a", "person-stalin", "person-molotov", "1936-12")


def test_every_address_of_the_first_version_resolves(two_versions: TwoVersions) -> None:
    assert_resolved(two_versions.before, two_versions.root / "site")


def test_every_address_that_was_published_resolves(full_edition: Path) -> None:
    assert_resolved(registered(full_edition), full_edition / "site")


def assert_resolved(published: Collection[str], site: Path) -> None:
    pages: dict[str, set[str]] = {}
    for ref in published:
        page, _, fragment = address(ref).partition("#")
        file = site / page / "index.html"
        assert file.is_file(), ref
        if page not in pages:
            pages[page] = set(html.parse(str(file)).xpath("//@id"))
        assert not fragment or fragment in pages[page], ref
    assert len(published) > 4000


def test_what_commands_changed_keeps_its_address(two_versions: TwoVersions) -> None:
    site = two_versions.root / "site"
    assert (site / "letters/86a/index.html").is_file() and "L86a" in registered_now(two_versions.root)
    assert "bucharin" in (site / "persons/bukharin/index.html").read_text("utf-8")
    assert (site / "persons/bucharin/index.html").is_file()


def test_addresses_lead_to_the_words_that_were_cited(two_versions: TwoVersions) -> None:
    root = two_versions.root
    site = root / "site"
    assert text_at(site, "L16.s0a").startswith("About the film")
    assert text_at(site, "L16.s1").startswith("Why does Zinoviev")
    assert "shakey" in text_at(site, "L16.s2")
    assert "American Federation of Labor" in text_at(site, "L16.s3")
    assert text_at(site, "L16.s3a").startswith("The General Council")
    assert "Trade Union Council" in text_at(site, "L16.s4")[:80]
    assert "taken out with version 1.1: Much was edited" in text_at(site, "L16.p25")
    assert "provocation" in text_at(site, "L16.p5"), "of joined paragraphs the second id leads there too"
    assert "both are weights" in text_at(site, "term-centner")
    assert 'http-equiv="refresh"' in (site / "terms/centner/index.html").read_text("utf-8")


def test_a_note_that_was_renamed_or_withdrawn_says_so(two_versions: TwoVersions) -> None:
    root, before = two_versions
    gone = [ref for ref in before if ref.startswith("L25.n-") and ref not in registered_now(root)]
    assert len(gone) == 2
    told = [text_at(root / "site", ref) for ref in gone]
    assert any("is now" in text for text in told) and any("it repeated another note" in text for text in told)


def registered_now(root: Path) -> set[str]:
    """The ids whose last row is not their end."""
    lines = (root / "annotations/anchors.tsv").read_text("utf-8").splitlines()
    events = {row[0]: row[COLUMNS.index("event")] for row in (line.split("\t") for line in lines[1:])}
    return {ref for ref, event in events.items() if event != "ended"}


def test_the_site_of_two_versions_has_no_broken_link(two_versions: TwoVersions) -> None:
    assert broken_links(two_versions.root / "site") == []


def test_its_tei_is_valid_and_tells_both_versions(two_versions: TwoVersions, tei_schema: Path) -> None:
    files = sorted((two_versions.root / "site/tei").glob("*.xml"))
    assert faults_in(files, tei_schema) == ""
    letter = (two_versions.root / "site/tei/L16.xml").read_text("utf-8")
    assert 'n="1.1"' in letter and "Much was edited" in letter


def test_ids_resolve_where_the_text_is_not_imported(two_versions: TwoVersions, tmp_path: Path) -> None:
    root, before = two_versions
    for folder in ("sources", "annotations"):
        shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("imported"))
    site = site_of(tmp_path, memo=read_memo(root))
    route = next(route for route in documents.routes(site) if route.path == "letters/16/index.html")
    found = set(html.fromstring(render_page(site, environment(site), route)).xpath("//@id"))
    assert {ref.partition(".")[2] for ref in before if ref.startswith("L16.")} <= found


def test_releases_are_reproducible(two_versions: TwoVersions) -> None:
    from zipfile import ZipFile

    releases = two_versions.root / "annotations/releases"
    with ZipFile(releases / "0.1.zip") as first, ZipFile(releases / "1.1.zip") as second:
        tei = {name for name in second.namelist() if name.startswith("tei/")}
        assert tei >= {name for name in first.namelist() if name.startswith("tei/L")} and len(tei) > 100
        assert b"shaky" in first.read("tei/L16.xml") and b"shakey" in second.read("tei/L16.xml")
        assert not any('gap reason="not-included"' not in first.read(n).decode() for n in ["tei/L16.xml"])


# -- refusals ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a version. Nothing may be written there."""
    root = copy_sample(tmp_path_factory.mktemp("once") / "small")
    publish(root, "1.0", "First")
    return root


@pytest.fixture
def small(published_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(published_once, tmp_path / "small")


def test_nothing_to_publish_twice(small: Path) -> None:
    before = (small / "annotations/anchors.tsv").read_bytes()
    publish(small, "1.0.1", "Nothing")
    assert (small / "annotations/anchors.tsv").read_bytes() == before


def test_the_citation_file_has_the_version(small: Path) -> None:
    shutil.copy(ROOT / "CITATION.cff", small)
    publish(small, "2.0", "Second")
    text = (small / "CITATION.cff").read_text("utf-8")
    assert text.count('version: "2.0"') == 2 and text.count("date-released: 2027-01-02") == 2
    assert "cff-version: 1.2.0" in text and "year: 2027" in text


CITED = """\
cff-version: 1.2.0  # of the format
version: 1.0 # ours
date-released: '2020-01-01'   # the day
references:
  - type: book
    year: 1995
    version: second
    date-released: 1995-01-01
preferred-citation: {type: book, version: "1.0", year: 2020, notes: "version: 3"}
"""


def test_only_the_versions_own_lines_change(small: Path) -> None:
    (small / "CITATION.cff").write_text(CITED, "utf-8")
    path = small / "sources/edition.yaml"
    before = path.read_text("utf-8") + "# version: none\n"
    before = re.sub(r"(?m)^version:.*$", "version: '1.0'  # see the list", before)
    path.write_text(before, "utf-8")
    publish(small, "2.0", "Second")
    expected = CITED.replace("version: 1.0 #", 'version: "2.0" #').replace("'2020-01-01'", "2027-01-02")
    expected = expected.replace('version: "1.0"', 'version: "2.0"').replace("2020, notes", "2027, notes")
    assert (small / "CITATION.cff").read_text("utf-8") == expected
    changed = [line for line in path.read_text("utf-8").splitlines() if line not in before.splitlines()]
    assert changed == ['version: "2.0"  # see the list']


def test_a_citation_file_that_cannot_be_read_is_told(small: Path) -> None:
    (small / "CITATION.cff").write_text('title: "open\n', "utf-8")
    told = publish(small, "2.0", "Second", expect=1).output
    assert "CITATION.cff:1:8: error D101" in told and "Nothing was published" in told


def test_a_note_that_vanished_is_asked_for(small: Path) -> None:
    notes = next((small / "annotations/notes").glob("*.yaml"))
    text = notes.read_text("utf-8")
    name = re.findall(r"id: (n-[a-z-]+)", text)[0]
    notes.write_text(text.replace(f"id: {name}", "id: n-other"), "utf-8")
    result = publish(small, "1.1", "Renamed", expect=1)
    assert "N203" in result.output and "moved.yaml" in result.output
    assert not (small / "annotations/releases/1.1.zip").exists()


def test_a_published_id_that_was_mistyped_in_its_file_is_asked_for(small: Path) -> None:
    """That the name of the file is another is only a warning, and would let the address be lost."""
    letter = small / "sources/letters/003.md"
    letter.write_text(letter.read_text("utf-8").replace("id: L3", "id: L33"), "utf-8")
    found = [str(finding) for finding in assemble(read_files(small)).diagnostics]
    assert any("N203 document L3, published" in finding for finding in found), found
    assert any("D204" in finding for finding in found), found


def test_what_is_taken_out_when_its_document_is_renamed_is_told_where_it_stood(small: Path) -> None:
    text = (small / ESSAY).read_text("utf-8")
    taken_out = "The ferns of the shore were counted twice that summer, by two hands."
    (small / ESSAY).write_text(f"{text}\n{taken_out}\n\nNothing more is known of the counting.\n", "utf-8")
    publish(small, "1.1", "More")
    rename_essay(small)
    essay = small / ESSAY.replace("mosses", "lichens")
    essay.write_text(essay.read_text("utf-8").replace(f"{taken_out}\n\n", ""), "utf-8")
    row = "- {id: essay-mosses, to: essay-lichens, reason: it is about lichens}\n"
    (small / "annotations/moved.yaml").write_text(row, "utf-8")
    publish(small, "1.2", "Less")
    assert registered(small)["essay-lichens.p4a"]["after"] == "essay-lichens.p4"
    edition = assemble(read_files(small)).edition
    assert edition is not None
    tree = edition.documents["essay-lichens"].tree
    assert tombstones_in(tree) == ["essay-lichens.p4a"]
    in_order = [element.get(XML_ID) for element in tree.iter() if element.get(XML_ID)]
    assert in_order[-3:] == ["essay-lichens.p4", "essay-lichens.p4a", "essay-lichens.p4b"]


# -- registry, archives and versions -------------------------------------------------------------------


@pytest.fixture(scope="module")
def published_twice(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with two versions, the second of which ended an id and revised another, built. Nothing may
    be written there."""
    root = shutil.copytree(published_once, tmp_path_factory.mktemp("twice") / "small")
    edit_sample(root)
    publish(root, "1.1", "Less")
    run_command(main, ["build", "--root", str(root)])
    return root


@pytest.fixture
def twice(published_twice: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(published_twice, tmp_path / "small")


def edit_sample(root: Path) -> None:
    letter = root / "sources/letters/003.md"
    letter.write_text(letter.read_text("utf-8").replace("names no day", "names a day"), "utf-8")
    notes = next((root / "annotations/notes").glob("L1.yaml"))
    name = re.findall(r"id: (n-[a-z-]+)", notes.read_text("utf-8"))[0]
    (root / "annotations/moved.yaml").write_text(f"- {{id: L1.{name}, reason: repeated}}\n", "utf-8")
    notes.write_text(notes.read_text("utf-8").replace(f"id: {name}", "id: n-another"), "utf-8")


def lines_of(root: Path) -> list[str]:
    return (root / "annotations/anchors.tsv").read_text("utf-8").splitlines(keepends=True)


DAMAGES = {
    "deleted": lambda rows: None,
    "emptied": lambda rows: rows[:1],
    "cut": lambda rows: rows[: len(rows) // 2],
    "set back": lambda rows: [row for row in rows if "\t1.1\t" not in row],
    "without a row": lambda rows: [*rows[:5], *rows[6:]],
    "with another word": lambda rows: [row.replace("\t0", "\tz", 1) for row in rows],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_registry_that_lost_something_is_told(twice: Path, damage: str) -> None:
    path = twice / "annotations/anchors.tsv"
    whole = path.read_bytes()
    left = DAMAGES[damage](lines_of(twice))
    path.write_text("".join(left), "utf-8") if left else path.unlink()
    for command in (["build"], ["check"], ["publish", "1.2", "-m", "More"]):
        told = run_command(main, [*command, "--root", str(twice)], expect=1).output
        assert "N208" in told and "annotations/releases/1." in told and "restore it from" in told
    path.write_bytes(whole)
    run_command(main, ["build", "--root", str(twice)])


def test_the_registry_stands_in_the_archives_row_for_row(twice: Path) -> None:
    from zipfile import ZipFile

    rows = []
    for version in ("1.0", "1.1"):
        with ZipFile(twice / f"annotations/releases/{version}.zip") as archive:
            rows += archive.read("anchors.tsv").decode().splitlines(keepends=True)[1:]
    assert rows == lines_of(twice)[1:]


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_an_archive_that_is_gone_is_told(twice: Path, version: str) -> None:
    (twice / f"annotations/releases/{version}.zip").unlink()
    told = run_command(main, ["build", "--root", str(twice)], expect=1).output
    assert f"N208 version {version} was published, but annotations/releases/{version}.zip is gone" in told
    assert (twice / f"site/v/{version}/index.html").is_file()


def test_a_registry_that_is_gone_with_all_archives_is_told(twice: Path) -> None:
    """The list of versions knows of them."""
    shutil.rmtree(twice / "annotations/releases")
    (twice / "annotations/anchors.tsv").unlink()
    for command in (["build"], ["check"], ["publish", "1.2", "-m", "More"]):
        told = run_command(main, [*command, "--root", str(twice)], expect=1).output
        assert "changes.yaml:1:12: error N208" in told and "knows version 1.0 and 1.1" in told


# the versions that are listed, those that the registry knows, that of `edition.yaml`; those that are told
LISTED = [
    ("", "", "1.0", ""),
    ("1.0 1.1", "1.0 1.1", "1.1", ""),
    ("1.0 1.1", "1.0", "1.0", ""),  # 1.1 is written down before it is published
    ("1.0", "", "0.9", ""),
    ("1.0", "", "1.0", "1.0"),
    ("1.0 1.1", "1.0", "1.1", "1.1"),
    ("1.0 1.1 1.2", "1.0", "1.0", "1.1"),
    ("1.0 1.1 1.2", "1.0 1.2", "1.2", "1.1"),
    ("1 2 3", "3", "3", ""),  # what was published by another program
    ("1 2 3", "", "3", "1 and 2 and 3"),
]


@pytest.mark.parametrize(("listed", "known", "present", "told"), LISTED)
def test_versions_that_are_known_by_the_list_alone(listed: str, known: str, present: str, told: str) -> None:
    rows = [AnchorRow("L1", "document", "L1", version, "published") for version in known.split()]
    changes = [Change(version, "2027-01-01", "Words", (), HERE) for version in listed.split()]
    edition: Any = SimpleNamespace(registry=Registry(rows), releases=(), changes=changes)
    found = [finding.message.partition("knows version ")[2] for finding in unknown_versions(edition, present)]
    assert found == ([told] if told else [])


def test_an_archive_that_was_exchanged_or_a_version_not_listed_is_told(twice: Path) -> None:
    from zipfile import ZipFile

    releases = twice / "annotations/releases"
    publish(twice, "1.2", "Nothing")
    whole = (releases / "1.0.zip").read_bytes()
    told_of = {"1.0.zip": "N207 this is the archive of version 1.1", "1.1 copy.zip": "D110 this has the name"}
    for name, words in told_of.items():
        shutil.copy(releases / "1.1.zip", releases / name)
        told = run_command(main, ["check", "--root", str(twice)], expect=1).output
        assert f"{name}: error {words}" in told and "1 error, 0" in told
        (releases / name).unlink()
        (releases / "1.0.zip").write_bytes(whole)
    with ZipFile(releases / "1.0.zip", "a") as archive:
        archive.writestr("a", "b")
    told = run_command(main, ["check", "--root", str(twice)], expect=1).output
    assert "1.0.zip is not as it was published" in told
    changes = twice / "sources/changes.yaml"
    changes.write_text(changes.read_text("utf-8").replace('"1.2"', '"1.3"'), "utf-8")
    told = run_command(main, ["check", "--root", str(twice)], expect=1).output
    assert "version 1.2 was published and is not in sources/changes.yaml" in told


def test_an_archive_of_the_first_program_knows_its_ids(twice: Path) -> None:
    """It has TEI alone."""
    from zipfile import ZipFile

    path = twice / "annotations/releases/1.0.zip"
    with ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name.startswith("tei/")}
    with ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    (twice / "annotations/releases/1.1.zip").unlink()
    rows = [row for row in lines_of(twice) if "\t1.1\t" not in row]
    changes = twice / "sources/changes.yaml"
    changes.write_text(changes.read_text("utf-8").replace('"1.1"', '"1.2"'), "utf-8")
    registry = twice / "annotations/anchors.tsv"
    registry.write_text("".join(rows), "utf-8")
    run_command(main, ["check", "--root", str(twice)])
    registry.write_text("".join(row for row in rows if not row.startswith("L3.s1")), "utf-8")
    assert "L3.s1" in run_command(main, ["check", "--root", str(twice)], expect=1).output


def test_an_own_text_that_was_deleted_is_asked_for(tmp_path: Path) -> None:
    """Not so an imported one, which may be missing anywhere."""
    root = shutil.copytree(ROOT / "examples/two-lights", tmp_path / "edition", ignore=IGNORED)
    publish(root, "1.1", "More")
    (root / "sources/texts/002.md").rename(tmp_path / "002.md")
    for command in (["build"], ["publish", "1.2", "-m", "Less"]):
        told = run_command(main, [*command, "--root", str(root)], expect=1).output
        assert re.search(
            r"anchors.tsv:\d+:1: error N203 the text of L2, published in version \S+ \(L2\.p1 to", told
        )
        assert told.count("N203") == 1 and "sources/texts/ back" in told
    (tmp_path / "002.md").rename(root / "sources/texts/002.md")
    run_command(main, ["build", "--root", str(root)])


def test_an_imported_text_may_be_missing(small: Path) -> None:
    shutil.rmtree(small / "sources/imported")
    shutil.rmtree(small / "annotations/imported")
    run_command(main, ["build", "--root", str(small)])
    publish(small, "1.1", "Nothing")


# -- hints, taken by the word ---------------------------------------------------------------------------

ESSAY = "sources/essays/essay-mosses.md"


def check(root: Path, *, expect: int = 0) -> str:
    return run_command(main, ["check", "--root", str(root)], expect=expect).output


def rename_essay(root: Path) -> None:
    text = (root / ESSAY).read_text("utf-8").replace("id: essay-mosses", "id: essay-lichens")
    (root / ESSAY).unlink()
    (root / "sources/essays/essay-lichens.md").write_text(text, "utf-8")
    notes = (root / "annotations/notes/essay-mosses.yaml").read_text("utf-8")
    (root / "annotations/notes/essay-mosses.yaml").unlink()
    notes = notes.replace("document: essay-mosses", "document: essay-lichens")
    (root / "annotations/notes/essay-lichens.yaml").write_text(notes, "utf-8")
    for path in [*root.glob("sources/**/*.md"), *root.glob("annotations/**/*.yaml")]:
        path.write_text(path.read_text("utf-8").replace("#essay-mosses", "#essay-lichens"), "utf-8")


def test_a_renamed_essay_needs_one_row_and_its_page_leads_on(small: Path) -> None:
    ids_then = [ref for ref in registered(small) if ref.startswith("essay-mosses.")]
    rename_essay(small)
    told = check(small, expect=1)
    assert told.count("N203") == 1 and "essay-mosses, published in version 1.0, is gone" in told
    row = "- {id: essay-mosses, to: essay-lichens, reason: it is about lichens}\n"
    (small / "annotations/moved.yaml").write_text(row, "utf-8")
    for version in ("1.1", "1.2"):
        run_command(main, ["build", "--root", str(small)])
        page = html.parse(str(small / "site/essays/mosses/index.html"))
        for ref in ids_then:
            unit = ref.partition(".")[2]
            (link,) = page.xpath(f"//*[@id='{unit}']/a/@href")
            assert link == f"../../essays/lichens/index.html#{unit}"
            assert text_at(small / "site", f"essay-lichens.{unit}").strip()
        publish(small, version, "Renamed")
    assert broken_links(small / "site") == []


def test_a_document_that_has_its_old_id_again_has_its_units_again() -> None:
    rows = [
        row("essay-a", "1.0"),
        row("essay-a.p1", "1.0", text=A),
        row("essay-a.p2", "1.0", text=B),
        row("essay-a", "1.1", "ended", successor="essay-b"),
        row("essay-a.p1", "1.1", "ended", successor="essay-b.p1"),
        row("essay-a.p2", "1.1", "ended", successor="essay-b.p2"),
        row("essay-b", "1.1"),
        row("essay-b.p1", "1.1", text=A),
        row("essay-b.p2", "1.1", text=B),
    ]
    moves = {old: Move(old, "essay-a", "renamed", HERE) for old in ("essay-a", "essay-b")}
    registry = Registry(rows, moves)
    again = assign_ids("essay-a", "p", registry.history("essay-a", "p"), [(A, None), (B, None)], COMMON)
    assert again.ids == ("essay-a.p1", "essay-a.p2")
    assert registry.successor("essay-b.p2") == "essay-a.p2" and "essay-a.p2" not in registry.ends
    rows += [row(ref, "1.2", "revised", text=B) for ref in ("essay-a", "essay-a.p1", "essay-a.p2")]
    rows += [row(f"essay-b{unit}", "1.2", "ended", successor=f"essay-a{unit}") for unit in ("", ".p1", ".p2")]
    assert Registry(rows, moves).ends.keys() == {"essay-b", "essay-b.p1", "essay-b.p2"}


def test_an_essay_that_is_renamed_back_is_asked_for_by_its_two_ids_alone(small: Path) -> None:
    before = {path: path.read_bytes() for path in small.rglob("*") if path.suffix in {".md", ".yaml"}}
    rename_essay(small)
    moved = small / "annotations/moved.yaml"
    moved.write_text("- {id: essay-mosses, to: essay-lichens, reason: renamed}\n", "utf-8")
    publish(small, "1.1", "Renamed")
    (small / "sources/essays/essay-lichens.md").unlink()
    (small / "annotations/notes/essay-lichens.yaml").unlink()
    for path, data in before.items():
        path.write_bytes(data)
    (small / "sources/changes.yaml").write_text('- {version: "1.0", date: 2027-01-02, what: It}\n', "utf-8")
    with (small / "sources/changes.yaml").open("a") as file:
        file.write('- {version: "1.1", date: 2027-01-02, what: It}\n')
    told = check(small, expect=1)
    assert re.findall(r"error N\d+ (?:document )?(essay-\S+)", told) == ["essay-lichens,", "essay-mosses"]
    names = ("essay-mosses", "essay-lichens")
    moved.write_text("".join(f"- {{id: {n}, to: essay-mosses, reason: back}}\n" for n in names), "utf-8")
    check(small)


def test_a_withdrawn_essay_needs_one_row(small: Path) -> None:
    rename_essay(small)
    (small / "sources/essays/essay-lichens.md").unlink()
    (small / "annotations/notes/essay-lichens.yaml").unlink()
    (small / "annotations/moved.yaml").write_text("- {id: essay-mosses, reason: not ours}\n", "utf-8")
    assert "N20" not in check(small)


def test_a_note_that_is_put_back_needs_one_row(twice: Path) -> None:
    notes = twice / "annotations/notes/L1.yaml"
    notes.write_text(notes.read_text("utf-8").replace("n-another", "n-garden"), "utf-8")
    moved = twice / "annotations/moved.yaml"
    moved.write_text("- {id: L1.n-another, to: L1.n-garden, reason: one note}\n", "utf-8")
    told = check(twice, expect=1)
    row = re.search(r"write in annotations/moved.yaml: (- \{.*?\})", told)
    assert "N204 L1.n-garden" in told and row
    moved.write_text(f"{moved.read_text('utf-8')}{row[1]}\n", "utf-8")
    check(twice)
    publish(twice, "1.2", "Back")
    publish(twice, "1.3", "Nothing")
    run_command(main, ["build", "--root", str(twice)])
    assert "closed from April" in text_at(twice / "site", "L1.n-garden")
    assert "L1.n-garden" in (twice / "site/letters/1/index.html").read_text("utf-8")


PINNED = """\
{#h2}
## One

{#p4}
{#p9}
Holm names three mosses.

{#p7}
> The glass is whole.
"""


def test_ids_can_be_written_above_headings_and_quotations_and_two_above_one(small: Path) -> None:
    essay = small / ESSAY
    essay.write_text(f"{essay.read_text('utf-8').rstrip()}\n\n{PINNED}", "utf-8")
    run_command(main, ["build", "--root", str(small)])
    site = small / "site"
    assert text_at(site, "essay-mosses.h2").startswith("One")
    assert text_at(site, "essay-mosses.p7").strip() == "The glass is whole."
    assert "mosses" in text_at(site, "essay-mosses.p4") and "mosses" in text_at(site, "essay-mosses.p9")


MOVED = (
    "Holm names three mosses and a lichen that grow on the north wall of the garden beside the glass house."
)
REST = [
    "Holm thanks him in a line and names no day.",
    "Brandt answers within the week by the evening mail.",
    "The lens is returned in its box of cedar wood.",
]


def with_summary(root: Path, *paragraphs: str) -> None:
    path = root / "sources/letters/003.md"
    head = path.read_text("utf-8").rpartition("---\n")[0]
    path.write_text(f"{head}---\n\n" + "\n\n".join(paragraphs) + "\n", "utf-8")


def test_words_that_moved_to_another_document_are_asked_about(small: Path) -> None:
    with_summary(small, *REST, MOVED)
    publish(small, "1.1", "More")
    with_summary(small, *REST)
    essay = small / ESSAY
    essay.write_text(f"{essay.read_text('utf-8').rstrip()}\n\n{MOVED}\n", "utf-8")
    told = check(small, expect=1)
    row = re.search(r"write in annotations/moved.yaml: (- \{.*?\})", told)
    assert re.search(r"N209 (L3\.\w+) is gone, and its words are now in essay-mosses\.", told) and row
    (small / "annotations/moved.yaml").write_text(f"{row[1]}\n", "utf-8")
    publish(small, "1.2", "Moved")
    run_command(main, ["build", "--root", str(small)])
    gone = re.search(r"id: (\S+),", row[1])
    assert gone and "see essay-mosses" in text_at(small / "site", gone[1]), "a link leads there"


def test_a_text_that_was_written_anew_is_asked_about_once(small: Path) -> None:
    stays = "Twenty-one."
    with_summary(small, *REST, MOVED, stays)
    publish(small, "1.1", "More")
    anew = [
        "Tre mossor växer där vid den norra muren bakom växthuset.",
        "Svaret kommer inom en vecka.",
        "Linsen ligger i sin ask av ceder.",
        "Han tackar.",
    ]
    with_summary(small, *anew, stays)
    told = check(small, expect=1)
    assert told.count("N209") == 1 and "no word is left of 4 published passages of L3" in told
    ids_then = re.search(r"\((L3\.\S+) to", told)
    assert ids_then
    pinned = (f"{{#{pin}}}\n{text}" for pin, text in zip(("s1", "s1a", "s1b", "s1c"), anew, strict=True))
    with_summary(small, *pinned, stays)
    assert "N20" not in run_command(main, ["check", "--root", str(small)]).output


def test_an_id_that_is_written_above_a_passage_and_withdrawn_is_told(small: Path) -> None:
    with_summary(small, f"{{#s1}}\n{MOVED}")
    (small / "annotations/moved.yaml").write_text("- {id: L3.s1, reason: taken out}\n", "utf-8")
    told = check(small, expect=1)
    assert "moved.yaml:1:8: error N204 L3.s1 was withdrawn, says this row, and it is written above" in told
    assert "take away the row, or {#s1} in the text" in told


def row(
    xml_id: str, version: str, event: str = "published", text: str = "", successor: str = "", reason: str = ""
) -> AnchorRow:
    kind = "paragraph" if "." in xml_id else "document"
    words = write_fingerprint(bag_of(text)) if text else ""
    document = xml_id.partition(".")[0]
    return AnchorRow(xml_id, kind, document, version, event, "", words, successor, reason)  # type: ignore[arg-type]


def page(ref: str, *passages: str) -> Document:
    """A document of passages, in which what is gone has a `-` before its id, and `a=b` is an alias a in b."""
    body = ""
    for passage in passages:
        alias, _, xml_id = passage.lstrip("-").rpartition("=")
        inner = "<gap reason='withdrawn'/>" if passage[0] == "-" else ""
        inner += f"<anchor xml:id='{ref}.{alias}'/>" if alias else ""
        body += f"<p xml:id='{ref}.{xml_id}'>{inner}</p>"
    return Document(
        ref, "essay", f"<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:id='{ref}'>{body}</TEI>".encode()
    )


MOVED_ONCE = row("a.p1", "1.1", "ended", successor="b.p1", reason="moved")
# what became of a.p1 and b.p1; the rows of `moved.yaml`; the pages; the ends that are published
CHAINS: dict[str, tuple[list[AnchorRow], str, list[str], dict[str, str]]] = {
    "a passage that moved on": ([MOVED_ONCE], "a.p1 b.p1, b.p1 c.p1", ["-p1", "-p1", "p1"], {"b.p1": "c.p1"}),
    "joined there": ([MOVED_ONCE], "a.p1 b.p1, b.p1 c.p1", ["-p1", "-p1", "p1=p2"], {"b.p1": "c.p2"}),
    "moved on, its first row taken away": ([MOVED_ONCE], "b.p1 c.p1", ["-p1", "-p1", "p1"], {"b.p1": "c.p1"}),
    "two moves at once": ([], "a.p1 b.p1, b.p1 c.p1", ["-p1", "-p1", "p1"], {"a.p1": "b.p1", "b.p1": "c.p1"}),
    "nothing new, all rows taken away": ([MOVED_ONCE], "", ["-p1", "p1", "p1"], {}),
    "gone where it had moved": ([MOVED_ONCE], "a.p1 b.p1", ["-p1", "-p1", "p1"], {"a.p1": "", "b.p1": ""}),
    "gone, and its row taken away": ([MOVED_ONCE], "", ["-p1", "-p1", "p1"], {"a.p1": "", "b.p1": ""}),
    "found later": ([row("a.p1", "1.1", "ended")], "a.p1 b.p1", ["-p1", "p1", "p1"], {"a.p1": "b.p1"}),
}  # fmt: skip


@pytest.mark.parametrize("chain", CHAINS)
def test_rows_form_chains_that_later_versions_keep(chain: str) -> None:
    ended, moved, passages, expected = CHAINS[chain]
    rows = [row(f"{ref}.p1", "1.0", text=text) for ref, text in zip("abc", (A, B, C), strict=True)]
    moves = {
        old: Move(old, new, "moved", HERE) for old, _, new in (m.partition(" ") for m in moved.split(", "))
    }
    registry = Registry([*rows, *ended], moves if moved else {})
    documents = {ref: page(ref, passage) for ref, passage in zip("abc", passages, strict=True)}
    edition: Any = SimpleNamespace(registry=registry, documents=documents)
    found = {end.id: end.successor for end in _ends(edition, "1.2", "More")}
    assert {xml_id: to for xml_id, to in found.items() if xml_id != "c.p1"} == expected


def test_what_was_joined_when_its_document_was_renamed_leads_on_when_it_is_renamed_again() -> None:
    rows = [row("a", "1.0"), row("a.p1", "1.0", text=A), row("a.p2", "1.0", text=B)]
    registry = Registry(rows, {"a": Move("a", "b", "renamed", HERE)})
    edition: Any = SimpleNamespace(registry=registry, documents={"b": page("b", "p2=p1")})
    ends = list(_ends(edition, "1.1", "More"))
    assert [(end.id, end.event, end.successor) for end in ends if end.id.endswith("p2")] == [
        ("b.p2", "published", ""),
        ("b.p2", "ended", "b.p1"),
        ("a.p2", "ended", "b.p1"),
    ]
    later = [*rows, *ends, row("b", "1.1"), row("b.p1", "1.1", text=f"{A} {B}")]
    again = Registry(later, {**registry.moves, "b": Move("b", "c", "renamed", HERE)})
    assert [again.successor(ref) for ref in ("a.p1", "a.p2", "b.p2")] == ["c.p1"] * 3
    apart = assign_ids("c", "p", again.history("c", "p"), [(A, None), (B, None)], COMMON)
    assert apart.ids == ("c.p1", "c.p2")


def test_a_passage_that_ended_before_a_rename_can_be_put_back_after_it() -> None:
    rows = [
        row("essay-a", "1.0"),
        row("essay-a.p1", "1.0", text=A),
        row("essay-a.p2", "1.0", text=B),
        row("essay-a.p2", "1.1", "ended"),
        row("essay-a", "1.2", "ended", successor="essay-b"),
        row("essay-a.p1", "1.2", "ended", successor="essay-b.p1"),
        row("essay-b", "1.2"),
        row("essay-b.p1", "1.2", text=A),
    ]
    registry = Registry(rows, {"essay-a": Move("essay-a", "essay-b", "renamed", HERE)})
    again = assign_ids(
        "essay-b", "p", registry.history("essay-b", "p"), [(A, None), (NEW, None), (B, None)], COMMON
    )
    assert again.ids == ("essay-b.p1", "essay-b.p1a", "essay-b.p2")
    assert registry.successor("essay-a.p2") == "", "until that is published"
    published = Registry([*rows, row("essay-b.p2", "1.3", text=B)], registry.moves)
    assert published.successor("essay-a.p2") == "essay-b.p2"
    other = Registry([*rows, row("essay-b.p2", "1.3", text=C)], registry.moves)
    assert other.successor("essay-a.p2") == "", "other words are no return"


# -- branches -------------------------------------------------------------------------------------------


def test_two_branches_that_both_published_can_be_merged(small: Path, tmp_path: Path) -> None:
    """As git does it with `merge=union`."""
    other = Path(shutil.copytree(small, tmp_path / "other"))
    essay = other / ESSAY
    essay.write_text(f"{essay.read_text('utf-8').rstrip()}\n\n{MOVED}\n", "utf-8")
    publish(other, "1.2", "Theirs")
    with_summary(small, *REST)
    publish(small, "1.1", "Ours")
    shutil.copy(essay, small / ESSAY)
    shutil.copy(other / "annotations/releases/1.2.zip", small / "annotations/releases")
    for name in ("annotations/anchors.tsv", "sources/changes.yaml"):
        theirs = (other / name).read_text("utf-8").splitlines(keepends=True)
        ours = (small / name).read_text("utf-8").splitlines(keepends=True)
        cut = next(i for i, (a, b) in enumerate(zip([*ours, ""], [*theirs, ""], strict=False)) if a != b)
        (small / name).write_text("".join([*ours, *theirs[cut:]]), "utf-8")
    assert check(small) == "No mistakes found.\n"
    publish(small, "1.3", "Both")
    run_command(main, ["build", "--root", str(small)])
    assert "north wall" in text_at(small / "site", lines_of(other)[-1].split("\t")[0])


THEIRS = "A crate of lenses stood unopened at the station of Lund until the autumn, and nobody asked for it."


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def two_branches(root: Path) -> None:
    """Both publish a paragraph that follows the second, so that both give it the same id."""
    shutil.copy(ROOT / ".gitattributes", root)
    (root / ".gitignore").write_text("site/\n.cache/\n", "utf-8")
    git(root, "init", "-q", "-b", "ours")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    essay = root / ESSAY
    for branch, version, after, words in (
        ("ours", "1.0", "", ""),
        ("theirs", "1.2", "Brandt lent the glass.\n", THEIRS),
        ("ours", "1.1", "### Its return\n", MOVED),
    ):
        if words:
            git(root, "checkout", "-q", *(["-b"] if branch == "theirs" else []), branch)
            text = essay.read_text("utf-8").replace(after, f"{after}\n{words}\n")
            essay.write_text(text, "utf-8")
            publish(root, version, branch)
        git(root, "add", "--all")
        git(root, "commit", "-qm", version)


def documented_order() -> list[list[str]]:
    """The commands that docs/anchors.md gives for branches that both published."""
    section = (ROOT / "docs/anchors.md").read_text("utf-8").partition("## Branches")[2].partition("\n## ")[0]
    (block,) = re.findall(r"```sh\n(.*?)```", section, re.S)
    return [shlex.split(line, comments=True) for line in block.splitlines()]


def take_away_the_row(root: Path) -> None:
    """As the hint of N201 says."""
    told = check(root, expect=1)
    line = re.search(r"anchors.tsv:(\d+):1: error N201 essay-mosses.p2a is for different words", told)
    assert line and told.count(" error ") == 1 and "take away this row" in told
    rows = lines_of(root)
    del rows[int(line[1]) - 1]
    (root / "annotations/anchors.tsv").write_text("".join(rows), "utf-8")
    assert check(root) == "No mistakes found.\n"


def test_one_id_on_two_branches_is_settled_as_documented(small: Path) -> None:
    """Every command of docs/anchors.md, typed as it stands; nothing that either has published is lost."""
    two_branches(small)
    for command, *words in documented_order():
        if command == "git":
            subprocess.run([command, *words], cwd=small, capture_output=True)  # a conflict is no failure
        elif words == ["check"]:
            take_away_the_row(small)
        else:
            run_command(main, [*words, "--date", "2027-01-02", "--root", str(small)])
    run_command(main, ["build", "--root", str(small)])
    site = small / "site"
    assert "north wall" in text_at(site, "essay-mosses.p2a")
    assert "unopened" in text_at(site, "essay-mosses.p2b")
    assert "unopened" in (site / "v/1.2/essays/mosses/index.html").read_text("utf-8")
    done = subprocess.run(["git", "status", "--porcelain"], cwd=small, capture_output=True, check=True)
    assert done.stdout == b""
