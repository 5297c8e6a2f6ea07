"""How long a build takes: from nothing, after one edit of each kind, with nothing changed; and in `serve`.

    python benchmarks/build_times.py [ROOT] [RUNS]

All but the last are whole processes. “From nothing” means no site and no `.cache/`. In `serve` the program
is running, remembers what it has read, and leaves what is made of all texts for later. The edition is copied
to a temporary folder first; what is imported in ROOT is built too. Prints minimum, median and maximum in
seconds.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))


def timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def edits(root: Path, number: int) -> dict[str, Callable[[], None]]:
    """One edit of each kind, another one each time."""
    letters = sorted((root / "sources/letters").glob("*.md"))
    letter = letters[len(letters) // 2]
    entries, style = root / "annotations/glossary.yaml", root / "templates/css/book.css"

    def append(path: Path, words: str) -> None:
        path.write_text(path.read_text("utf-8").rstrip() + f" {words}\n", "utf-8")

    def explain() -> None:
        text = entries.read_text("utf-8")
        entries.write_text(re.sub(r"(\n  summary: [^\n]*)\.\n", rf"\1 ({number}).\n", text, count=1), "utf-8")

    return {
        "a sentence in a letter": lambda: append(letter, f"This is sentence {number}."),
        "a register entry": explain,
        "a style sheet": lambda: append(style, f"/* {number} */"),
    }


def main() -> None:
    from edition.runs.building import build_site
    from edition.store.memo import Memo

    root = Path(sys.argv[1] if len(sys.argv) > 1 else HERE).resolve()
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    times: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("sources", "annotations", "docs"):
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name)
        shutil.copytree(HERE / "templates", copy / "templates")
        command = [sys.executable, str(HERE / "build.py"), "build", "--root", str(copy)]

        def build() -> None:
            subprocess.run(command, check=True, capture_output=True)

        memo = Memo()
        for number in range(runs):
            shutil.rmtree(copy / "site", ignore_errors=True)
            shutil.rmtree(copy / ".cache", ignore_errors=True)
            times["from nothing"].append(timed(build))
            times["nothing changed"].append(timed(build))
            for name, edit in edits(copy, number).items():
                edit()
                times[name].append(timed(build))
            memo = Memo(memo.used)
            build_site(copy, memo=memo)  # as `serve` has done before the first edit
            for name, edit in edits(copy, number + runs).items():
                edit()
                memo = Memo(memo.used)
                run = lambda memo=memo: build_site(copy, memo=memo, whole=False)  # noqa: E731
                times[f"{name}, in serve"].append(timed(run))
    for name, found in times.items():
        print(f"{name}: min {min(found):.2f} median {statistics.median(found):.2f} max {max(found):.2f} s")


if __name__ == "__main__":
    main()
