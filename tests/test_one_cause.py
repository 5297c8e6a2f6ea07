"""One mistake, one message: what cannot be read is unknown and not gone, and its cause is told first.

`tests/mistakes/*.yaml` has the mistakes. `old` in `file` is replaced by `new`, or its content by `text`, or
it is written `as` another encoding or with other line ends, or it gets another name (`rename`), a copy
(`copy`) or is taken away (`delete`). Then `first` (path, line if there is one, and code) must be told before
anything else; with `most` messages at most, and one where it is not said. `needs` are other files that must
be in order: a warning is not told where the waivers cannot be read.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from conftest import TESTS, copy_sample, read_cases

from edition.findings.diagnostics import Diagnostic, most_telling
from edition.model import Source
from edition.pipeline import assemble
from edition.runs.publishing import publish_version
from edition.store.memo import Memo
from edition.store.source_files import read_files

Files = dict[str, bytes]
Case = Mapping[str, Any]
FILES = sorted((TESTS / "mistakes").glob("*.yaml"))
CASES: list[Case] = [case for path in FILES for case in read_cases(path)]
TOGETHER: list[Case] = [
    case for name in ("reading", "newcomers") for case in read_cases(TESTS / f"mistakes/{name}.yaml")
]
LINE_ENDS = {"crlf": "\r\n", "cr": "\r"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The files of the sample with all its ids published."""
    root = copy_sample(tmp_path_factory.mktemp("published") / "edition")
    outcome = publish_version(root, "1.0", "2026-11-22", "First")
    return {source.path: source.data for source in read_files(root)} | outcome.files


@pytest.fixture(scope="module")
def memo(published: Files) -> Memo:
    """What was read of them, so that of an edition with a mistake only that is read."""
    memo = Memo()
    assert told(published, memo) == []
    return memo


def told(files: Files, memo: Memo) -> list[Diagnostic]:
    """What is shown of the findings about an edition."""
    sources = [Source(path, data) for path, data in sorted(files.items())]
    return [shown.finding for shown in most_telling(assemble(sources, memo).diagnostics)]


def make(case: Case, files: Files) -> None:
    """Make the mistake in an edition."""
    path = case["file"]
    text = case.get("text", files.get(path, b"").decode())
    if "old" in case:
        assert text.count(case["old"]) >= 1, case["name"]
        text = text.replace(case["old"], case["new"], 1)
    way = case.get("as", "utf-8")
    data = text.replace("\n", LINE_ENDS[way]).encode() if way in LINE_ENDS else text.encode(way)
    if "rename" in case or "delete" in case:
        del files[path]
    if not case.get("delete"):
        files[case.get("rename", case.get("copy", path))] = data


def are_in_the_way(one: Case, other: Case) -> bool:
    """Whether two mistakes are in one file, or one is in a file that the other needs."""
    return any(a["file"] in {b["file"], *b.get("needs", ())} for a, b in ((one, other), (other, one)))


def place_of(finding: Diagnostic, with_line: bool) -> str:
    line = f":{finding.location.line}" if with_line and finding.location.line else ""
    return f"{finding.location.path}{line} {finding.code}"


def places(findings: list[Diagnostic]) -> set[str]:
    return {place_of(finding, with_line) for finding in findings for with_line in (True, False)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_mistake_is_told_first_and_almost_alone(case: Case, published: Files, memo: Memo) -> None:
    files = dict(published)
    make(case, files)
    found = told(files, memo.following())
    assert len(found) <= case.get("most", 1), "\n".join(map(str, found))
    assert not case.get("first") or case["first"] in places(found[:1]), "\n".join(map(str, found))
    assert all(finding.hint or "write" in finding.message for finding in found)
    for words in case.get("says", []):
        assert words in str(found[0])


@pytest.mark.parametrize("seed", range(12))
def test_five_mistakes_are_told_together(seed: int, published: Files, memo: Memo) -> None:
    """Each in a file of its own; none is hidden by another, and none brings others with it."""
    five: list[Case] = []
    for case in random.Random(seed).sample(TOGETHER, len(TOGETHER)):
        alone = case["file"] == "sources/edition.yaml" or not case.get("first")
        if len(five) < 5 and not alone and not any(map(partial(are_in_the_way, case), five)):
            five.append(case)
    files = dict(published)
    for case in five:
        make(case, files)
    found = told(files, memo.following())
    names = [case["name"] for case in five]
    assert {case["first"] for case in five} <= places(found), names
    assert len(found) <= sum(case.get("most", 1) for case in five), "\n".join(map(str, [names, *found]))
