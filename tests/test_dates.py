"""EDTF in the sources, TEI attributes out."""

from __future__ import annotations

import datetime

import pytest
from conftest import CHARACTERS
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from edition.forms.documents import LetterFields
from edition.words.date_words import both_styles, double_date, in_words
from edition.words.dates import (
    EDTF,
    attributes_of,
    bounds_of,
    edtf_of,
    gregorian_of,
    is_within,
    parse_date,
)
from edition.words.days import day_number, day_of_number, gregorian_day, iso_day, year_name

DOUBTED = {"notBefore": "1927-07", "notAfter": "1927-07", "cert": "medium"}
CASES = {
    "1926-06-03": ({"when": "1926-06-03"}, "3 June 1926"),
    "1925-07": ({"when": "1925-07"}, "July 1925"),
    "1933": ({"when": "1933"}, "1933"),
    "1925-08-01/..": ({"notBefore": "1925-08-01"}, "not before 1 August 1925"),
    "../1930-04-20": ({"notAfter": "1930-04-20"}, "not after 20 April 1930"),
    "1932/1932-06": ({"from": "1932", "to": "1932-06"}, "1932, not after June 1932"),
    "1927-07~": (DOUBTED, "about July 1927"),
    "1930-08~/1930-09~": (
        {"notBefore": "1930-08", "notAfter": "1930-09", "cert": "medium"},
        "between August and September 1930",
    ),
    "1925-04-06/1925-04-08": ({"from": "1925-04-06", "to": "1925-04-08"}, "6–8 April 1925"),
    "1926-10-26/1926-11-03": (
        {"from": "1926-10-26", "to": "1926-11-03"},
        "26 October to 3 November 1926",
    ),
    "1926-07-14/1926-07": ({"from": "1926-07-14", "to": "1926-07"}, "14 July 1926 to later that month"),
    "../1932-08~": ({"notAfter": "1932-08"}, "not after August 1932 or so"),
    "1937?": ({"when": "1937", "cert": "medium"}, "1937 (?)"),
    # a time within, and one that lasts
    "[1902-05..1902-06]": ({"notBefore": "1902-05", "notAfter": "1902-06"}, "between May and June 1902"),
    "1902-05/1902-06": ({"from": "1902-05", "to": "1902-06"}, "May to June 1902"),
    # of level 1 and 2
    "190X": ({"notBefore": "1900", "notAfter": "1909"}, "between 1900 and 1909"),
    "19XX": ({"notBefore": "1900", "notAfter": "1999"}, "between 1900 and 1999"),
    "1902-XX": ({"when": "1902"}, "1902"),
    "1902-05-XX": ({"when": "1902-05"}, "May 1902"),
    "1902-21": ({"notBefore": "1902-03", "notAfter": "1902-05"}, "spring 1902"),
    "1902-24": ({"notBefore": "1902-12", "notAfter": "1903-02"}, "winter 1902–03"),
    "1899-24": ({"notBefore": "1899-12", "notAfter": "1900-02"}, "winter 1899–1900"),
    "-0043-24": ({"notBefore-iso": "-0043-12", "notAfter-iso": "-0042-02"}, "winter 44–43\u00a0BC"),
    "[1902,1903]": ({"notBefore": "1902", "notAfter": "1903"}, "1902 or 1903"),
    "[1902-05-03,1902-05-10..1902-05-12]": (
        {"notBefore": "1902-05-03", "notAfter": "1902-05-12"},
        "3 May 1902 or between 10 May and 12 May 1902",
    ),
    "[..1902]": ({"notAfter": "1902"}, "not after 1902"),
    # before the year 1000, and before Christ
    "0796-05-03": ({"when": "0796-05-03"}, "3 May 796"),
    "0079": ({"when": "0079"}, "AD\u00a079"),
    "0000": ({"when-iso": "0000"}, "1\u00a0BC"),
    "-0043-03-15": ({"when-iso": "-0043-03-15"}, "15 March 44\u00a0BC"),
    "-0043/-0042": ({"from-iso": "-0043", "to-iso": "-0042"}, "44\u00a0BC to 43\u00a0BC"),
    "-004X": ({"notBefore-iso": "-0049", "notAfter-iso": "-0040"}, "between 50\u00a0BC and 41\u00a0BC"),
}


