"""Random damage to files of every kind: is it told, at its line, and never by a traceback?

    python benchmarks/damage.py --times 10000

Each time one file of those in `damaged.py` is damaged: its bytes, its lines, its structure, a value and its
type, its size, its name. It is read and checked as the program does it.

Which lines are damaged follows from both texts: those that differ; where only something was taken out, the
two between which it stood. A message names the damage when it is among those that a terminal shows and gives
a damaged line of that file. Messages about damage to names, and to files without lines (archives, a word
processor's), are counted apart. What nothing is told of is other content, and no damage: another word, a
line less that need not be there. So is what makes an entry one that nothing names any more (R201, R202).
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from damaged import Victim, victims  # noqa: E402

from edition.findings.diagnostics import Diagnostic, most_telling  # noqa: E402

VALUES = (
    "", "~", "[]", "{}", "[a, [b]]", "{author: Smith}", "0", "-1", "9" * 21, "9" * 5000,
    "1e400", "true", "::", "é" * 300,
    "0007-01-01", "0000", "9783-03-14", "1901/9999", "../..", "'", '"', "&a", "*a",
    "L1", "L999999", "person-brandt", "x" * 5000, "\u202e", "\u0000", "a\tb", "|", ">", "- - - x", "? x", "%",
    "1901-02-31", "!!python/x y", "<b>", "]]>", "{#p1}", "[^n]", "{{ x }}", "1901-05~", "1901-05-03/..", "#",
)  # fmt: skip
LINES = (
    "---", "{#p1}", "{.salute}", "::: opener", ":::", "> > > x", "| a | b |", "## x", "#", "[^a]", "<p>",
    "[a]{ref=person-holm}", "    x", "\tx", "[x](#L1.p1)", "1) x", "***",
    "x:", ": x", "x: [", "x: {a: b", "<<: x",
)  # fmt: skip


XML = ("<", "</p>", "<p>", "<hi>", "&x;", "<!--", "]]>", "<![CDATA[", ' xml:id="x"', "<TEI/>", "<?x ?>")
WITHOUT_LINES = (".zip", ".docx")
PATIENCE = 10  # seconds
NOT_NAMED = frozenset({"R201", "R202"})
NAMES = (
    "x-{}",
    "{}.yaml",
    "L1.yaml",
    "001.md",
    "ſ.md",
    "0.md",
    "99999999.md",
    "a b.md",
    "é.yaml",
    "{}~",
    "1.xml",
    "CON",
)


@dataclass
class Outcome:
    """What was said of many damages: how often each, and what made the program fail."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def share(self) -> float:
        """Of the messages about files with lines those that name the damaged line."""
        named, others = self.counts["told at its line"], self.counts["told elsewhere"]
        return named / max(1, named + others)


# -- damaging -----------------------------------------------------------------------------------------


def _in_lines(text: str, rng: random.Random) -> tuple[str, str]:
    """One line damaged, and how."""
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    kind = rng.choice(
        "drop double swap cut value value value line key indent xml deep long type number".split()
    )
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
    elif kind == "xml":
        place = rng.randint(0, len(line))
        lines[at] = line[:place] + rng.choice(XML) + line[place:]
    elif kind == "deep":
        lines[at] = line + rng.choice(["[", "{a: ", "- ", "> ", "<p>", "*("]) * rng.choice([3, 60, 1000])
    elif kind == "long":
        lines[at] = line * rng.choice([2, 300])
    elif kind == "number":
        lines[at] = re.sub(
            r"\d+", rng.choice(["0", "99999", "9" * 5000, "²", "٣", "-1", "1.5"]), line, count=1
        )
    elif kind == "type":
        lines[at] = re.sub(
            r": (.+)$", rng.choice([r": [\1]", r": {a: \1}", r": [{\1: b}]", ": 1"]), line, count=1
        )
    else:
        lines[at] = re.sub(r"(: ?).*", lambda m: f": {rng.choice(VALUES)}", line, count=1)
    return "\n".join(lines), kind


def _in_bytes(data: bytes, rng: random.Random) -> tuple[bytes, str]:
    at = rng.randrange(len(data)) if data else 0
    piece = bytes(rng.randrange(256) for _ in range(rng.randint(1, 4)))
    kind = rng.choice(["flip", "insert", "cut", "control"])
    if kind == "cut":
        return data[:at], "cut off"
    if kind == "control":
        signs = (b"\x00", b"\x0b", b"\xef\xbb\xbf", b"\r", b"\xe2\x80\xa8", b"\xed\xa0\x80", b"\t")
        piece = rng.choice(signs)
    return data[:at] + piece + data[at + (kind == "flip") :], "bytes"


@dataclass(frozen=True)
class Damaged:
    """The files of a victim, one of them damaged: its path, the damaged lines (none where there are none),
    and what was done."""

    files: Mapping[str, bytes]
    path: str
    lines: range
    kind: str


def damage(victim: Victim, rng: random.Random) -> Damaged:
    """Damage one file of a victim."""
    path = rng.choices(list(victim.damaged), list(victim.damaged.values()))[0]
    data, files = victim.files[path], dict(victim.files)
    kind = rng.choice(["lines"] * 6 + ["bytes"] * 2 + ["name", "twice"])
    if kind in {"name", "twice"} and victim.named:
        folder, _, name = path.rpartition("/")
        if kind == "name":
            del files[path]
        files[f"{folder}/{rng.choice(NAMES).format(name)}".lstrip("/")] = data
        return Damaged(files, path, range(0), "name")
    if kind == "bytes" or path.endswith(WITHOUT_LINES):
        files[path], kind = _in_bytes(data, rng)
    else:
        text, kind = _in_lines(data.decode("utf-8", "surrogateescape"), rng)
        files[path] = text.encode("utf-8", "surrogateescape")
    lines = range(0) if path.endswith(WITHOUT_LINES) else damaged_lines(data, files[path])
    return Damaged(files, path, lines, kind)


