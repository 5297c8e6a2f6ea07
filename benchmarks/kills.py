"""Builds killed at random moments, with either way of writing: is the site whole, does the next build go on?

    python benchmarks/kills.py --times 200

The small edition in `tests/sample` is edited to and fro and built; each build is killed (SIGKILL) at a random
moment between its beginning and its end. Written by exchange, the site must then be one build or the other,
byte for byte; moved in place, it must be so when the next command has begun, which completes what was begun.
"""

from __future__ import annotations

import argparse
import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from edition.runs.building import build_site  # noqa: E402
from edition.store.site_folder import recover  # noqa: E402
from edition.store.site_plan import MADE  # noqa: E402

LETTER = "sources/letters/003.md"
WORDS = ("names no day", "names a day")


def contents(site: Path) -> dict[str, bytes]:
    files = [path for path in site.rglob("*") if path.is_file() and path.name != MADE]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def turn(root: Path) -> None:
    """Edit the letter from one of its two states to the other."""
    text = (root / LETTER).read_text("utf-8")
    then, now = WORDS if WORDS[0] in text else WORDS[::-1]
    (root / LETTER).write_text(text.replace(then, now), "utf-8")


def begin_build(root: Path, *, in_place: bool) -> int:
    """Build in a process of its own; returns its number."""
    child = os.fork()
    if child:
        return child
    if in_place:
        os.link = _no_links  # type: ignore[assignment]
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    os.dup2(devnull, 2)
    build_site(root)
    os._exit(0)


def _no_links(*_: object, **__: object) -> None:
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


def seconds_of(root: Path, *, in_place: bool) -> float:
    """How long a build after an edit takes."""
    turn(root)
    start = time.perf_counter()
    os.waitpid(begin_build(root, in_place=in_place), 0)
    return time.perf_counter() - start


def kill_builds(root: Path, times: int, rng: random.Random, *, in_place: bool) -> Counter[str]:
    """What became of so many builds."""
    os.environ["EDITION_PROCESSES"] = "1"
    sites = []
    for _ in range(2):
        seconds_of(root, in_place=in_place)
        sites.append(contents(root / "site"))
    takes = seconds_of(root, in_place=in_place)
    outcomes: Counter[str] = Counter()
    for _ in range(times):
        turn(root)
        child = begin_build(root, in_place=in_place)
        time.sleep(rng.random() * takes)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        outcomes["killed" if os.WIFSIGNALED(status) else "ended before"] += 1
        if in_place:
            recover(root / "site")
        site = contents(root / "site")
        outcomes["site as it was or as it is to be" if site in sites else "HALF A SITE"] += 1
    seconds_of(root, in_place=in_place)
    outcomes["next build whole" if contents(root / "site") in sites else "NEXT BUILD NOT WHOLE"] += 1
    return outcomes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for in_place in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(shutil.copytree(ROOT / "tests/sample", Path(folder) / "sample"))
            rng = random.Random(options.seed)
            start = time.perf_counter()
            outcomes = kill_builds(root, options.times, rng, in_place=in_place)
            way = "moved in place" if in_place else "exchanged"
            print(f"{way}: {options.times} builds, {time.perf_counter() - start:.0f} s")
            for outcome, count in sorted(outcomes.items()):
                print(f"{count:8d}  {outcome}")


if __name__ == "__main__":
    main()
