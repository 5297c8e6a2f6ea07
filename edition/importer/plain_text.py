"""Plain text whose lines are broken by width, as Project Gutenberg has it: lines become paragraphs again.

A paragraph ends at a blank line (or where the next is indented, if the recipe says so). Lines that are set
off by blanks stay apart: verse, datelines and signatures at the right. A sign is nothing but itself: what
Markdown would take for a mark is shielded until the text is written (`shield`, `unshield`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from edition.importer.line import Line
from edition.read.markdown_inline import REMARKS

SET_OFF = 2  # blanks before a line that is no part of a paragraph
DEEP = 9  # the same where a paragraph begins with an indented line
FIRST_LINE = 45  # characters: a single indented line as long as this begins the paragraph below it
SOFT = "¬\u00ad"  # signs that a word was only broken here
COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
WORD = re.compile(r"[^\W\d_]+")
BROKEN = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-\Z")
OPEN_END = re.compile(r"[\w,;—-]\Z")
BREAK = re.compile(r"(?:\*\s*){3,}|-{3,}")  # between two paragraphs
SPECIAL = "\\*_^~{}<>|#`[]"
SHIELDS = {sign: chr(0xF8D0 + place) for place, sign in enumerate(SPECIAL)}
UNSHIELD = str.maketrans({shielded: sign for sign, shielded in SHIELDS.items()})
ESCAPE = str.maketrans({shielded: f"\\{sign}" for sign, shielded in SHIELDS.items()})
OURS = re.compile(r"<sup(?: to=\w+\.n\d+)?>[^<]*</sup>|\[\|\w*\]")  # what the importer has put in
STRAY = re.compile(r"\A(?:/|\^.*|\|.*)?\Z")  # in brackets: what would be a mark of ours


@dataclass
class PlainText:
    """The paragraphs of a file, what was left out of it (with the rule), and for each word that was broken at
    the end of a line: the line, the word as it is now, and the rule."""

    lines: list[Line] = field(default_factory=list)
    dropped: list[tuple[Line, str]] = field(default_factory=list)
    hyphens: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Wrapping:
    """How the lines of a file make paragraphs: by blank lines or by indentation (`indented`). `rule_for` says
    by which rule a line is left out (""), `page` is the pattern of a page mark, `notes` are those of notes,
    which are paragraphs though they be set off; `real_hyphens` are pieces of words that keep their hyphen."""

    indented: bool = False
    rule_for: Callable[[str], str] = lambda text: ""
    page: re.Pattern[str] | None = None
    notes: Sequence[re.Pattern[str]] = ()
    real_hyphens: Sequence[str] = ()

    def is_note(self, line: Line) -> bool:
        """Does a note begin with this line?"""
        return any(pattern.match(line.text.strip()) for pattern in self.notes)


def single_lines(lines: Iterable[str]) -> PlainText:
    """Each line that is not blank as a paragraph."""
    numbered = ((number, text.strip()) for number, text in enumerate(lines, start=1))
    return PlainText([Line(number, text) for number, text in numbered if text])


def unwrap(lines: Sequence[str], wrapping: Wrapping) -> PlainText:
    """The paragraphs of a text whose lines are broken by width."""
    plain, hyphens = PlainText(), Hyphens(lines, wrapping.real_hyphens)
    kept: list[Line] = []
    for number, text in enumerate(lines, start=1):
        rule = wrapping.rule_for(text.strip()) if text.strip() else ""
        if rule:
            plain.dropped.append((Line(number, text.strip()), rule))
        else:
            kept.append(Line(number, text.expandtabs().rstrip()))
    for filled, group in groupby(kept, lambda line: bool(line.text)):
        for run in _runs(list(group), wrapping) if filled else ():
            _add(_paragraph(run, wrapping, hyphens), plain.lines, wrapping)
    plain.hyphens = hyphens.decisions
    return plain


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _runs(group: list[Line], wrapping: Wrapping) -> Iterator[list[Line]]:
    """The paragraphs in lines without a blank one between them."""
    if wrapping.is_note(group[0]):
        yield group
        return
    runs: list[list[Line]] = []
    least = DEEP if wrapping.indented else SET_OFF
    for line in group:
        off = _indent(line) >= least
        begins = not runs or off != (_indent(runs[-1][-1]) >= least)
        if begins or (wrapping.indented and not off and _indent(line)):
            runs.append([line])
        else:
            runs[-1].append(line)
    if (
        len(runs) > 1
        and len(runs[0]) == 1
        and len(runs[0][0].text) >= FIRST_LINE
        and _indent(runs[0][0]) < DEEP
    ):
        runs[:2] = [runs[0] + runs[1]]
    yield from runs


def _paragraph(run: list[Line], wrapping: Wrapping, hyphens: Hyphens) -> Line:
    """Lines as one: set off as they stand, else joined."""
    first, last = run[0], run[-1].number
    least = DEEP if wrapping.indented else SET_OFF
    if not wrapping.is_note(first) and len(run) > 1 and all(_indent(line) >= least for line in run):
        margin = min(map(_indent, run))
        return Line(first.number, "\n".join(line.text[margin:] for line in run), last, verse=True)
    text = first.text.strip()
    for line in run[1:]:
        text = hyphens.join(text, line.text.strip(), line.number)
    return Line(first.number, re.sub(r"  +", " ", text), last)


def _add(paragraph: Line, lines: list[Line], wrapping: Wrapping) -> None:
    """Put a paragraph behind the others; a page mark that parted two halves goes between them."""
    text = paragraph.text
    if wrapping.page is not None and not paragraph.verse:
        text = wrapping.page.sub(lambda mark: f"[|{mark['page']}]", text)
    before = lines[-1] if lines else None
    if before is not None and re.search(r"\[\|\w*\]\Z", before.text):
        head = re.sub(r" ?\[\|\w*\]\Z", "", before.text)
        if not head or OPEN_END.search(head):
            lines[-1] = Line(before.number, f"{before.text}{' ' if not head else ''}{text}", paragraph.last)
            return
    if before is not None and re.fullmatch(r"\[\|\w*\]", text) and OPEN_END.search(before.text):
        lines[-1] = Line(before.number, f"{before.text} {text}", paragraph.last)
        return
    lines.append(Line(paragraph.number, text, paragraph.last, paragraph.verse))


class Hyphens:
    """Joins lines, and decides which hyphen at the end of one belongs to its word."""

    def __init__(self, lines: Iterable[str], real: Sequence[str]) -> None:
        self.real = tuple(real)
        self.compounds: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        for line in lines:
            inner = line.strip().rstrip(f"-{SOFT}")
            self.compounds.update(word.casefold() for word in COMPOUND.findall(inner))
            self.words.update(word.casefold() for word in WORD.findall(inner))
        self.decisions: list[tuple[int, str, str]] = []

    def join(self, left: str, right: str, number: int) -> str:
        """Two pieces of a paragraph as one; `number` is the line on which the second stands."""
        if left[-1] in SOFT:
            self.decisions.append((number - 1, _ends(left[:-1], right), "marked as broken"))
            return left[:-1] + right
        if left.endswith(("--", "—")) and not left.endswith((" --", " —")):
            return left + right
        broken = BROKEN.search(left)
        if not broken or not right[:1].isalnum():
            return f"{left} {right}"
        rule, kept = self._decide(broken[1], re.match(r"[^\W_]+(?:-[^\W_]+)*", right)[0])  # type: ignore[index]
        joined = left if kept else left[:-1]
        self.decisions.append((number - 1, _ends(joined, right), rule))
        return joined + right

    def _decide(self, left: str, right: str) -> tuple[str, bool]:
        """The rule, and whether the hyphen stays."""
        whole, parted = f"{left}{right}".casefold(), f"{left}-{right}".casefold()
        if any(real.casefold() in parted for real in self.real):
            return "kept: the recipe names it", True
        if self.compounds[parted] or self.words[whole]:
            kept = self.compounds[parted] >= self.words[whole]
            return (
                ("kept: the book has it so elsewhere", True)
                if kept
                else (
                    "taken out: the book has the word without it",
                    False,
                )
            )
        if right[0].isupper() or right[0].isdigit():
            return "kept: a capital or a figure follows", True
        return "taken out: nothing speaks for it", False


def _ends(left: str, right: str) -> str:
    return f"{left.split()[-1] if left.split() else ''}{right.split()[0] if right.split() else ''}"


def shield(text: str) -> str:
    """A text in which no sign can be taken for a mark; brackets that enclose words stay what they are."""
    pieces, done = [], 0
    for ours in OURS.finditer(text):
        pieces += [_shielded(text[done : ours.start()]), ours.group()]
        done = ours.end()
    return "".join([*pieces, _shielded(text[done:])])


def _shielded(text: str) -> str:
    keep = _pairs(text)
    return "".join(
        sign if sign not in SHIELDS or (sign in "[]" and place in keep) else SHIELDS[sign]
        for place, sign in enumerate(text)
    )


def _pairs(text: str) -> set[int]:
    """Where the brackets stand that enclose words and are nothing else."""
    places: set[int] = set()
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign == "[":
            opened.append(place)
        elif sign == "]" and opened:
            start = opened.pop()
            inside = text[start + 1 : place]
            if not _is_remark(inside) and text[place + 1 : place + 2] not in tuple("({[^"):
                places |= {start, place}
    return places


def _is_remark(words: str) -> bool:
    """Are words in brackets none that an editor supplied, or a mark of ours?"""
    return bool(STRAY.match(words)) or (
        words != "sic" and any(remark.fullmatch(words) for remark, _ in REMARKS)
    )


def unshield(text: str) -> str:
    """A text as it stands in the copy."""
    return text.translate(UNSHIELD)


def as_markdown(text: str) -> str:
    """A text in Markdown, each shielded sign behind a backslash."""
    return text.translate(ESCAPE)
