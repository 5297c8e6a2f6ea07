"""A volume of letters in the manner of Project Gutenberg, made up word by word from a seed: lines broken by
width, headings that carry the recipient, footnotes behind each letter. No word of it was ever published."""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass, field

WORDS = (
    "the a harbour clock wheel oil lamp keeper boat rope tide copper brass letter answer winter gale "
    "glass tower stone pilot crew net sail bread salt price account receipt carriage horse bridge road "
    "mill flour wool cloth sister brother uncle doctor parish sexton bell choir hymn garden hedge apple "
    "barrel cellar stair window of to in with for under over before after and but or because when while "
    "it we they you my your our his their is was will shall may must has had came went sent wrote asked "
    "told gave took left brought kept mended sold bought"
).split()
COMPOUND, PARTED = "tide-table", "lighthouse"  # the hyphen of the one stays at the end of a line
PLACES = ("Skerrow", "Norwick", "Old Ferring", "Tarn Head")
PEOPLE = (
    ("MR. DAVID ARROL", "Mr. David Arrol"),
    ("MISS HESTER VAN ROON", "Miss Hester van Roon"),
    ("THE CLERK OF THE WORKS", "Clerk of the Works"),
    ("J. P. MURCHIE & CO.", "J. P. Murchie & Co"),
    ("LADY SELDEN", "Lady Selden"),
    ("HER UNCLE", "Her Uncle"),
)
MONTHS = "January February March April May June July August September October November December".split()
RECIPE = r"""recipe: harbour
about: Letters of a clockmaker who never lived, in the manner of Project Gutenberg.
recognise: [THE HARBOUR LETTERS, VOL. II.]
layout: wrapped
published: true
page: '\[Pg (?P<page>\d+)\]'
edition:
  title: The Harbour Letters
  editor: The maker of the tests
  about: Letters of the clockmaker Agnes Thorne, every word of them made up.
  responsible:
    edition: {name: The maker of the tests, role: Text and registers, label: this edition}
    wick: {name: O. Wick, role: Notes of the volume, label: Wick}
letters:
  begins: THE LETTERS\.
  heading: '(?P<number>\d+)\.'
  last: INDEX\.
  italics_mean: italics
  roles:
    - {role: heading, where: opener, pattern: 'TO (?P<recipient>.+?)(?:,--(?P<destination>[A-Z ]+))?\.'}
    - {role: dateline, where: opener, pattern: <dateline>}
    - {role: salute, where: opener, pattern: '[A-Z][A-Z ]+,--'}
    - {role: salute, where: closer, pattern: '(?:Ever yours|Yours in haste|Believe me),'}
    - {role: signed, where: closer, pattern: 'AGNES THORNE\.|A\. T\.'}
  notes: {pattern: '\[Footnote (?P<number>\d+): ', ends: '\]', at: letter, marker: '\[(\d{1,2})\]', by: wick}
  calendar: {sender: Agnes Thorne, years: carried}
left_out:
  - {begins: 'The Project Nutmeg.*', ends: THE LETTERS\., rule: title and contents}
"""


@dataclass
class MadeLetter:
    """A letter as it was made: its text in the volume, and what must be read of it."""

    number: int
    recipient: str
    date: str
    place: str = ""
    destination: str = ""
    notes: int = 0
    marks: int = 0
    verse: bool = False
    paragraphs: list[str] = field(default_factory=list)


def make_letters(count: int = 261, first: int = 216, seed: int = 1) -> list[MadeLetter]:
    """The letters of a volume, each with its text in `paragraphs`."""
    chance = random.Random(seed)
    letters: list[MadeLetter] = []
    day = 0
    for number in range(first, first + count):
        day += chance.randrange(1, 9)
        letters.append(_letter(number, day, letters[-1] if letters else None, chance))
    return letters


def volume(letters: list[MadeLetter]) -> str:
    """The text of the volume, with title, contents, index and licence."""
    contents = [f"{letter.number}. {letter.recipient}" for letter in letters]
    head = ["The Project Nutmeg text of The Harbour Letters", "THE HARBOUR LETTERS", "VOL. II.", "CONTENTS."]
    pieces = [*head, "\n".join(contents), "THE LETTERS."]
    for letter in letters:
        pieces += letter.paragraphs
    return "\n\n".join([*pieces, "INDEX.", "Clock, the, _passim_.", "End of the text."]) + "\n"


