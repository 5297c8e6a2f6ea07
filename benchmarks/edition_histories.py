"""Random histories of an edition: do its published addresses lead to their words, and is every doubt told?

    python benchmarks/edition_histories.py --histories 200

Each history is a small edition in a folder, checked and published as an editor would do it: essays are
edited as in `anchor_histories`, given other ids, written anew; passages move from one to another; two
branches publish and are merged; the registry of addresses is deleted, cut and damaged. What the program
asks is answered as its hint says, literally, by an editor who knows where the words are. Every word carries
the ids under which it was published, so that it is known where the largest part of each cited passage
stands.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from anchor_histories import GREETINGS, Tally, measure, paragraphs  # noqa: E402

from edition.anchors.agreement import disagreements  # noqa: E402
from edition.anchors.fingerprint import bag_of, read_fingerprint  # noqa: E402
from edition.findings.diagnostics import Diagnostic, Severity  # noqa: E402
from edition.model import Edition  # noqa: E402
from edition.paths import ANCHORS_PATH, CHANGES_PATH, MOVED_PATH, RELEASES  # noqa: E402
from edition.pipeline import assemble  # noqa: E402
from edition.runs.publishing import publish_version  # noqa: E402
from edition.store.filing import write_together  # noqa: E402
from edition.store.source_files import read_files  # noqa: E402
from edition.tei.units import aliases_in, units_in  # noqa: E402

DAY = "2027-01-02"
ROUNDS = 6  # of questions and answers before a publication
PLAIN = re.compile(r"[^\W\d_]+(?:[’-][^\W\d_]+)*[,.;:?!]?")
CONFIG = """title: Lamps
publisher: A press
url: https://example.org/lamps/
version: "0"
date: 2027-01-01
licence: https://creativecommons.org/licenses/by/4.0/
licence_text: Invented.
editor: An editor
about: Essays that are edited at random.
responsible:
  edition: {name: The editors, role: Everything, label: this edition}
editorial: [Invented.]
kinds: [letter]
"""


@dataclass
class Passage:
    """A paragraph: its words, each with the ids under which it was published, and the ids pinned to it."""

    words: list[tuple[str, frozenset[str]]]
    pins: list[str] = field(default_factory=list)

    def text(self) -> str:
        return "".join(f"{{#{pin}}}\n" for pin in self.pins) + " ".join(word for word, _ in self.words)


@dataclass
class Desk:
    """An edition in the hands of its editor: the folder, its texts by document, the rows of `moved.yaml`."""

    root: Path
    texts: dict[str, list[Passage]]
    rows: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)

    def write(self) -> None:
        folder = self.root / "sources/essays"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, passages in self.texts.items():
            head = f"---\nid: {name}\ntitle: {name[6:].title()}\nkind: essay\nsummary: An essay.\n---\n\n"
            (folder / f"{name}.md").write_text(head + "\n\n".join(p.text() for p in passages) + "\n", "utf-8")
        if self.rows:
            (self.root / MOVED_PATH).write_text("".join(f"{row}\n" for row in self.rows), "utf-8")

    def passage_at(self, name: str, line: int) -> Passage:
        """The passage whose words stand on a line of a document's file."""
        at = 8
        for passage in self.texts[name]:
            at += len(passage.pins)
            if at >= line:
                return passage
            at += 2
        return self.texts[name][-1]

    def all_passages(self) -> list[Passage]:
        return [passage for text in self.texts.values() for passage in text]

    def holders(self, xml_id: str) -> dict[int, int]:
        """By identity of a passage how many words it has that were published under an id."""
        counts = {id(p): sum(xml_id in ids for _, ids in p.words) for p in self.all_passages()}
        return {key: count for key, count in counts.items() if count}


# -- edits --------------------------------------------------------------------------------------------