@pytest.mark.parametrize("edtf", CASES)
def test_attributes_and_words(edtf: str) -> None:
    attributes, words = CASES[edtf]
    found = dict(parse_date(edtf).attributes)
    custom = found.pop("when-custom", edtf), found.pop("datingMethod", EDTF)
    assert (found, custom) == (attributes, (edtf, EDTF))
    assert in_words(edtf) == words


NO_DATES = (
    "1926-02-30 1926-13 1926-25 1926/6/3 1930/1929 192? ../.. / [..] [] [1903..1902] {1902,1903} 190X-05"
    " 1902-XX-03 -0000 02026-05-03 1902-21-03 [1902 1902] 1902-05-03T10:00 ١٩٠٢"
).split()


@pytest.mark.parametrize("text", [*NO_DATES, "June 1926", "", "[1902, 1903]", "1926\n"])
def test_what_is_no_date_is_refused_in_words(text: str) -> None:
    for read in (parse_date, gregorian_of):
        with pytest.raises(ValueError, match="is not a date"):
            read(text)


@given(st.dates(datetime.date(1, 1, 1), datetime.date(2999, 12, 31)))
def test_every_day_is_its_own_earliest_and_latest(day: datetime.date) -> None:
    date = parse_date(day.isoformat())
    assert (date.earliest, date.latest) == (day.isoformat(), day.isoformat())
    assert day_number(day.isoformat()) == day.toordinal()


