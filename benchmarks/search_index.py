"""The search index of a made-up edition: how long it takes, how large it is, and Pagefind beside it.

    python benchmarks/search_index.py [LETTERS] [--pagefind]

The letters have 356 words and four notes of 40, words as in `benchmarks/scale.py` (English function words
around made-up ones), eight mentions of 300 persons. Prints seconds, files and bytes: from nothing, after a
word was changed, and of the files that a question of two words loads. `--pagefind` indexes the same
passages with Pagefind (`pip install 'pagefind[bin]'`), one record for each passage in one index, and in an
index for each 1,000 letters.
"""

from __future__ import annotations

import base64
import gzip
import itertools
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from edition.render.search.indexing import Indexing  # noqa: E402
from edition.render.search.texts import FoundPassage, FoundText, Part  # noqa: E402
from edition.store.search_store import SearchStore  # noqa: E402
from edition.words.terms import shard_of  # noqa: E402

SMALL = (
    "the of and to in a that is was for it with as his on be at by this had not are but from or have an they "
    "which one you were her all she there would their we him been has"
).split()


def words_of(chance: random.Random, vocabulary: Sequence[str], weights: Sequence[float], number: int) -> str:
    rare = iter(chance.choices(vocabulary, cum_weights=weights, k=number))
    return " ".join(next(rare) if chance.random() < 0.55 else chance.choice(SMALL) for _ in range(number))


def letters(number: int) -> Iterator[FoundText]:
    chance = random.Random(1848)
    onsets, vowels, ends = (
        "b br d f g k l m n p r s st t v w".split(),
        "a e i o u ai ea".split(),
        "l m n r s t".split(),
    )
    syllables = [a + b + c for a in onsets for b in vowels for c in ["", *ends]]
    vocabulary = list(
        dict.fromkeys("".join(chance.choices(syllables, k=chance.choice((1, 2, 3)))) for _ in range(9000))
    )
    weights = list(itertools.accumulate(1 / (rank + 20) for rank in range(len(vocabulary))))
    for letter in range(1, number + 1):
        passages = [FoundPassage("", "", "letter", ("edition",), f"Letter {letter}")]
        for unit in range(1, 7):
            named = {f"person-{chance.randrange(300)}": ("Somebody",) for _ in range(2 if unit % 2 else 1)}
            text = words_of(chance, vocabulary, weights, 59)
            passages.append(
                FoundPassage(f"p{unit}", f"paragraph {unit}", "letter", ("person-1",), text, named)
            )
        for unit in range(1, 5):
            text = words_of(chance, vocabulary, weights, 40)
            passages.append(FoundPassage(f"n{unit}", f"note {unit}", "note", ("edition",), text))
        yield FoundText(
            f"letters/{letter}/index.html", f"Letter {letter}", "", f"{1800 + letter % 90}-05-03", passages
        )


def indexed(texts: Sequence[FoundText], keys: Sequence[str], path: Path) -> tuple[float, Indexing]:
    start = time.perf_counter()
    parts = {
        f"L{n}": Part(f"L{n}", key, lambda text=text: [text])
        for n, (text, key) in enumerate(zip(texts, keys, strict=True), 1)
    }  # type: ignore[misc]
    store = SearchStore(path)
    indexing, before = Indexing(parts, store, {}), store.digests()
    indexing.update()
    made = [name for name, digest in store.digests().items() if before.get(name) != digest]
    volume = sum(len(indexing.shard(name)) for name in made)
    store._database.commit()
    seconds = time.perf_counter() - start
    print(f"  {seconds:6.2f} s  {len(made)} shards made, {volume / 1e6:.1f} MB")
    return seconds, indexing


def pagefind(texts: Sequence[FoundText], size: int) -> None:
    from pagefind.service import get_executable

    start, files, volume = time.perf_counter(), 0, 0
    for first in range(0, len(texts), size):
        requests: list[dict[str, object]] = [{"type": "NewIndex", "config": {"force_language": "en"}}]
        for text in texts[first : first + size]:
            for passage in text.passages:
                url = f"{text.url}#{passage.unit}"
                requests.append(
                    {
                        "type": "AddRecord",
                        "index_id": 0,
                        "url": url,
                        "content": passage.words,
                        "language": "en",
                    }
                )
        requests.append({"type": "GetFiles", "index_id": 0})
        made = answer_of(str(get_executable()), requests)
        files += len(made)
        volume += sum(len(file["content"]) * 3 // 4 for file in made)
    seconds = time.perf_counter() - start
    print(f"Pagefind, {size} letters in an index: {seconds:.1f} s, {files} files, {volume / 1e6:.1f} MB")


def answer_of(program: str, requests: Sequence[dict[str, object]]) -> list[dict[str, str]]:
    """The files that Pagefind’s program makes; it reads and answers at the same time."""
    process = subprocess.Popen([program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin and process.stdout
    messages = (json.dumps({"message_id": n, "payload": each}).encode() for n, each in enumerate(requests, 1))
    asked = b"".join(base64.b64encode(message) + b"," for message in messages)
    threading.Thread(target=lambda: (process.stdin.write(asked), process.stdin.flush()), daemon=True).start()
    rest, files = b"", None
    while files is None and (chunk := process.stdout.read1(1 << 20)):
        *whole, rest = (rest + chunk).split(b",")
        for message in whole:
            payload = json.loads(base64.b64decode(message))["payload"]
            files = payload["files"] if payload["type"] == "GetFiles" else files
    process.kill()
    return files or []


def main() -> None:
    number = int(next((each for each in sys.argv[1:] if each.isdigit()), "1000"))
    texts = list(letters(number))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.sqlite"
        print(f"{number} letters, from nothing:")
        _, indexing = indexed(texts, ["1"] * number, path)
        shards = {name: gzip.compress(indexing.shard(name).encode()) for name in indexing.store.digests()}
        asked = {f"{shard_of(term, indexing.shards):x}" for term in ("stain", "boma")}
        raw = sum(len(indexing.shard(name)) for name in asked) / 1e3
        small = sum(len(shards[name]) for name in asked) / 1e3
        print(f"  {len(shards)} shards; two words ask for {raw:.0f} kB, {small:.0f} kB compressed")
        print("a word changed:")
        passage = texts[number // 2].passages[3]
        edited = FoundPassage(**{**passage.__dict__, "words": "xyzzy " + passage.words})
        texts[number // 2] = FoundText(
            **{
                **texts[number // 2].__dict__,
                "passages": [*texts[number // 2].passages[:3], edited, *texts[number // 2].passages[4:]],
            }
        )
        indexed(texts, ["1"] * (number // 2) + ["2"] + ["1"] * (number - number // 2 - 1), path)
        print(f"  {path.stat().st_size / 1e6:.0f} MB in the store")
    if "--pagefind" in sys.argv:
        pagefind(texts, number)
        pagefind(texts, 1000)


if __name__ == "__main__":
    main()