def damaged_lines(before: bytes, after: bytes) -> range:
    """Which lines of a damaged text are damaged: those that are new or others; where some are gone or empty,
    the one before and the one behind too; where one was doubled, both."""
    old, new = before.split(b"\n"), after.split(b"\n")
    same = next(
        (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    behind = next(
        (at for at, (a, b) in enumerate(zip(old[same:][::-1], new[same:][::-1], strict=False)) if a != b),
        min(len(old), len(new)) - same,
    )
    first, last = same, len(new) - behind  # from 0
    if not b"".join(new[first:last]).strip():  # something is gone
        return range(max(1, first), min(last + 1, len(new)) + 1)
    doubled = first and new[first:last] == new[first - 1 : last - 1]
    return range(first + (0 if doubled else 1), last + 1)


# -- judging ------------------------------------------------------------------------------------------


def run(times: int, seed: int, only: Sequence[str] = (), first: int = 0, minutes: float = 0) -> Outcome:
    """Damage the victims (those named, or all) so many times, or for so long."""
    outcome, began = Outcome(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        every = [victim for victim in victims(Path(folder)) if not only or victim.name in only]
        weights = [victim.weight for victim in every]
        gc.freeze()  # what was read without fault stays, and need not be walked through each time
        for number in range(first, first + times):
            rng = random.Random(f"{seed}.{number}")
            _try_one(rng.choices(every, weights)[0], rng, f"{seed}.{number}", outcome)
            if minutes and time.monotonic() - began > 60 * minutes:
                break
    return outcome


def _try_one(victim: Victim, rng: random.Random, number: str, outcome: Outcome) -> None:
    damaged = next(d for d in iter(lambda: damage(victim, rng), None) if d.files != victim.files)
    outcome.counts["damages"] += 1
    try:
        with _patience():
            told = victim.read(damaged.files)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        place = next((f for f in reversed(frames) if "/edition/" in f.filename), frames[-1])
        key = f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
        outcome.counts["FAILED"] += 1
        outcome.failures.setdefault(key, f"{number} {victim.name} {damaged.path} {str(error)[:200]}")
        return
    what = _judged(damaged, told)
    outcome.counts[what] += 1
    outcome.kinds[(damaged.path, damaged.kind, what)] += 1
    if what == "told elsewhere":
        line = damaged.files[damaged.path].split(b"\n")[damaged.lines[-1] - 1][:80] if damaged.lines else b""
        lines = f"{damaged.lines[0]}-{damaged.lines[-1]}" if damaged.lines else "?"
        shown = next((t for t in told if t.code not in NOT_NAMED), told[0])
        place = f"{number} {damaged.kind} {damaged.path}:{lines}"
        outcome.elsewhere.append(f"{place} {line!r}\n        {str(shown)[:250]}")
    if what == "other content":
        outcome.silent.append(f"{number} {damaged.path}:{damaged.lines} {damaged.kind}")


@contextmanager
def _patience() -> Iterator[None]:
    """Within this context what computes for too long is a TimeoutError, whatever else the machine does."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {PATIENCE} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _judged(damaged: Damaged, told: Sequence[Diagnostic]) -> str:
    shown = [each.finding for each in most_telling(told) if each.finding.code not in NOT_NAMED]
    if not shown:
        return "other content"
    if damaged.kind == "name":
        return "a name told"
    if damaged.path.endswith(WITHOUT_LINES):
        return "told of a file without lines"
    here = {d.location.line for d in shown if d.location.path == damaged.path}
    return "told at its line" if here & set(damaged.lines) else "told elsewhere"


def print_missed(outcome: Outcome, place: int) -> None:
    """How many were told elsewhere, of how many told, by file (0) or by damage (1)."""
    told: dict[str, Counter[str]] = {}
    for key, count in outcome.kinds.items():
        told.setdefault(key[place], Counter())[key[2]] += count
    missed = {name: counts["told elsewhere"] for name, counts in told.items()}
    for name in sorted(missed, key=lambda name: -missed[name]):
        print(f"{missed[name]:8d} of {missed[name] + told[name]['told at its line']:6d}  {name}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="begin with this one")
    parser.add_argument("--minutes", type=float, default=0, help="end after so many")
    parser.add_argument("--only", action="append", default=[], help="this victim alone")
    parser.add_argument("--show", type=int, default=0, help="show so many of those told elsewhere")
    parser.add_argument("--kinds", action="store_true", help="count what was missed by file and by damage")
    options = parser.parse_args()
    start = time.perf_counter()
    outcome = run(options.times, options.seed, options.only, options.first, options.minutes)
    print(f"seed {options.seed}, {outcome.counts['damages']} damages, {time.perf_counter() - start:.0f} s")
    for name, count in outcome.counts.most_common():
        print(f"{count:8d}  {name}")
    print(f"{outcome.share():8.1%}  of messages about files with lines name the damaged line")
    for key, example in outcome.failures.items():
        print(f"{key}: {example}")
    if options.kinds:
        for place in (0, 1):
            print_missed(outcome, place)
    for line in outcome.elsewhere[: options.show]:
        print(line)


if __name__ == "__main__":
    main()
