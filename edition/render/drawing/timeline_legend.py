"""What the signs of the timeline mean, each drawn by the functions that draw it there."""

from __future__ import annotations

from markupsafe import Markup

from edition.render.drawing.letter_signs import sign
from edition.render.drawing.moments import DatedLetter
from edition.render.drawing.svg import element, line, rect

DAY = "1900-01-01"


def legend(absence: str, *, events: bool, stays: bool) -> list[tuple[Markup, str]]:
    """The signs with what they mean; `absence` is what a shaded span is. Those of events and of stays away
    only where there are any."""
    dated = DatedLetter("", "", "", DAY, DAY, "", "7", "", True)
    later = DatedLetter("", "", "", DAY, "", "", "7", "", False)
    head, end = line(2, 2, 28, 2, "head"), line(2, 2, 2, 16, "end")
    dot = element("circle", cx=4, cy=8, r=1.7, class_="dot")
    dots = dot, line(9, 8, 18, 8, "lasting"), line(21, 8, 30, 8, "within")
    return [
        (_sample("letter stated", *sign(dated, 6, 23, 1)), "letter, dated to the day"),
        (_sample("letter inferred", *sign(dated, 6, 23, 1)), "date supplied or corrected by the editors"),
        (_sample("letter uncertain", *sign(dated, 1, 29, 1)), "at some time within this span"),
        (
            _sample("letter uncertain", *sign(later, 1, 29, 1)),
            "not before this day (arrow to the left: not after)",
        ),
        *([(_sample("stay", rect(2, 2, 26, 14, "shade"), head, end), absence)] if stays else []),
        *(
            [(_sample("event", *dots), "event: on one day, over several, at some time within the span")]
            if events
            else []
        ),
    ]


def _sample(css: str, *marks: Markup) -> Markup:
    group = element("g", *marks, class_=css)
    return element("svg", group, viewBox="0 0 30 16", class_="timeline sign", aria_hidden="true")