class Editor:
    """Who changes texts at random, and answers what is asked."""

    def __init__(self, rng: random.Random, tally: Tally) -> None:
        self.rng, self.tally = rng, tally
        self.pool = [[w for w in words if PLAIN.fullmatch(w)] for words in paragraphs()]
        self.pool = [words for words in self.pool if len(words) >= 12]
        rng.shuffle(self.pool)
        self.vocabulary = sorted({word for words in self.pool for word in words})
        self.removed: list[tuple[list[Passage], Passage]] = []  # from which text
        self.edits: list[Callable[[Desk, list[Passage]], None]] = [
            self.insert, self.delete, self.split, self.join, self.shift, self.reword, self.reword, self.slip,
            self.slip, self.copy, self.put_back, self.greet, self.move_away,
        ]  # fmt: skip

    def fresh(self) -> Passage:
        return Passage([(word, frozenset()) for word in self.pool.pop()])

    def desk(self, root: Path) -> Desk:
        (root / "sources").mkdir(parents=True)
        (root / "annotations").mkdir()
        (root / "sources/edition.yaml").write_text(CONFIG, "utf-8")
        names = [f"essay-{name}" for name in ("wick", "glass", "oil", "flame")]
        return Desk(root, {name: [self.fresh() for _ in range(self.rng.randint(2, 7))] for name in names})

    def change(self, desk: Desk, names: list[str]) -> None:
        """One to six changes of some of the documents."""
        for _ in range(self.rng.randint(1, 6)):
            self.rng.choice(self.edits)(desk, desk.texts[self.rng.choice(names)])

    def place(self, text: list[Passage]) -> int:
        return self.rng.randrange(len(text))

    def insert(self, desk: Desk, text: list[Passage]) -> None:
        text.insert(self.place(text), self.fresh())

    def delete(self, desk: Desk, text: list[Passage]) -> None:
        if len(text) > 2:
            self.removed.append((text, text.pop(self.place(text))))

    def split(self, desk: Desk, text: list[Passage]) -> None:
        at = self.place(text)
        words = text[at].words
        if len(words) >= 16:
            cut = self.rng.randint(6, len(words) - 6)
            text[at : at + 1] = [Passage(words[:cut], text[at].pins), Passage(words[cut:])]

    def join(self, desk: Desk, text: list[Passage]) -> None:
        at = self.place(text)
        if len(text) > 2 and at + 1 < len(text):
            one, two = text[at : at + 2]
            text[at : at + 2] = [Passage(one.words + two.words, one.pins + two.pins)]

    def shift(self, desk: Desk, text: list[Passage]) -> None:
        text.insert(self.place(text), text.pop(self.place(text)))

    def reword(self, desk: Desk, text: list[Passage]) -> None:
        words = text[self.place(text)].words
        for at in self.rng.sample(range(len(words)), self.rng.randint(1, max(1, len(words) // 3))):
            words[at] = (self.rng.choice(self.vocabulary), frozenset())

    def slip(self, desk: Desk, text: list[Passage]) -> None:
        words = text[self.place(text)].words
        at = self.rng.randrange(len(words))
        word, ids = words[at]
        words[at] = (word[:-1] + self.rng.choice("abcdefghij"), ids)

    def copy(self, desk: Desk, text: list[Passage]) -> None:
        text.insert(self.place(text), Passage(list(text[self.place(text)].words)))

    def put_back(self, desk: Desk, text: list[Passage]) -> None:
        own = next((pair for pair in self.removed if pair[0] is text), None)
        if own is not None:
            self.removed.remove(own)
            text.insert(self.place(text), Passage(own[1].words))

    def greet(self, desk: Desk, text: list[Passage]) -> None:
        words = self.rng.choice(GREETINGS).split()
        text.insert(self.place(text), Passage([(word, frozenset()) for word in words]))

    def move_away(self, desk: Desk, text: list[Passage]) -> None:
        """A passage goes from one document to another."""
        other = desk.texts[self.rng.choice(list(desk.texts))]
        if other is not text and len(text) > 2:
            other.insert(self.place(other), Passage(text.pop(self.place(text)).words))

    def rename(self, desk: Desk) -> None:
        """A document gets another id, and its place in the order of files."""
        old = self.rng.choice(list(desk.texts))
        new = f"{old}-{len(desk.renamed) + 2}"
        desk.texts = {new if name == old else name: text for name, text in desk.texts.items()}
        desk.renamed[old] = new

    def write_anew(self, desk: Desk) -> None:
        """A document is translated again: of none of its words anything is left."""
        text = desk.texts[self.rng.choice(list(desk.texts))]
        text[:] = [Passage(self.fresh().words) for _ in text]

    # -- answers --------------------------------------------------------------------------------------

    def answer(self, desk: Desk, question: Diagnostic) -> None:
        """Do what the hint of a question says."""
        self.tally.others[f"asked {question.code}"] += 1
        answers = {"N202": self._say_what_became, "N203": self._say_where, "N204": self._put_back}
        answers["N209"] = self._say_where
        answers.get(question.code, self._cannot)(desk, question)

    def _cannot(self, desk: Desk, question: Diagnostic) -> None:
        self.tally.others[f"no answer known to {question.code}"] += 1
        self.tally.wrong.append(str(question))

    def _say_what_became(self, desk: Desk, question: Diagnostic) -> None:
        match = re.match(r"(\S+) of (\S+) was published; what became", question.message)
        assert match, question
        local, name = match.groups()
        offered = [desk.passage_at(name, int(line)) for line in re.findall(r"line (\d+)", question.message)]
        row = re.search(r"- \{id: (\S+), to: …, reason: …\}", question.hint)
        assert row, question
        held = desk.holders(row[1])
        most = max(held.values(), default=0)
        right = [passage for passage in offered if most and held.get(id(passage)) == most]
        if right:
            right[0].pins.append(local)
        elif not any(held.get(id(p)) for p in desk.texts[name]):
            places = places_of(edition_of(desk), desk) if most else {}
            to = next((i for i, p in places.items() if p is not None and held.get(id(p)) == most), "")
            desk.rows.append(f"- {{id: {row[1]}, {f'to: {to}, ' if to else ''}reason: an edit}}")
        else:
            self.tally.others["the right answer was not offered"] += 1
            self.tally.wrong.append(str(question))
            next(p for p in desk.texts[name] if held.get(id(p)) == max(
                held.get(id(q), 0) for q in desk.texts[name])).pins.append(local)  # fmt: skip

    def _put_back(self, desk: Desk, question: Diagnostic) -> None:
        match = re.search(r"- \{id: (\S+), to: \S+, reason: put back\}", question.hint)
        assert match, question
        desk.rows = [row for row in desk.rows if not row.startswith(f"- {{id: {match[1]},")]
        desk.rows.append(match[0])

    def _say_where(self, desk: Desk, question: Diagnostic) -> None:
        if "no word is left" in question.message:
            match = re.search(r"passages of (\S+) \((\S+) to (\S+)\)", question.message)
            assert match, question
            old = match[2].partition(".")[0]
            ids = dict.fromkeys(re.findall(rf"^({re.escape(old)}\.p\S+)\t", self._registered(desk), re.M))
            told = {row.partition(",")[0] for row in desk.rows}
            open_ids = [xml_id for xml_id in ids if f"- {{id: {xml_id}" not in told]
            for xml_id, passage in zip(open_ids, desk.texts[match[1]], strict=False):
                passage.pins.append(xml_id.partition(".")[2])
            return
        match = re.search(r"\{id: (\S+), to: (.+?), reason: [^}]+\}", question.hint)
        assert match, question
        xml_id = match[1]
        to = desk.renamed.get(xml_id, "") or (match[2] if desk.holders(xml_id) else "")
        desk.rows.append(f"- {{id: {xml_id}, {f'to: {to}, ' if to else ''}reason: an edit}}")

    def _registered(self, desk: Desk) -> str:
        return (desk.root / ANCHORS_PATH).read_text("utf-8")


# -- publications -------------------------------------------------------------------------------------


def settle_and_publish(desk: Desk, version: str, editor: Editor) -> bool:
    """Publish, answering what is asked; whether it was published."""
    told: set[tuple[str, str]] = set()
    for _ in range(ROUNDS):
        desk.write()
        outcome = publish_version(desk.root, version, DAY, f"Version {version}")
        if outcome.files:
            write_together(desk.root, outcome.files, "the version")
            return True
        errors = [d for d in outcome.diagnostics if d.severity is Severity.ERROR]
        again = [d for d in errors if (d.code, d.message) in told]
        if again:
            editor.tally.others["the answer that the hint gives does not settle it"] += 1
            editor.tally.wrong += map(str, again)
            return False
        told |= {(d.code, d.message) for d in errors if d.code == "N203"}
        causes = [question for question in errors if question.code == "N203"]
        for question in causes or errors:  # ids of a renamed document are others until that is answered
            editor.answer(desk, question)
    editor.tally.others["asked without end"] += 1
    editor.tally.wrong += [f"without end: {question}" for question in errors]
    return False


def edition_of(desk: Desk) -> Edition:
    edition = assemble(read_files(desk.root)).edition
    assert edition is not None
    return edition


def places_of(edition: Edition, desk: Desk) -> dict[str, Passage | None]:
    """Where each id that is in the edition leads: to a passage, or to a line that says it is gone (None)."""
    places: dict[str, Passage | None] = {}
    for name, text in desk.texts.items():
        tree = edition.documents[name].tree
        own = [unit.id for unit in units_in(tree) if unit.kind == "paragraph"]
        assert len(own) == len(text), "a passage without an id"
        places |= dict(zip(own, text, strict=True))
        places |= {alias: places.get(holder) for alias, holder in aliases_in(tree).items()}
    return places


def judge(edition: Edition, desk: Desk, cited: list[str], tally: Tally) -> None:
    """Follow every id that was cited."""
    places, present = places_of(edition, desk), edition.ids()
    for xml_id in cited:
        tally.outcomes["anchors"] += 1
        successor = edition.registry.successor(xml_id) if xml_id in edition.registry.ends else ""
        target = places.get(xml_id) or places.get(successor)
        held = desk.holders(xml_id)
        most = max(held.values(), default=0)
        if (
            target is not None
            and most
            and (held.get(id(target)) == most or _is_as_good(edition, desk, xml_id, target))
        ):
            tally.outcomes["at the largest part"] += 1
        elif target is not None and held.get(id(target)):
            tally.outcomes["at a smaller part"] += 1
            tally.wrong.append(f"{xml_id}: {held[id(target)]} of {most}")
        elif target is not None and (xml_id.partition(".")[2] in target.pins or not most):
            tally.outcomes["where the editor said"] += 1
        elif target is not None:
            tally.outcomes["unrelated"] += 1
            tally.wrong.append(f"{xml_id}: unrelated")
        elif not most or _is_of_copies(xml_id, held, desk):
            tally.outcomes["tombstone"] += 1
        elif xml_id in present or xml_id in edition.registry.ends:
            tally.outcomes["tombstone though words are left"] += 1
            tally.wrong.append(f"{xml_id}: tombstone, {most} words left")
        else:
            tally.outcomes["dead"] += 1
            tally.wrong.append(f"{xml_id}: dead")


def _is_as_good(edition: Edition, desk: Desk, xml_id: str, target: Passage) -> bool:
    """Has a passage as many of the words last published under an id as any other? A copy is as good as what
    it was copied from."""
    rows = [row for row in edition.registry.rows_by_id[xml_id] if row.event != "ended"]
    cited = read_fingerprint(rows[-1].fingerprint)
    shared = {
        id(passage): (bag_of(" ".join(word for word, _ in passage.words)) & cited).total()
        for passage in desk.all_passages()
    }
    return shared[id(target)] == max(shared.values())


def _is_of_copies(xml_id: str, held: dict[int, int], desk: Desk) -> bool:
    """Are all passages that have words of a cited one copies that were published before in other documents,
    of which nothing is to be asked? Not if its editor said that it moved there."""
    if any(row.startswith(f"- {{id: {xml_id}, to:") for row in desk.rows):
        return False
    own = _origin(xml_id)
    for passage in (p for p in desk.all_passages() if id(p) in held):
        counts = Counter(_origin(known) for _, ids in passage.words for known in ids)
        if all(counts[other] < counts[own] for other in counts if other != own):
            return False
    return True


def _origin(xml_id: str) -> str:
    """The document of an id, by the name that it had at first."""
    return "-".join(re.split("[-.]", xml_id)[:2])


def mark_words(edition: Edition, desk: Desk) -> list[str]:
    """Note on each word the id under which it is published now; returns the ids."""
    ids = []
    for xml_id, passage in places_of(edition, desk).items():
        if passage is not None and xml_id.partition(".")[0] in desk.texts:
            passage.words = [(word, known | {xml_id}) for word, known in passage.words]
            ids.append(xml_id)
    return ids


def try_damages(desk: Desk, rng: random.Random, tally: Tally) -> None:
    """Damage the registry in one way, and see whether it is told; then it is as it was."""
    path = desk.root / ANCHORS_PATH
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    at = rng.randrange(1, len(lines))
    damages = {
        "deleted": b"",
        "cut": b"".join(lines[:at]),
        "a row lost": b"".join(lines[:at] + lines[at + 1 :]),
        "another row": b"".join([*lines[:at], lines[at].replace(b"\t", b"\tx", 1), *lines[at + 1 :]]),
        "half a row": whole[: len(whole) - len(lines[-1]) // 2],
    }  # fmt: skip
    name = rng.choice(sorted(damages))
    path.write_bytes(damages[name])
    result = assemble(read_files(desk.root))
    told = result.failed or result.edition is None or any(disagreements(result.edition))
    tally.others["damage to the registry " + ("told" if told else f"not told: {name}")] += 1
    path.write_bytes(whole)


def publish_branches(desk: Desk, version: int, editor: Editor) -> bool:
    """Two branches change each its half of the documents, publish, and are merged as git does it."""
    names = list(desk.texts)
    halves = names[::2], names[1::2]
    theirs = deepcopy(desk)
    theirs.root = Path(shutil.copytree(desk.root, desk.root.with_name(desk.root.name + f"-b{version}")))
    others = editor.edits.pop()  # a passage that leaves a branch's half would be the other's
    before = (desk.root / ANCHORS_PATH).read_text("utf-8")
    known, rows = (desk.root / CHANGES_PATH).read_text("utf-8"), len(desk.rows)
    done = []
    for branch, half, number in ((desk, halves[0], f"{version}.1"), (theirs, halves[1], f"{version}.2")):
        editor.change(branch, half)
        done.append(settle_and_publish(branch, number, editor))
        mark_words(edition_of(branch), branch)
    editor.edits.append(others)
    if not all(done):
        return False
    for path, old in ((ANCHORS_PATH, before), (CHANGES_PATH, known)):
        with (desk.root / path).open("a", encoding="utf-8") as file:
            file.write((theirs.root / path).read_text("utf-8")[len(old) :])
    shutil.copy(theirs.root / RELEASES / f"{version}.2.zip", desk.root / RELEASES)
    desk.rows += theirs.rows[rows:]
    desk.texts = {name: (desk if name in halves[0] else theirs).texts[name] for name in names}
    editor.tally.others["branches merged"] += 1
    return True


def run_history(root: Path, rng: random.Random, tally: Tally) -> None:
    """Publish, edit, publish again, three times; at each publication every id ever cited is followed."""
    editor = Editor(rng, tally)
    desk, cited = editor.desk(root), set[str]()
    for version in range(1, 5):
        if version > 1:
            try_damages(desk, rng, tally)
            if rng.random() < 0.25 and not publish_branches(desk, version, editor):
                return
            editor.change(desk, list(desk.texts))
            if rng.random() < 0.4:
                editor.rename(desk)
            if rng.random() < 0.1:
                editor.write_anew(desk)
        if not settle_and_publish(desk, f"{version}.5", editor):
            return
        edition = edition_of(desk)
        judge(edition, desk, sorted(cited), tally)
        cited |= set(mark_words(edition, desk))
        cited |= {ref for ref in edition.registry.published if ".p" in ref}


def run(histories: int, seed: int) -> Tally:
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(histories):
            wrong, tally.wrong = tally.wrong, []
            run_history(Path(folder) / f"h{number}", random.Random(f"{seed}.{number}"), tally)
            tally.wrong = [*wrong, *(f"h{number}: {line}" for line in tally.wrong)]
    return tally


if __name__ == "__main__":
    measure(run, __doc__, 200)