def _letter(number: int, day: int, before: MadeLetter | None, chance: random.Random) -> MadeLetter:
    printed, name = PEOPLE[chance.randrange(len(PEOPLE))]
    same = before is not None and number % 7 == 3
    letter = MadeLetter(number, before.recipient if same and before else name, "")
    printed = "THE SAME" if same else printed
    if number % 11 == 0:
        letter.destination = "place-old-ferring"
        printed += ",--OLD FERRING"
    heading_note = number % 13 == 0
    mark = "[1]" if heading_note else ""
    letter.paragraphs = [
        f"\n\n{number}.{mark if number % 2 else ''}",
        f"TO {printed}.{'' if number % 2 else mark}",
    ]
    letter.paragraphs += _dateline(letter, day, chance)
    letter.paragraphs.append(f"MY DEAR {chance.choice(['SIR', 'FRIEND', 'MADAM'])},--")
    marks = ["1"] if heading_note else []
    for _ in range(chance.randrange(1, 3)):
        marks += [str(len(set(marks)) + 1)] if chance.random() < 0.4 else []
        letter.paragraphs.append(_paragraph(chance, marks[-1:] if marks else [], number))
    used = "".join(letter.paragraphs)
    letter.notes = len({label for label in marks if f"[{label}]" in used})
    letter.marks = sum(used.count(f"[{label}]") for label in {"1", "2", "3", "4"})
    if number % 9 == 4:
        letter.verse = True
        letter.paragraphs.append(
            "  The wheel goes round,\n    the tide goes out,\n  and _who_ shall wind the clock?"
        )
    letter.paragraphs += (
        ["Ever yours,", "AGNES THORNE."] if number % 5 else [_set_off("Believe me,", "A. T.")]
    )
    if number % 17 == 0:
        letter.paragraphs.append("P.S. " + _sentence(chance, 8))
    letter.paragraphs += [_note(label, chance) for label in range(1, letter.notes + 1)]
    return letter


def _dateline(letter: MadeLetter, day: int, chance: random.Random) -> list[str]:
    """The line with place and date, and what must be read of it."""
    year, month, rest = 1817 + day // 360, day // 30 % 12, day % 30 % 28 + 1
    letter.date = f"{year}-{month + 1:02}-{rest:02}"
    place = chance.choice(PLACES)
    letter.place = f"place-{place.lower().replace(' ', '-')}"
    name, short = MONTHS[month], MONTHS[month][:3] + ("." if month != 4 else "")
    kind = letter.number % 6
    if kind == 0:
        return [f"{place}, {name} {rest}, {year}."]
    if kind == 1:
        return [f"{' ' * 30}{place.upper()}, {rest} {short} {year}."]
    if kind == 2:
        letter.place, letter.date = "", f"{year}-{month + 1:02}"
        return [f"{name}, {year}."]
    if kind == 3:
        letter.date += "?"
        return [f"{place}, {short} {rest}."]
    if kind == 4:
        return [f"{place}, Monday, {name} {rest} [{year}]."]
    letter.place = letter.date = ""
    return []


def _paragraph(chance: random.Random, marks: list[str], number: int) -> str:
    """Some sentences, broken by width; with a mark that comes twice, italics, words broken by a hyphen."""
    text = " ".join(_sentence(chance, chance.randrange(4, 12)) for _ in range(chance.randrange(1, 3)))
    for label in marks:
        text += f" So it was,[{label}] and so" + (f" it is.[{label}]" if number % 4 == 1 else " it is.")
    text += (
        f" It is _not so_ in the {COMPOUND}, nor -- says the {PARTED} -- {{anywhere}} * else [as he thinks]."
    )
    lines = textwrap.wrap(text, 72, break_on_hyphens=False, break_long_words=False)
    broken = [
        line.replace(f"{COMPOUND},", "tide-\ntable,").replace(PARTED, "light-\nhouse") for line in lines
    ]
    if number % 10 == 6:
        lines[0] = broken[0] = lines[0].replace(" ", " [Pg 12] ", 1)
    return "\n".join(broken) if number % 3 == 0 else "\n".join(lines)


def _sentence(chance: random.Random, length: int) -> str:
    words = [chance.choice(WORDS) for _ in range(length)]
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def _set_off(*lines: str) -> str:
    return "\n".join(f"{' ' * 36}{line}" for line in lines)


def _note(label: int, chance: random.Random) -> str:
    second = "" if label % 2 else f"\n\n{_sentence(chance, 9)}"
    text = f"[Footnote {label}: {_sentence(chance, 14)} [See No. 3.] {_sentence(chance, 5)}"
    return "\n".join(textwrap.wrap(text, 72)) + f"{second}]"
