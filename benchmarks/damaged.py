"""What `damage.py` damages: files of every kind, small, each with the way in which the program reads it.

A `Victim` has files without fault and a function from them to what is told of them. The edition has a file of
every kind that an editor writes and was published twice; beside it stand what others bring: a corpus with its
map, a table, a bibliography, a recipe with its book, a word processor's file, templates, `CITATION.cff`.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from word_files import footnotes, note, p, r, word_file  # noqa: E402

from edition.anchors import publication  # noqa: E402
from edition.authoring.bibliographies import with_works, works_in  # noqa: E402
from edition.authoring.desk import Desk  # noqa: E402
from edition.authoring.tables import read_table, write_table  # noqa: E402
from edition.findings import Refused  # noqa: E402
from edition.findings.diagnostics import Diagnostic, Location, Severity, in_order  # noqa: E402
from edition.importer.run import decode, read_recipes  # noqa: E402
from edition.importer.source import read_source  # noqa: E402
from edition.importer.word import import_word  # noqa: E402
from edition.model import Source  # noqa: E402
from edition.paths import CONFIG_PATH, MAPS, OWN_TEMPLATES, RECIPES, TEMPLATES  # noqa: E402
from edition.pipeline import Result, assemble, telling_faults  # noqa: E402
from edition.render import assets, pages  # noqa: E402
from edition.render.site import Site  # noqa: E402
from edition.runs.publishing import faults_of_citation, publish_version  # noqa: E402
from edition.store.filing import write_together  # noqa: E402
from edition.store.memo import Memo  # noqa: E402
from edition.store.source_files import read_files  # noqa: E402

Files = Mapping[str, bytes]
SAMPLE, TINY, CORPORA = (ROOT / "tests" / name for name in ("sample", "tiny", "cases/corpora"))


@dataclass(frozen=True)
class Victim:
    """Files of one kind or several, how they are read, which of them are damaged (those that `damaged` says,
    with how often each is chosen), and whether their names may be."""

    name: str
    files: Files
    read: Callable[[Files], Sequence[Diagnostic]]
    damaged: Mapping[str, float]
    weight: float = 1.0
    named: bool = True


MORE = {
    "annotations/errata.yaml": """- id: erratum-lund
  part: Preface
  where: {work: work-herbarium, locator: Preface}
  says: Lund is in Norway.
  correct: Lund is in Sweden.
  evidence: General knowledge.
  certainty: certain
  concerns: [person-holm]
""",
    "annotations/requests.yaml": """- id: L1.r1
  summary: s1
  text: p1
  by: [person-holm]
  to: [person-brandt]
  what: A microscope to be lent
  kind: loan
  about: [person-brandt]
  outcome: granted
  decision:
    date: 1901-05-09
    body: person-brandt
    what: He lends the glass.
  certainty: stated
  sources: [{work: work-herbarium, locator: p. 1}]
""",
    "annotations/routes.yaml": """- id: route-mosses
  title: "Mosses, 1901"
  essay: essay-mosses
  letters: [L1, L2]
  persons: [person-holm]
""",
    "annotations/exchange.yaml": """- letter: L1
  answered_by:
    - what: "A letter of Brandt’s, which is lost"
      known: printed
      sources: [{work: work-herbarium, locator: p. 3}]
""",
    "sources/start.md": "Two botanists wrote about mosses, among them [the first letter](#L1).\n\n"
    "## Where to begin\n\n[Letter 2](#L2) speaks of a boat.\n",
    "sources/texts/003.md": "---\nletter: L3\n---\n\n::: opener\n{.dateline}\nLund, in June\n\n"
    "Dear Nils,\n:::\n\nThe glass is ~~lost~~ found. I keep it in a [drawer].\n\n1) It is clean.\n\n"
    "2) It is whole.\n\n"
    "::: closer\nYours,\n\nAda\n:::\n",
    "templates/phrases/en.yaml": "Letters: Pieces\n"
    "\"{n} letter\": {one: \"{n} piece\", other: \"{n} pieces\"}\n",
    "sources/recipes/tiny.yaml": (TINY / "tiny.yaml").read_text("utf-8"),
}  # fmt: skip
CITATION = """cff-version: 1.2.0
title: Holm and Brandt
version: "1.0"
date-released: 2026-01-01
references:
  - type: book
    title: The Herbarium Letters
    year: 1980
