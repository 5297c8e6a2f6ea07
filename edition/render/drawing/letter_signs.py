"""The signs of letters on the timeline: a numbered box, filled if the date is the letter's own, empty if
editors supplied it, dashed over a stretch of days, with an arrow if the date is open."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from edition.forms.language import Language
from edition.render.drawing.lanes import Box
from edition.render.drawing.moments import DatedLetter
from edition.render.drawing.svg import element, link, rect, text
from edition.render.drawing.year_layout import YearLayout
from edition.words.days import year_of

MARK, PITCH = 17, 15  # width and distance of letters
ARROW = 9


def mark_width(number: str) -> float:
    """How wide the sign of a letter must be for its number."""
    return max(float(MARK), 6.0 * len(number) + 5)


def letter_box(letter: DatedLetter, layout: YearLayout) -> Box:
    """The horizontal extent of a letter: over its day or its stretch of days, or away from its limit."""
    mark = mark_width(letter.number)
    if letter.placing == "day":
        middle = (layout.x(letter.earliest) + layout.x(letter.earliest, after=True)) / 2
        return Box(middle - mark / 2, middle + mark / 2)
    if letter.placing == "after":
        start = layout.x(letter.earliest)
        return Box(start, start + mark + ARROW)
    if letter.placing == "before":
        end = layout.x(letter.latest, after=True)
        return Box(end - mark - ARROW, end)
    start = layout.x(letter.earliest)
    same_year = year_of(letter.earliest) == year_of(letter.latest)
    end = layout.x(letter.latest, after=True) if same_year else layout.right
    middle = (start + end) / 2
    half = max(mark, end - start) / 2
    return Box(middle - half, middle + half)


def draw_letter(letter: DatedLetter, box: Box, base: float) -> Markup:
    """The sign of a letter as a link, above the line at `base`, in the lane of its box."""
    y = base - 3 - (box.lane + 1) * PITCH + 1
    return link(
        letter.href,
        letter.description,
        *draw_sign(letter, box.start, box.end, y),
        css=f"letter {_css(letter)}",
    )


def _css(letter: DatedLetter) -> str:
    if letter.placing != "day":
        return "uncertain"
    return "stated" if letter.certain else "inferred"


def draw_sign(letter: DatedLetter, start: float, end: float, y: float) -> list[Markup]:
    """The number of a letter in a box from `start` to `end`, with its top at `y`; an arrow if the date is
    open."""
    height, middle = PITCH - 2, y + (PITCH - 2) / 2
    if letter.placing == "after":
        tip = _arrow(end - ARROW, end, middle)
        end -= ARROW
    elif letter.placing == "before":
        tip = _arrow(start + ARROW, start, middle)
        start += ARROW
    else:
        tip = None
    number = text((start + end) / 2, y + 10.3, letter.number, "number", "middle")
    box = rect(start, y, end - start, height, "box", rx=2)
    return [box, number] if tip is None else [tip, box, number]


def _arrow(tail: float, tip: float, y: float) -> Markup:
    back = 3 if tip < tail else -3
    points = f"M{tail:.1f} {y:.1f}H{tip:.1f}m{back} -2.5l{-back} 2.5l{back} 2.5"
    return element("path", d=points, class_="arrow")


def draw_undated(letters: Iterable[DatedLetter], layout: YearLayout, phrases: Language) -> list[Markup]:
    """Letters without any date, in a row below the years."""
    pieces, x = [text(layout.left, 22, phrases.say("undated"), "none")], layout.left + 50.0
    for letter in letters:
        end = x + mark_width(letter.number)
        pieces.append(link(letter.href, letter.label, *draw_sign(letter, x, end, 12), css="letter uncertain"))
        x = end + 6
    return pieces
