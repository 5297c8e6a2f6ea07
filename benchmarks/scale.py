"""What an edition costs as it grows: built from nothing, after one edit of each kind, with nothing changed,
and in `serve` from saving a letter to its page with the new word.

    python benchmarks/scale.py 86 1000 10000     corpora of so many letters (`corpus.py`)
    python benchmarks/scale.py 1000 --peers      beside Hugo, MkDocs and Pelican on the same corpus
    python benchmarks/scale.py --edition .       an edition as it stands, with what is imported there

All but the last are whole processes; “from nothing” means no site and no `.cache/`. Everything is done in a
temporary folder. Prints seconds (of several runs the median and the range), CPU seconds and the peak of the
memory of all processes together; for the site its files, bytes, and what is largest.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

from corpus import Corpus, write_edition
from lxml import html
from processes import Measured, MemoryWatch, cpu_of, measure

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from edition.lookup.addresses import address  # noqa: E402
from edition.paths import IMPORTED_TEXTS, LETTERS, NOTES, OWN_TEMPLATES, TEMPLATES, TEXTS  # noqa: E402
from edition.serve.http import OWN  # noqa: E402

COMMAND = [sys.executable, str(HERE / "build.py")]
FOLDERS = ("sources", "annotations", "docs")  # of an edition
TEMPLATE = f"{OWN_TEMPLATES}/letter.html.j2"
PATIENCE = 900.0  # seconds to wait at most
REST, IDLE = 7, 0.05  # so many seconds with less of the CPU than this mean that the server rests
SERVED = 3  # edits while the server runs

NUMBER = re.compile(rb"desk\.js\?at=(\d+)")  # of the build that a page was made by
PARAGRAPH = "//*[starts-with(@id, 'p') or starts-with(@id, 's')][contains(., $word)]"

Step = tuple[str, Measured]


def insert_word(path: Path, word: str) -> None:
    """Put a word behind a sentence in the middle of the longest line of a file."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    place = max(range(len(lines)), key=lambda number: len(lines[number]))
    middle = lines[place].find(". ", len(lines[place]) // 3)
    cut = middle + 2 if middle > 0 else lines[place].index(" ", len(lines[place]) // 2) + 1
    lines[place] = f"{lines[place][:cut]}{word} {lines[place][cut:]}"
    path.write_text("".join(lines), "utf-8")


def middle_text(root: Path) -> Path:
    """The text of a letter in the middle; where there are no texts, its summary."""
    folders = (sorted((root / name).glob("*.md")) for name in (IMPORTED_TEXTS, TEXTS, LETTERS))
    texts = next(files for files in folders if files)
    return texts[len(texts) // 2]


def edits(root: Path, number: int) -> Mapping[str, Callable[[], None]]:
    """One edit of each kind, another one each time."""
    word, notes = f"edited{number}", sorted((root / NOTES).glob("*.yaml"))
    template = root / TEMPLATE
    found = {
        "a word in a text": lambda: insert_word(middle_text(root), word),
        "a word in a note": lambda: insert_word(notes[len(notes) // 2], word),
        "a register entry": lambda: insert_word(root / "annotations/persons.yaml", word),
        "a template": lambda: _append(template, f"<!-- {word} -->"),
    }
    return found if notes else {name: edit for name, edit in found.items() if "note" not in name}


def _append(template: Path, text: str) -> None:
    """Put something at the end of the template's last block."""
    before, last, after = template.read_text("utf-8").rpartition("{% endblock")
    template.write_text(f"{before}{text}{last}{after}", "utf-8")


def steps(root: Path, runs: int) -> Iterator[Step]:
    """What is measured of whole processes."""
    for number in range(runs):
        shutil.rmtree(root / "site", ignore_errors=True)
        shutil.rmtree(root / ".cache", ignore_errors=True)
        yield "from nothing", build(root)
        yield "nothing changed", build(root)
        for name, edit in edits(root, number).items():
            edit()
            yield name, build(root)


def build(root: Path) -> Measured:
    return measure([*COMMAND, "build", "--root", str(root)], root)


def serving(root: Path) -> Iterator[Step]:
    """Edits while the server runs: what passes from saving to the page with the new word at its paragraph.
    CPU is that of the whole edit, until the server rests."""
    text = middle_text(root)
    with _server(root) as server:
        assert server.stderr is not None
        line = next((line for line in server.stderr if "http" in line), "")
        found = re.search(r"http://\S+/", line)
        if found is None:
            raise RuntimeError(f"the server does not say where it is: {line}")
        watch = MemoryWatch(server.pid)
        wait_until_at_rest(server.pid)
        for number in range(SERVED):
            before, word = cpu_of(server.pid), f"served{number}"
            seconds = _seconds_until_shown(found[0], _page_of(text), partial(insert_word, text, word), word)
            wait_until_at_rest(server.pid)
            yield "served: a word in a text", Measured(seconds, cpu_of(server.pid) - before, watch.peak)
        watch.stop()
        server.terminate()


def _server(root: Path) -> subprocess.Popen[str]:
    command = [*COMMAND, "serve", "--port", "0", "--root", str(root)]
    return subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def _page_of(text: Path) -> str:
    """The address of the letter in a file."""
    found = re.search(r"^(?:letter|id): *(\S+)", text.read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return address(found[1])


def _seconds_until_shown(server: str, page: str, edit: Callable[[], None], word: str) -> float:
    """What passes, as for a browser that shows a page, from an edit to the page with a word in one of its
    paragraphs: the server says that the page is stale, and it is loaded again. Raises RuntimeError when the
    word is not there then."""
    with urlopen(server + page) as answer:
        shown = NUMBER.search(answer.read())
    query = urlencode({"page": f"/{page}", "at": shown[1].decode() if shown else ""})
    with urlopen(f"{server}{OWN.lstrip('/')}events?{query}", timeout=PATIENCE) as events:
        edit()
        start = time.perf_counter()
        next(line for line in events if line.startswith(b"data:") and json.loads(line[5:])["stale"])
    with urlopen(server + page) as answer:
        data = answer.read()
    seconds = time.perf_counter() - start
    if not html.fromstring(data).xpath(PARAGRAPH, word=word):
        raise RuntimeError(f"{word} does not appear in {page}")
    return seconds


def wait_until_at_rest(process: int) -> None:
    """Return when a process and its children have done next to nothing for a while. Raises TimeoutError."""
    deadline, looks = time.monotonic() + PATIENCE, [-1.0]
    while time.monotonic() < deadline:
        looks.append(cpu_of(process))
        if len(looks) > REST and looks[-1] - looks[-REST] < IDLE * REST:
            return
        time.sleep(1)
    raise TimeoutError("the server does not come to rest")


def prepare(source: Path | None, size: int, root: Path) -> None:
    """The edition to be measured: a copy, or a corpus."""
    if source is None:
        write_edition(Corpus(size), root)
    else:
        own = () if source == HERE else (OWN_TEMPLATES,)  # those of this repository are the engine's
        for name in (*FOLDERS, *own):
            if (source / name).is_dir():
                shutil.copytree(source / name, root / name)
    if not (root / TEMPLATE).exists():
        (root / TEMPLATE).parent.mkdir(exist_ok=True)
        shutil.copy(TEMPLATES / "letter.html.j2", root / TEMPLATE)


def describe_site(site: Path) -> Iterator[str]:
    """Its files and bytes, in all and by kind, and the largest."""
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in _files(site)}
    yield f"{len(sizes)} files, {sum(sizes.values()) / 1e6:.1f} MB"
    kinds: Counter[str] = Counter(_kind(name) for name in sizes)
    yield "of these " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(8))
    largest = sorted(sizes.items(), key=lambda item: -item[1])[:12]
    yield "largest: " + ", ".join(f"{name} {size / 1000:.0f} kB" for name, size in largest)


def _files(site: Path) -> Iterator[Path]:
    return (path for path in site.rglob("*") if path.is_file())


def _kind(name: str) -> str:
    return "of the search" if name.startswith(("search/", "pagefind/")) else Path(name).suffix or name


def show(measured: Sequence[Step]) -> None:
    """A line for each step."""
    by_step: dict[str, list[Measured]] = defaultdict(list)
    for step, each in measured:
        by_step[step].append(each)
    for step, runs in by_step.items():
        times = [run.seconds for run in runs]
        spread = f"({min(times):.2f}–{max(times):.2f})" if len(times) > 1 else ""
        cpu = statistics.median(run.cpu for run in runs)
        memory = max(run.memory for run in runs) / 1e6
        print(f"  {step:28}{statistics.median(times):8.2f} s {spread:16}{cpu:8.2f} s CPU{memory:8.0f} MB")


def run(source: Path | None, size: int, folder: Path, options: argparse.Namespace) -> None:
    """Measure one edition, and show what was measured."""
    prepare(source, size, folder / "edition")
    print(f"\n{source or f'{size} letters'}", flush=True)
    measured = list(steps(folder / "edition", options.runs))
    show(measured)
    for line in describe_site(folder / "edition" / "site"):
        print(f"  {line}", flush=True)
    if not options.no_serve:
        show(list(serving(folder / "edition")))
    if options.peers and source is None:
        from peers import time_peers

        show([(f"{peer}: {step}", each) for peer, step, each in time_peers(size, folder, options.runs)])


def main() -> None:
    told = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=told)
    parser.add_argument("sizes", type=int, nargs="*", metavar="N", help="how many letters")
    parser.add_argument("--edition", type=Path, help="measure a copy of this edition")
    parser.add_argument("--peers", action="store_true", help="measure Hugo, MkDocs and Pelican too")
    parser.add_argument("--runs", type=int, default=1, help="how often (1)")
    parser.add_argument("--no-serve", action="store_true", help="leave the server out")
    parser.add_argument("--keep", type=Path, help="work in this folder, and leave there what was made")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {time.strftime('%d %B %Y')}")
    editions = [(None, size) for size in options.sizes]
    if options.edition:
        editions.append((options.edition.resolve(), 0))
    for source, size in editions:
        with tempfile.TemporaryDirectory() as temporary:
            folder = options.keep / str(size) if options.keep else Path(temporary)
            run(source, size, folder.resolve(), options)


if __name__ == "__main__":
    main()
