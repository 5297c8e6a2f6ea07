"""The legend of the timeline: its signs, drawn by the functions that draw them there."""

from __future__ import annotations

from markupsafe import Markup

from edition.forms.language import Language, wording
from edition.render.drawing.letter_signs import draw_sign
from edition.render.drawing.moments import DatedLetter
from edition.render.drawing.svg import element, line, rect

DAY = "1900-01-01"
EVENT = wording("event: on one day, over several, at some time within the span")


def draw_legend(absence: str, *, events: bool, stays: bool, phrases: Language) -> list[tuple[Markup, str]]:
    """The signs, each with its meaning; `absence` says what a shaded span is. Those of events and of stays
    (absences) only if there are any."""
    dated = _sample_letter(latest=DAY, certain=True)
    later = _sample_letter(latest="", certain=False)
    head, end = line(2, 2, 28, 2, "head"), line(2, 2, 2, 16, "end")
    dot = element("circle", cx=4, cy=8, r=1.7, class_="dot")
    dots = dot, line(9, 8, 18, 8, "lasting"), line(21, 8, 30, 8, "within")
    stated, inferred, stretch, limit = (
        _sample("letter stated", *draw_sign(dated, 6, 23, 1)),
        _sample("letter inferred", *draw_sign(dated, 6, 23, 1)),
        _sample("letter uncertain", *draw_sign(dated, 1, 29, 1)),
        _sample("letter uncertain", *draw_sign(later, 1, 29, 1)),
    )
    return [
        (stated, phrases.say("letter, dated to the day")),
        (inferred, phrases.say("date supplied or corrected by the editors")),
        (stretch, phrases.say("at some time within this span")),
        (limit, phrases.say("not before this day (arrow to the left: not after)")),
        *([(_sample("stay", rect(2, 2, 26, 14, "shade"), head, end), absence)] if stays else []),
        *([(_sample("event", *dots), phrases.say(EVENT))] if events else []),
    ]


def _sample_letter(*, latest: str, certain: bool) -> DatedLetter:
    return DatedLetter(
        href="",
        label="",
        when="",
        earliest=DAY,
        latest=latest,
        ref="",
        number="7",
        kind="",
        certain=certain,
    )


def _sample(css: str, *marks: Markup) -> Markup:
    group = element("g", *marks, class_=css)
    return element("svg", group, viewBox="0 0 30 16", class_="timeline sign", aria_hidden="true")
