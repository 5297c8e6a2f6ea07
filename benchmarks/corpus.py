"""A corpus of invented letters to measure with: the same for the same number of letters, whoever makes it.

    python benchmarks/corpus.py 1000 FOLDER

A letter has a summary of 40 words, six paragraphs of 58 and four notes of 40, and names eight of 300 persons,
some of them far more often than others. English function words stand between made-up ones, whose frequencies
are those of a language. `write_edition` writes an edition of this program; `WRITERS` has the formats of the
peers.
"""

from __future__ import annotations

import datetime
import json
import random
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

PARAGRAPHS, WORDS, NOTES, NOTE_WORDS, SUMMARY_WORDS, MENTIONS, PERSONS = 6, 58, 4, 40, 40, 8, 300
FUNCTION_WORDS = (
    "the of and to in a that is was for it with as his on be at by this had not are but from or have an they "
    "which one you were her all she there would their we him been has"
).split()
ONSETS = "b br d dr f fl g gr h k kl l m n p pr r s sk st t tr v w".split()
VOWELS = "a e i o u ai ea ou".split()
CODAS = ["", "", "l", "m", "n", "r", "s", "t", "nd", "rk", "ll"]
PLACES = [
    start + end
    for start in "Ald Bran Carn Dorn Esk Fal Gren Holm".split()
    for end in "by ford haven mouth ton wick".split()
]
CONFIGURATION = """title: Measured Letters
subtitle: A corpus made to be measured
publisher: The Bench
url: https://example.org/measured/
version: "0.1"
date: 2026-11-22
licence: https://creativecommons.org/publicdomain/zero/1.0/
licence_text: Invented.
editor: The Bench
about: Letters made to be measured.
repositories:
  BA: {name: Bench Archive, settlement: Aldton, country: Nowhere}
responsible:
  edition: {name: The Bench, role: "Text, summaries and notes", label: this edition}
editorial: [The letters are printed in full.]
"""


@dataclass(frozen=True)
class Person:
    """Somebody of the corpus; `number` counts from 0."""

    number: int
    first: str
    last: str
    born: int
    died: int
    summary: str

    @property
    def id(self) -> str:
        return f"p{self.number:03}"

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True)
class Emphasis:
    """A word that is set off."""

    word: str


@dataclass(frozen=True)
class NoteMark:
    """The place of a note, by its number."""

    number: int


Token = str | Person | Emphasis | NoteMark


@dataclass(frozen=True)
class Letter:
    """A letter of the corpus; `number` counts from 1."""

    number: int
    date: str
    sender: Person
    recipient: Person
    place: str
    shelfmark: str
    named: Sequence[Person]
    summary: str
    paragraphs: Sequence[Sequence[Token]]
    notes: Sequence[str]

    @property
    def slug(self) -> str:
        return f"l{self.number:05}"

    @property
    def title(self) -> str:
        return f"Letter {self.number}: {self.sender.name} to {self.recipient.name}"


