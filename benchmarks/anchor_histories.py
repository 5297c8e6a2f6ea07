"""Random histories of a text: does every published anchor lead where its words went?

    python benchmarks/anchor_histories.py --histories 10000

Each history takes some paragraphs of our own essays, publishes them, and edits them for several publications:
insert, delete, split, merge, move, reword up to a third of the words, typo, copy a passage, put back what was
taken out, greetings of two or three words, several at once. Every word carries whence it came, so that it is
known where the largest part of each cited passage stands.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from edition.anchors.fingerprint import bag_of  # noqa: E402
from edition.anchors.history import PublishedPassage, assign_ids  # noqa: E402
from edition.anchors.matching import WordFrequencies  # noqa: E402

Word = tuple[str, str]  # the word and the anchor under which it was first published ("" if never)


def paragraphs() -> list[list[str]]:
    """Paragraphs of at least fifteen words from our own prose."""
    texts = [
        path.read_text("utf-8").partition("\n---\n")[2]
        for path in sorted((ROOT / "sources/essays").glob("*.md"))
    ]
    found = [block.split() for text in texts for block in text.split("\n\n")]
    return [words for words in found if len(words) >= 15]


@dataclass
class Tally:
    """What became of the anchors, each counted at each publication, and of all else that happens."""

    outcomes: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


EDITS = "insert delete split merge move reword typo reword typo".split()
HARDER = "copy return greet".split()  # twins, ends undone, very short passages
GREETINGS = ["Hello, Molotov.", "With greetings, Koba", "Greetings, K.", "Hello, V. M.", "To Molotov"]


def edit(
    text: list[list[Word]],
    pool: list[list[str]],
    vocabulary: list[str],
    rng: random.Random,
    removed: list[list[Word]],
) -> None:
    """One random change of a text, in place; what is taken out is added to `removed`."""
    kind = rng.choice(EDITS + HARDER)
    if (kind == "insert" and pool) or not text:
        text.insert(rng.randint(0, len(text)), [(word, "") for word in pool.pop()])
        return
    at = rng.randrange(len(text))
    if kind == "delete" and len(text) > 1:
        removed.append(text.pop(at))
    elif kind == "return" and removed:
        text.insert(rng.randint(0, len(text)), removed.pop())
    elif kind == "copy":
        text.insert(rng.randint(0, len(text)), list(text[at]))
    elif kind == "greet":
        text.insert(rng.randint(0, len(text)), [(word, "") for word in rng.choice(GREETINGS).split()])
    elif kind == "split" and len(text[at]) >= 16:
        cut = rng.randint(6, len(text[at]) - 6)
        text[at : at + 1] = [text[at][:cut], text[at][cut:]]
    elif kind == "merge" and at + 1 < len(text):
        text[at : at + 2] = [text[at] + text[at + 1]]
    elif kind == "move":
        text.insert(rng.randint(0, len(text) - 1), text.pop(at))
    elif kind == "reword":
        for place in rng.sample(range(len(text[at])), rng.randint(1, max(1, len(text[at]) // 3))):
            text[at][place] = (rng.choice(vocabulary), "")
    elif kind == "typo":
        place = rng.randrange(len(text[at]))
        word, origin = text[at][place]
        text[at][place] = (word[:-1] + rng.choice("abcdefghij"), origin)


def run_history(
    rng: random.Random, pool: list[list[str]], vocabulary: list[str], common: WordFrequencies, tally: Tally
) -> None:
    """Publish, edit, publish again, two to four times; at each publication every anchor is followed."""
    pool = rng.sample(pool, 60)
    text = [[(word, "") for word in pool.pop()] for _ in range(rng.randint(3, 14))]
    history: list[PublishedPassage] = []
    removed: list[list[Word]] = []
    for version in range(rng.randint(2, 4)):
        passages = [(" ".join(word for word, _ in words), None) for words in text]
        settled = assign_ids("D", "p", history, passages, common)
        if version:
            _judge(settled, text, tally)
        history = settled.publish(str(version))
        owners = {xml_id: place for place, xml_id in enumerate(settled.ids)}
        text = [[(word, settled.ids[place]) for word, _ in words] for place, words in enumerate(text)]
        assert len(owners) == len(text), "two passages have one id"
        for _ in range(rng.randint(1, 6)):
            edit(text, pool, vocabulary, rng, removed)


def _judge(settled, text: list[list[Word]], tally: Tally) -> None:
    """Follow every anchor that stood at the last publication, and those that ended and whose words are
    back."""
    where: dict[str, Counter[int]] = {}
    for place, words in enumerate(text):
        for _, origin in words:
            if origin:
                where.setdefault(origin, Counter())[place] += 1
    for anchor in [*settled.before, *(ended for ended in settled.ended if ended.id in where)]:
        tally.outcomes["anchors"] += 1
        shared = [(bag & anchor.bag).total() for bag in settled.bags]
        # a word that was changed, be it by a typing error alone, is gone
        held = Counter({p: min(n, shared[p]) for p, n in where.get(anchor.id, {}).items() if shared[p]})
        most = max(held.values(), default=0)
        # a copy is as good as what it was copied from
        copies = {p for p, words in enumerate(shared) if 2 * words > anchor.bag.total()}
        best = {
            p for p, words in enumerate(shared) if words == max(shared) or (p in copies and words >= most)
        }
        best |= {p for p, words in held.items() if words == most}
        best |= _own(anchor, settled, text)
        outcome = _outcome(anchor.id, settled, held, best, copies)
        tally.outcomes[outcome] += 1
        if outcome not in RIGHT:
            tally.wrong.append(f"{anchor.id}: {outcome}, {most} of {sum(anchor.bag.values())} words left")


def _own(anchor: PublishedPassage, settled, text: list[list[Word]]) -> set[int]:
    """Of a passage that others had been joined with, which have their ids again, the place that has most of
    the rest of its words, and at least half."""
    joined = [e for e in settled.ended if e.successor == anchor.id and e.id in settled.places]
    if not joined:
        return set()
    rest = anchor.bag
    for other in joined:
        rest = rest - other.bag
    own = [bag_of(" ".join(word for word, origin in words if origin == anchor.id)) for words in text]
    counts = [(bag & rest).total() for bag in own]
    elsewhere = {settled.places[other.id] for other in joined}
    largest = max(max(counts), rest.total() / 2, 1)
    return {p for p, n in enumerate(counts) if n >= largest and p not in elsewhere}


# what an editor or a reader can want: the place of the largest part; a line that says that all words are
# gone; a question whose answers have the right one
RIGHT = ("at the largest part", "tombstone", "asked", "where the editor said")


def _outcome(xml_id: str, settled, held: Counter[int], best: set[int], copies: set[int]) -> str:
    """What became of a published id. `held` says how many of its words each place has, `best` which places
    have the most, and `copies` which have half of them, whencever they came."""
    if xml_id in settled.doubts:
        right = not held or best & set(settled.doubts[xml_id])  # that it is gone can always be answered
        return "asked" if right else "asked without the right answer"
    if xml_id in settled.places:
        place = settled.places[xml_id]
        smaller = held[place] or place in copies
        return "at the largest part" if place in best else "at a smaller part" if smaller else "unrelated"
    return "tombstone though words are left" if held else "tombstone"


def run(histories: int, seed: int) -> Tally:
    pool = paragraphs()
    vocabulary = sorted({word for words in pool for word in words})
    common = WordFrequencies(bag_of(" ".join(words)) for words in pool)
    tally = Tally()
    for number in range(histories):
        run_history(random.Random(f"{seed}.{number}"), pool, vocabulary, common, tally)
    return tally


def measure(run: Callable[[int, int], Tally], what: str | None, histories: int) -> None:
    """Run histories as the command line asks for, by default so many, and print how often each outcome
    was."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--histories", type=int, default=histories)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="show so many of those that went wrong")
    options = parser.parse_args()
    start = time.perf_counter()
    tally = run(options.histories, options.seed)
    total = tally.outcomes.pop("anchors")
    right = sum(tally.outcomes[outcome] for outcome in RIGHT)
    seconds = time.perf_counter() - start
    print(f"seed {options.seed}, {options.histories} histories, {total} anchors followed, {seconds:.0f} s")
    print(f"{right:8d}  {100 * right / total:7.3f} %  right")
    for outcome, count in tally.outcomes.most_common():
        print(f"{count:8d}  {100 * count / total:7.3f} %  {outcome}")
    for event, count in sorted(tally.others.items()):
        print(f"{count:8d}             {event}")
    for line in tally.wrong[: options.show]:
        print(line)


if __name__ == "__main__":
    measure(run, __doc__, 1000)