@given(st.integers(1900, 1999), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next(year: int, month: int) -> None:
    latest = datetime.date.fromisoformat(parse_date(f"{year}-{month:02}").latest)
    following = latest + datetime.timedelta(days=1)
    assert (following.day, following.month) == (1, month % 12 + 1)


@given(st.integers(-3_000_000, 3_000_000), st.integers(0, 500))
def test_days_are_numbered_and_ordered_before_christ_too(number: int, later: int) -> None:
    day, other = (parse_date(day_of_number(n)) for n in (number, number + later))
    assert day_number(day.edtf) == number
    assert (day.sort_key < other.sort_key) == (later > 0)
    assert is_within(day.edtf, f"{day.edtf}/{other.edtf}")


DAYS = st.integers(-1_000_000, 800_000).map(day_of_number)
SHAPES = [lambda d: d, lambda d: d[:-3], lambda d: d[:-6], lambda d: d[:-7] + "X", lambda d: d[:-8] + "XX"]
SHAPES += [lambda d: d[:-3] + "-XX", lambda d: d[:-6] + "-XX", lambda d: d[:-6] + "-XX-XX"]
SHAPES += [lambda d: d[:-6] + "-21", lambda d: d[:-6] + "-24"]
POINTS = st.builds(
    lambda day, shape, mark: shape(day) + mark, DAYS, st.sampled_from(SHAPES), st.sampled_from(" ~?%")
).map(lambda text: text.replace(" ", ""))
MEMBERS = st.one_of(POINTS, st.builds("{}..{}".format, POINTS, POINTS))
DATES = st.one_of(
    POINTS,
    st.builds("{}/{}".format, POINTS, POINTS),
    st.builds("{}/..".format, POINTS),
    st.builds("../{}".format, POINTS),
    st.lists(MEMBERS, min_size=1, max_size=3).map(lambda members: f"[{','.join(members)}]"),
)


@given(st.one_of(DATES, st.text("0123456789X-/.[],~?%T ", max_size=24), st.text(CHARACTERS, max_size=12)))
def test_a_date_is_read_back_from_its_attributes_and_anything_else_is_told(text: str) -> None:
    assert isinstance(in_words(text), str)
    for read, attributes in ((str, lambda t: parse_date(t).attributes), (gregorian_of, attributes_of)):
        try:
            found = dict(attributes(text))
        except ValueError as error:
            assert "is not a date" in str(error)
        else:
            date = parse_date(read(text))
            assert edtf_of(found) == date.edtf
            assert bounds_of(found) == (date.earliest, date.latest)


AGREED = (
    "1926-06-03 1925-07~ 1933? 1926-12-31% 1925-08-01/.. ../1930-04-20 1925-04-06/1925-04 190X 19XX"
    " 1902-XX 1900-02-XX 1902-21 1902-23 [1902,1903] [1902-05-03,1902-05-10] [1902..1904] -0043-03-15"
    " -0043 0000 0796-02 0079~ 1904-02"
).split()


@pytest.mark.parametrize("text", AGREED)
def test_the_edtf_package_agrees(text: str) -> None:
    """What is a date to us is one to the reference implementation, with the same first and last day."""
    from edtf import parse_edtf

    ours, theirs = parse_date(text), parse_edtf(text)
    for ours_day, their_day in ((ours.earliest, theirs.lower_strict), (ours.latest, theirs.upper_strict)):
        if ours_day:
            assert day_number(ours_day) == day_number(iso_day(*their_day()[:3]))


@pytest.mark.parametrize(
    ("narrow", "wide", "within"),
    [
        ("1935-09-26", "1935-09", True),
        ("1935-10-01", "1935-09", False),
        ("1930-04-18~/1930-04-20~", "../1930-04-20", True),
        ("../1930-04-20", "1930-04-18/1930-04-20", False),
        ("1925-08-01/..", "1925-08", False),
        ("1925-08-03/..", "1925-08-01/..", True),
        ("-0043-03-15", "-0099/0014", True),
    ],
)
def test_one_date_within_another(narrow: str, wide: str, within: bool) -> None:
    assert is_within(narrow, wide) is within


# -- Old Style ---------------------------------------------------------------------------------------------

JULIAN = {  # what is written: what it is in the Gregorian calendar, how it is dated twice
    "1902-05-03": ("1902-05-16", "3/16 May 1902"),
    "1902-04-30": ("1902-05-13", "30 April/13 May 1902"),
    "1902-12-28": ("1903-01-10", "28 December 1902/10 January 1903"),
    "1900-02-29": ("1900-03-13", "29 February/13 March 1900"),
    "1582-10-05": ("1582-10-15", "5/15 October 1582"),
    "1712-02-03?": ("1712-02-14?", "3 February 1712 (?) (Old Style)"),
    "1902-05": ("[1902-05-14..1902-06-13]", "May 1902 (Old Style)"),
    "1902-05-03/1902-06": ("1902-05-16/1902-07-13", "3 May 1902 to June 1902 (Old Style)"),
    "../1902-05": ("../1902-06-13", "not after May 1902 (Old Style)"),
    "[1902-05-03,1902-06-01..1902-06-04]": (
        "[1902-05-16,1902-06-14..1902-06-17]",
        "3 May 1902 or between 1 June and 4 June 1902 (Old Style)",
    ),
}


@pytest.mark.parametrize("julian", JULIAN)
def test_a_date_old_style_has_its_gregorian_day(julian: str) -> None:
    gregorian, twice = JULIAN[julian]
    assert (gregorian_of(julian), double_date(julian)) == (gregorian, twice)
    assert both_styles(julian) == (
        f"{in_words(julian)} Old Style (Julian calendar), {in_words(gregorian)} New Style"
    )
    found = dict(attributes_of(julian))
    assert (found["when-custom"], found["calendar"], found["datingMethod"]) == (julian, "#julian", "#julian")
    assert edtf_of(found) == gregorian


@given(st.integers(700_000, 760_000))
def test_julian_days_follow_one_another(number: int) -> None:
    """The Julian calendar of a thousand years, checked against the difference that the centuries make."""
    day = day_of_number(number)
    year, month, _ = map(int, day.split("-"))
    centuries = (year - (month < 3)) // 100
    later = centuries - centuries // 4 - 2
    assert day_number(gregorian_day(day)) == number + later


@pytest.mark.parametrize(
    ("calendar", "date", "refused"),
    [
        ("julian", "1900-02-29", False),
        ("gregorian", "1900-02-29", True),
        ("julian", "2199-12-25", True),
        ("gregorian", ["1902-05-03", "1902-05-10"], False),  # what YAML makes of [1902-05-03,1902-05-10]
        ("hebrew", "1900", True),
    ],
)
def test_the_date_of_a_letter_is_one_of_its_calendar(calendar: str, date: object, refused: bool) -> None:
    letter = {
        "id": "L1",
        "sender": ["person-a"],
        "recipients": ["person-b"],
        "calendar": calendar,
        "date": date,
    }
    try:
        fields = LetterFields.model_validate(letter)
    except ValidationError:
        assert refused
    else:
        assert not refused and parse_date(str(fields.gregorian)).earliest


def test_years_are_written_as_readers_know_them() -> None:
    assert list(map(year_name, (1926, 796, 79, 0, -43))) == [
        "1926",
        "796",
        "AD\u00a079",
        "1\u00a0BC",
        "44\u00a0BC",
    ]