class Corpus:
    """Letters and persons from one seed. The letters are made one by one, and can be gone through once."""

    def __init__(self, letters: int, persons: int = PERSONS, seed: int = 1848) -> None:
        self.size = letters
        self._random = random.Random(seed)
        self._vocabulary = self._invented_words(6000)
        self._frequencies = list(accumulate(1 / (rank + 20) for rank in range(6000)))
        self.persons = self._invented_persons(persons)
        self._fame = list(accumulate(1 / (rank + 10) for rank in range(persons)))

    def letters(self) -> Iterator[Letter]:
        """Each letter, in the order of their dates."""
        return (self._letter(number) for number in range(1, self.size + 1))

    def _invented_words(self, size: int) -> list[str]:
        choice, words = self._random.choice, dict[str, None]()
        while len(words) < size:
            syllables = choice((1, 2, 2, 3))
            word = "".join(choice(ONSETS) + choice(VOWELS) + choice(CODAS) for _ in range(syllables))
            if len(word) > 2:
                words[word] = None
        return list(words)

    def _invented_persons(self, size: int) -> list[Person]:
        choice, names = self._random.choice, dict[tuple[str, str], None]()
        while len(names) < size:
            first, last = choice(self._vocabulary[:900]), choice(self._vocabulary[900:])
            names[first.capitalize(), last.capitalize()] = None
        return [self._person(number, *name) for number, name in enumerate(names)]

    def _person(self, number: int, first: str, last: str) -> Person:
        born, died = self._random.randint(1750, 1770), self._random.randint(1846, 1860)
        return Person(number, first, last, born, died, " ".join(self._sentences(30)))

    def _sentences(self, size: int) -> list[str]:
        """So many words, none of them twice in a row, in sentences of eight to eighteen."""
        chance, choice = self._random.random, self._random.choice
        rare = self._random.choices(self._vocabulary, cum_weights=self._frequencies, k=size)
        words = [word if chance() < 0.55 else choice(FUNCTION_WORDS) for word in rare]
        words = [word for word, before in zip(words, ["", *words], strict=False) if word != before]
        start = 0
        while start < len(words):
            end = min(len(words), start + self._random.randint(8, 18))
            words[start] = words[start].capitalize()
            words[end - 1] += "."
            start = end
        return words

    def _letter(self, number: int) -> Letter:
        picked = self._random.choices(self.persons, cum_weights=self._fame, k=5 * MENTIONS)
        named = list(dict.fromkeys(picked))[:MENTIONS]
        sender, recipient = self._random.sample(self.persons, 2)
        day = datetime.date(1790, 1, 1) + datetime.timedelta(days=number * 20000 // self.size)
        archive = f"{self._random.choice(PLACES)} City Archive"
        return Letter(
            number=number,
            date=day.isoformat(),
            sender=sender,
            recipient=recipient,
            place=self._random.choice(PLACES),
            shelfmark=f"{archive}, box {self._random.randint(1, 90)}, fol. {self._random.randint(1, 300)}",
            named=named,
            summary=" ".join(self._sentences(SUMMARY_WORDS)),
            paragraphs=[self._paragraph(inserted) for inserted in _spread(named)],
            notes=[" ".join(self._sentences(NOTE_WORDS)) for _ in range(NOTES)],
        )

    def _paragraph(self, inserted: Sequence[Token]) -> list[Token]:
        tokens: list[Token] = [*self._sentences(WORDS)]
        tokens[self._random.randrange(5, 40)] = Emphasis(self._random.choice(self._vocabulary))
        for token in inserted:
            tokens.insert(self._random.randrange(3, len(tokens) - 3), token)
        return tokens


def _spread(named: Sequence[Person]) -> list[list[Token]]:
    """What is put into each paragraph: the persons named and the marks of the notes."""
    inserted: list[list[Token]] = [[] for _ in range(PARAGRAPHS)]
    for place, person in enumerate(named):
        inserted[place % PARAGRAPHS].append(person)
    for number in range(1, NOTES + 1):
        inserted[number % PARAGRAPHS].append(NoteMark(number))
    return inserted


# -- writing --


def markdown(letter: Letter, link: Callable[[Person], str]) -> str:
    """The text of a letter; `link` writes a name."""
    return "\n\n".join(_flow(paragraph, link) for paragraph in letter.paragraphs)


def _flow(paragraph: Iterable[Token], link: Callable[[Person], str]) -> str:
    """The words of a paragraph; the mark of a note stands directly behind the word before it."""
    words: list[str] = []
    for token in paragraph:
        if isinstance(token, NoteMark):
            words[-1] += f"[^{token.number}]"
        elif isinstance(token, Person):
            words.append(link(token))
        else:
            words.append(f"*{token.word}*" if isinstance(token, Emphasis) else token)
    return " ".join(words)


def write_edition(corpus: Corpus, root: Path) -> None:
    """The corpus as an edition of this program, with its texts, its notes and two registers."""
    _write(root / "sources/edition.yaml", CONFIGURATION)
    _write(root / "annotations/persons.yaml", "\n".join(map(_person_entry, corpus.persons)))
    _write(root / "annotations/places.yaml", "\n".join(map(_place_entry, PLACES)))
    for letter in corpus.letters():
        name = f"{letter.number:05}.md"
        _write(root / "sources/letters" / name, _letter_file(letter))
        _write(root / "sources/texts" / name, _text_file(letter))
        _write(root / f"annotations/notes/L{letter.number}.yaml", _notes_file(letter))


def _person_entry(person: Person) -> str:
    return (
        f'person-{person.id}:\n  name: {person.name}\n  sort: "{person.last}, {person.first}"\n'
        f'  variants: []\n  born: "{person.born}"\n  died: "{person.died}"\n  summary: "{person.summary}"\n'
    )


def _place_entry(place: str) -> str:
    return f"{_place_id(place)}:\n  name: {place}\n  country: Nowhere\n  summary: A place that was made up.\n"


def _place_id(place: str) -> str:
    return f"place-{place.lower()}"


def _letter_file(letter: Letter) -> str:
    return (
        f"---\nid: L{letter.number}\nsender: [person-{letter.sender.id}]\n"
        f"recipients: [person-{letter.recipient.id}]\ndate: {letter.date}\nplace: {_place_id(letter.place)}\n"
        f'archive: {{repository: BA, shelfmark: "{letter.shelfmark}"}}\n---\n\n'
        f"{letter.summary}\n"
    )


def _text_file(letter: Letter) -> str:
    text = markdown(letter, lambda person: f"[{person.last}]{{ref=person-{person.id}}}")
    return f"---\nletter: L{letter.number}\n---\n\n{text}\n"


def _notes_file(letter: Letter) -> str:
    notes = (f"  - id: n{n}\n    text: |\n      {words}\n" for n, words in enumerate(letter.notes, 1))
    return f"document: L{letter.number}\nnotes:\n" + "".join(notes)


def write_hugo(corpus: Corpus, root: Path) -> None:
    for letter in corpus.letters():
        text = _with_notes(letter, lambda person: f"[{person.last}](/persons/{person.id}/)")
        named = f"persons: [{_named(letter)}]\n"
        _write(root / f"content/letters/{letter.slug}.md", _front_matter(letter, named) + text)
    for person in corpus.persons:
        head = f'---\ntitle: "{person.name}"\ndates: {_life(person)}\n---\n\n'
        _write(root / f"content/persons/{person.id}/_index.md", f"{head}{person.summary}\n")


def write_mkdocs(corpus: Corpus, root: Path) -> None:
    listed = ["# Letters\n"]
    for letter in corpus.letters():
        text = _with_notes(letter, lambda person: f"[{person.last}](../persons/{person.id}.md)")
        _write(root / f"docs/letters/{letter.slug}.md", _front_matter(letter) + text)
        listed.append(f"- [{letter.title}](letters/{letter.slug}.md), {letter.date}")
    for person in corpus.persons:
        head = f'---\ntitle: "{person.name}"\n---\n\n'
        _write(root / f"docs/persons/{person.id}.md", f"{head}{_life(person)}. {person.summary}\n")
    _write(root / "docs/index.md", "\n".join(listed) + "\n")


def write_pelican(corpus: Corpus, root: Path) -> None:
    for letter in corpus.letters():
        text = _with_notes(letter, lambda person: f"[{person.last}]({{tag}}{person.id})")
        head = (
            f"Title: {letter.title}\nDate: {letter.date}\nSlug: {letter.slug}\nSender: {letter.sender.id}\n"
            f"Recipient: {letter.recipient.id}\nPlace: {letter.place}\nArchive: {letter.shelfmark}\n"
            f"Tags: {_named(letter)}\n\n"
        )
        _write(root / f"content/{letter.slug}.md", head + text)
    people = {p.id: {"name": p.name, "dates": _life(p), "summary": p.summary} for p in corpus.persons}
    _write(root / "persons.json", json.dumps(people))


def _front_matter(letter: Letter, more: str = "") -> str:
    return (
        f'---\ntitle: "{letter.title}"\nnumber: {letter.number}\ndate: {letter.date}\n'
        f"sender: {letter.sender.id}\nrecipient: {letter.recipient.id}\nplace: {letter.place}\n"
        f"archive: {letter.shelfmark}\n{more}---\n\n"
    )


def _with_notes(letter: Letter, link: Callable[[Person], str]) -> str:
    notes = "\n\n".join(f"[^{number}]: {words}" for number, words in enumerate(letter.notes, 1))
    return f"{markdown(letter, link)}\n\n{notes}\n"


def _named(letter: Letter) -> str:
    return ", ".join(person.id for person in letter.named)


def _life(person: Person) -> str:
    return f"{person.born}–{person.died}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


WRITERS: Mapping[str, Callable[[Corpus, Path], None]] = {
    "hugo": write_hugo,
    "mkdocs": write_mkdocs,
    "pelican": write_pelican,
}


def main() -> None:
    size, root = int(sys.argv[1]), Path(sys.argv[2])
    shutil.rmtree(root / "sources", ignore_errors=True)
    shutil.rmtree(root / "annotations", ignore_errors=True)
    write_edition(Corpus(size), root)
    print(f"{size} letters in {root}")


if __name__ == "__main__":
    main()