"""
NOTE = "      The garden was closed from April to June 1901."
EDITS = {
    "annotations/notes/essay-mosses.yaml": ("n-first", "n-opening"),
    "annotations/notes/L1.yaml": (NOTE, f"{NOTE} The key was in the hands of Lindqvist."),
    "sources/essays/essay-mosses.md": (
        "[^first]",
        "[^opening] Lichens grow there too, and ferns beside them.",
    ),
}
AFTERWARDS = {
    "annotations/moved.yaml": "- {id: essay-mosses.n-first, to: essay-mosses.n-opening, reason: renamed}\n",
    "annotations/waivers.yaml": "waivers:\n  - code: R203\n    about: “Lindqvist”\n"
    "    file: annotations/notes/L1.yaml\n    reason: Nobody knows who this is.\n",
}
WORKS = """[
  {
    "id": "flora",
    "type": "book",
    "title": "Flora of Lund",
    "author": [{"family": "Ek", "given": "Ada"}],
    "issued": {"date-parts": [[1899, 5]]}
  },
  {
    "id": "fauna",
    "type": "article-journal",
    "title": "Fauna of Lund",
    "issued": {"raw": "1901"}
  }
]
"""


def published(folder: Path) -> dict[str, bytes]:
    """The files of the sample with one of every other kind, published twice in a folder."""
    root = Path(shutil.copytree(SAMPLE, folder / "sample"))
    for path, text in MORE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / "CITATION.cff").write_text(CITATION, "utf-8")
    _publish(root, "1.1", "2026-02-01")
    for path, (before, after) in EDITS.items():
        text = (root / path).read_text("utf-8")
        assert before in text, path
        (root / path).write_text(text.replace(before, after), "utf-8")
    for path, text in AFTERWARDS.items():
        (root / path).write_text(text, "utf-8")
    _publish(root, "1.2", "2026-03-01")
    citation = {publication.CITATION: (root / publication.CITATION).read_bytes()}
    return citation | {source.path: source.data for source in read_files(root)}


def _publish(root: Path, version: str, day: str) -> None:
    outcome = publish_version(root, version, day, f"Version {version}")
    assert outcome.files, [str(finding) for finding in outcome.diagnostics]
    write_together(root, outcome.files, "the version")


def sources_of(files: Files) -> list[Source]:
    return [Source(path, data) for path, data in sorted(files.items())]


# -- how each is read ---------------------------------------------------------------------------------


def victims(folder: Path) -> list[Victim]:
    """All of them; what must stand on disk is put into a folder that is theirs."""
    edition = published(folder)
    sample = {path: data for path, data in edition.items() if path != publication.CITATION}
    return [
        _edition(sample),
        _corpus(),
        _table(sample),
        _bibliography(folder / "sample"),
        _recipe(),
        _word(folder / "sample"),
        _templates(sample, folder / OWN_TEMPLATES),
        _citation(edition[publication.CITATION], folder / "sample"),
    ]


def _assembling(files: Files) -> Callable[[Files], Sequence[Diagnostic]]:
    memo = Memo()
    told = assemble(sources_of(files), memo).diagnostics
    assert not told, told

    @lru_cache(maxsize=8)  # they are seldom the ones that are damaged
    def faults_of(recipes: tuple[Source, ...]) -> Sequence[Diagnostic]:
        return read_recipes(recipes)[1]

    def read(damaged: Files) -> Sequence[Diagnostic]:
        sources = sources_of(damaged)
        told = faults_of(tuple(source for source in sources if source.path.startswith(f"{RECIPES}/")))
        return in_order([*assemble(sources, memo.following()).diagnostics, *told])

    return read


def _edition(files: Files) -> Victim:
    """Each kind of file, by its folder, as often as any other."""
    kinds = Counter(path.rpartition("/")[0] if "/" in path else path for path in files)
    damaged = {path: 1 / kinds[path.rpartition("/")[0]] ** 0.5 for path in files}
    return Victim("edition", files, _assembling(files), damaged, weight=10)


def _corpus() -> Victim:
    """Two letters in the manner of a corpus, with its register and the map."""
    own = {
        path.relative_to(CORPORA).as_posix(): path.read_bytes() for path in CORPORA.glob("escher/**/*.xml")
    }
    corpus_map = 'corpus: escher\nfiles: "briefe/*.xml"\nregisters:\n  persons: {files: escher/people.xml}\n'
    config = (SAMPLE / CONFIG_PATH).read_text("utf-8")
    config = "".join(line for line in config.splitlines(True) if not line.startswith("volume:"))
    files = own | {CONFIG_PATH: config.encode(), f"{MAPS}/escher.yaml": corpus_map.encode()}
    told = {str(finding) for finding in assemble(sources_of(files)).diagnostics}

    def read(damaged: Files) -> Sequence[Diagnostic]:
        found = assemble(sources_of(damaged), memo.following()).diagnostics
        # a file that no map names is not read from disk, and is here only because it was given
        found = [f for f in found if f.code != "D110" or not f.location.path.startswith("escher/")]
        return [finding for finding in found if str(finding) not in told]

    memo = Memo()
    assemble(sources_of(files), memo)
    return Victim("corpus", files, read, {path: 1.0 for path in files if path != CONFIG_PATH}, weight=2)


def _table(files: Files) -> Victim:
    """The metadata of all letters as a table, changed in every row."""
    sources = sources_of(files)
    text = write_table(sources).replace("letter", "note", 1)
    name = "letters.csv"

    def read(damaged: Files) -> Sequence[Diagnostic]:
        ((path, data),) = damaged.items()
        result = read_table(path, data, sources)
        changed = {s.path: s for s in sources} | {p: Source(p, t.encode()) for p, t in result.files.items()}
        assert not result.files or assemble(list(changed.values())).edition is not None or result.problems
        return result.problems

    return Victim(name, {name: text.encode()}, read, {name: 1.0}, weight=1, named=False)


def _bibliography(root: Path) -> Victim:
    name = "works.json"
    desk = Desk(root)

    def read(damaged: Files) -> Sequence[Diagnostic]:
        ((path, data),) = damaged.items()
        try:
            with_works(desk, works_in(path, data))
        except Refused as refusal:
            return [_said(path, str(refusal))]
        return []

    return Victim(name, {name: WORKS.encode()}, read, {name: 1.0}, weight=0.5, named=False)


def _said(path: str, words: str) -> Diagnostic:
    """What a command says instead of a finding, with the line that it names."""
    line = re.search(r"\bline (\d+)", words)
    return Diagnostic("", Severity.ERROR, words, Location(path, int(line[1]) if line else 0))


def _recipe() -> Victim:
    """A recipe with its book; what the reader of recipes and that of the book tell."""
    files = {name: (TINY / name).read_bytes() for name in ("tiny.yaml", "book.txt")}

    def read(damaged: Files) -> Sequence[Diagnostic]:
        told: list[Diagnostic] = []
        books = [(path, data) for path, data in damaged.items() if path.startswith("book")]
        recipes, told = read_recipes(Source(p, d) for p, d in damaged.items() if not p.startswith("book"))
        for recipe in recipes:
            for path, data in books:
                if decode(data, recipe) is not None:
                    told += read_source(data, path, recipe).problems
        return told

    return Victim("recipe", files, read, {"tiny.yaml": 1.0, "book.txt": 1.0}, weight=2, named=False)


def _word(root: Path) -> Victim:
    """A word processor’s file; pandoc is a process, so it comes seldom."""
    data = word_file(
        p(r("Lund, 9 May"), style="Date") + p(r("Dear Nils,"), style="Salutation")
        + p(r("The glass is "), r("here", 'u w:val="single"'), note(1), r("."))
        + p(r("Ada"), style="Signature"),
        footnotes=footnotes(p(r("By the boat "), r("Freja", "i"), r("."))),
    )  # fmt: skip

    def read(damaged: Files) -> Sequence[Diagnostic]:
        ((_, content),) = damaged.items()
        file = root.parent / "003.docx"
        file.write_bytes(content)
        return import_word(root, file, "L3", by="edition", dry_run=True, force=True).problems

    return Victim("003.docx", {"003.docx": data}, read, {"003.docx": 1.0}, weight=0.1, named=False)


def _templates(files: Files, own: Path) -> Victim:
    """Templates of the edition's own, each with the file that is made by it."""
    names = {"about.html.j2": "about/index.html", "css/margin.css.j2": "assets/css/margin.css"}
    result = assemble(sources_of(files))
    edition, config = result.edition, result.config
    assert edition is not None and config is not None
    both = {name: (TEMPLATES / name).read_bytes() for name in names}

    def read(damaged: Files) -> Sequence[Diagnostic]:
        for path, data in damaged.items():
            (own / path).parent.mkdir(parents=True, exist_ok=True)
            (own / path).write_bytes(data)
        told = Result()
        with telling_faults(told, own.parent):
            site = Site(edition, config, own)
            wanted = {names[path] for path in damaged if damaged[path] != both[path]}
            for job in [*pages.plan(site), *assets.plan(site)]:
                if job.path in wanted:
                    job.make()
        return [
            replace(f, location=replace(f.location, path=f.location.path.removeprefix(f"{OWN_TEMPLATES}/")))
            for f in told.diagnostics
        ]

    return Victim("templates", both, read, dict.fromkeys(names, 1.0), weight=0.5, named=False)


def _citation(data: bytes, root: Path) -> Victim:
    """The file for citing, which a publication writes into."""
    name = publication.CITATION

    def read(damaged: Files) -> Sequence[Diagnostic]:
        (content,) = damaged.values()
        faults = faults_of_citation(content)
        if not faults:
            publication.with_citation(content, "1.3", "2026-04-01")
        return faults

    return Victim(name, {name: data}, read, {name: 1.0}, weight=0.5, named=False)
