"""Random damage to the files of an edition: is it told, at its line, and never by a traceback?

    python benchmarks/damage.py --times 10000

Each time one file of the edition in `tests/sample` is damaged: its bytes, its lines, its structure, a value
of its metadata, its name. The edition is read and checked, and rendered where nothing is found.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from edition.model import Source  # noqa: E402
from edition.pipeline import Result, assemble  # noqa: E402
from edition.render import plan  # noqa: E402
from edition.render.site import Site  # noqa: E402
from edition.store.memo import Memo  # noqa: E402
from edition.store.source_files import read_files  # noqa: E402

VALUES = (
    "", "~", "[]", "{}", "[a, [b]]", "{author: Smith}", "0", "-1", "9" * 21, "1e400", "true", "::", "é" * 300,
    "0007-01-01", "0000", "9783-03-14", "1901/9999", "../..", "'", '"', "&a", "*a",
    "L1", "L999999", "person-brandt", "x" * 5000, "\u202e", "\u0000", "a\tb", "|", ">", "- - - x", "? x", "%",
    "1901-02-31", "!!python/x y", "<b>", "]]>", "{#p1}", "[^n]", "{{ x }}", "1901-05~", "1901-05-03/..", "#",
)  # fmt: skip
LINES = (
    "---", "{#p1}", "{.salute}", "::: opener", ":::", "> > > x", "| a | b |", "## x", "#", "[^a]", "<p>",
    "[a]{ref=person-holm}", "    x", "\tx", "[x](#L1.p1)", "1) x", "***",
    "x:", ": x", "x: [", "x: {a: b", "<<: x",
)  # fmt: skip


@dataclass
class Outcome:
    """What was said of many damages: how often each, and what made the program fail."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)


def _lines(text: str, rng: random.Random) -> tuple[str, int]:
    """One line damaged; the number of the line (from 1)."""
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    kind = rng.choice("drop double swap cut value value value line key indent".split())
    line = lines[at]
    if kind == "drop":
        del lines[at]
    elif kind == "double":
        lines.insert(at, line)
    elif kind == "swap" and at:
        lines[at - 1], lines[at] = lines[at], lines[at - 1]
    elif kind == "cut":
        lines[at] = line[: rng.randint(0, len(line))]
    elif kind == "line":
        lines.insert(at, rng.choice(LINES))
    elif kind == "indent":
        lines[at] = " " * rng.randint(1, 4) + line
    elif kind == "key":
        lines[at] = re.sub(r"[\w-]+:", f"{rng.choice(VALUES)[:20]}:", line, count=1)
    else:
        lines[at] = re.sub(r"(: ?).*", lambda m: f": {rng.choice(VALUES)}", line, count=1)
    return "\n".join(lines), at + 1


def _bytes(data: bytes, rng: random.Random) -> tuple[bytes, int]:
    at = rng.randrange(len(data)) if data else 0
    piece = bytes(rng.randrange(256) for _ in range(rng.randint(1, 4)))
    kind = rng.choice(["flip", "insert", "cut", "control"])
    line = data[:at].count(b"\n") + 1
    if kind == "cut":
        return data[:at], line
    if kind == "control":
        piece = rng.choice(
            [b"\x00", b"\x0b", b"\xef\xbb\xbf", b"\r", b"\xe2\x80\xa8", b"\xed\xa0\x80", b"\t"]
        )
    return data[:at] + piece + data[at + (kind == "flip") :], line


def damage(sources: list[Source], rng: random.Random) -> tuple[list[Source], str, int]:
    """The sources with one of them damaged, its path, and the line."""
    at = rng.randrange(len(sources))
    source = sources[at]
    kind = rng.choice(["lines", "lines", "lines", "bytes", "name", "twice"])
    if kind == "lines":
        text, line = _lines(source.data.decode("utf-8", "surrogateescape"), rng)
        new = [Source(source.path, text.encode("utf-8", "surrogateescape"))]
    elif kind == "bytes":
        data, line = _bytes(source.data, rng)
        new = [Source(source.path, data)]
    else:
        folder, _, name = source.path.rpartition("/")
        names = [
            f"x-{name}",
            name.upper(),
            f"{name}.yaml",
            "L1.yaml",
            "001.md",
            "ſ.md",
            "0.md",
            "99999999.md",
        ]
        other = Source(f"{folder}/{rng.choice(names)}", source.data)
        new, line = ([source, other] if kind == "twice" else [other]), 0
    rest = [s for s in sources if s.path not in {s.path for s in new}]
    return sorted([*(s for s in rest if s is not source), *new], key=lambda s: s.path), source.path, line


def run(times: int, seed: int, render: float = 0.1, root: Path = ROOT / "tests/sample") -> Outcome:
    """Damage an edition many times; `render` is the share of the unharmed results that is rendered."""
    sources, outcome = read_files(root), Outcome()
    memo = Memo()
    assemble(sources, memo)
    for number in range(times):
        rng = random.Random(f"{seed}.{number}")
        damaged, path, line = damage(sources, rng)
        start = time.perf_counter()
        try:
            result = assemble(damaged, Memo(memo.used))
            if not result.failed and rng.random() < render:
                _render(result)
                outcome.counts["rendered"] += 1
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            key = f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno}"
            outcome.counts["failed"] += 1
            outcome.failures.setdefault(key, f"{seed}.{number} {path}:{line} {str(error)[:200]}")
            continue
        if time.perf_counter() - start > 5:
            outcome.failures.setdefault(f"slow: {path}", f"{seed}.{number}")
        _judge(result, path, line, outcome)
    return outcome


def _judge(result: Result, path: str, line: int, outcome: Outcome) -> None:
    errors = [finding for finding in result.diagnostics if finding.code != "R202"]
    if not errors:
        outcome.counts["nothing to tell"] += 1
    elif not line:
        outcome.counts["told"] += 1
    elif any(d.location.path == path and abs(d.location.line - line) <= 1 for d in errors):
        outcome.counts["told at its line"] += 1
    else:
        outcome.counts["told elsewhere"] += 1
        outcome.elsewhere.append(f"{path}:{line}: {errors[0]}")


def _render(result: Result) -> None:
    assert result.edition is not None and result.config is not None
    for job in plan(Site(result.edition, result.config, Path("no-templates"))):
        job.make()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--render", type=float, default=0.1)
    parser.add_argument("--show", type=int, default=0, help="show so many of those told elsewhere")
    options = parser.parse_args()
    start = time.perf_counter()
    outcome = run(options.times, options.seed, options.render)
    print(f"{options.times} damages, {time.perf_counter() - start:.0f} s")
    for name, count in outcome.counts.most_common():
        print(f"{count:8d}  {name}")
    for key, example in outcome.failures.items():
        print(f"{key}: {example}")
    for line in outcome.elsewhere[: options.show]:
        print(line)


if __name__ == "__main__":
    main()
