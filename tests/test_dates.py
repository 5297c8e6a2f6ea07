"""EDTF in the sources, TEI attributes out."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.words.dates import in_words, is_within, parse_date

CASES = {
    "1926-06-03": ({"when": "1926-06-03"}, "3 June 1926"),
    "1925-07": ({"when": "1925-07"}, "July 1925"),
    "1933": ({"when": "1933"}, "1933"),
    "1925-08-01/..": ({"notBefore": "1925-08-01"}, "not before 1 August 1925"),
    "../1930-04-20": ({"notAfter": "1930-04-20"}, "not after 20 April 1930"),
    "1932/1932-06": ({"from": "1932", "to": "1932-06"}, "1932, not after June 1932"),
    "1927-07~": ({"notBefore": "1927-07", "notAfter": "1927-07", "cert": "medium"}, "about July 1927"),
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
}


@pytest.mark.parametrize("edtf", CASES)
def test_attributes_and_words(edtf: str) -> None:
    attributes, words = CASES[edtf]
    assert dict(parse_date(edtf).attributes) == attributes
    assert in_words(edtf) == words


@pytest.mark.parametrize("text", ["1926-02-30", "1926-13", "June 1926", "1926/6/3", "1930/1929", "", "192?"])
def test_what_is_no_date_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parse_date(text)


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)))
def test_every_day_is_its_own_earliest_and_latest(day: datetime.date) -> None:
    date = parse_date(day.isoformat())
    assert (date.earliest, date.latest) == (day.isoformat(), day.isoformat())


@given(st.integers(1900, 1999), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next(year: int, month: int) -> None:
    latest = datetime.date.fromisoformat(parse_date(f"{year}-{month:02}").latest)
    following = latest + datetime.timedelta(days=1)
    assert (following.day, following.month) == (1, month % 12 + 1)


POINTS = st.builds(
    lambda day, size, mark: day.isoformat()[:size] + mark,
    st.dates(datetime.date(1500, 1, 1), datetime.date(2100, 12, 31)),
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~", "?", "%"]),
)


@settings(deadline=None)  # the first call loads the grammar
@given(st.one_of(POINTS, st.builds("{}/..".format, POINTS), st.builds("../{}".format, POINTS)))
def test_the_edtf_package_agrees(text: str) -> None:
    """What is a date to us is one to the reference implementation, with the same first and last day."""
    from edtf import parse_edtf

    theirs = parse_edtf(text)
    ours = parse_date(text)
    for ours_day, their_day in ((ours.earliest, theirs.lower_strict()), (ours.latest, theirs.upper_strict())):
        if ours_day:
            assert ours_day == f"{their_day.tm_year:04}-{their_day.tm_mon:02}-{their_day.tm_mday:02}"


@pytest.mark.parametrize(
    ("narrow", "wide", "within"),
    [
        ("1935-09-26", "1935-09", True),
        ("1935-10-01", "1935-09", False),
        ("1930-04-18~/1930-04-20~", "../1930-04-20", True),
        ("../1930-04-20", "1930-04-18/1930-04-20", False),
        ("1925-08-01/..", "1925-08", False),
        ("1925-08-03/..", "1925-08-01/..", True),
    ],
)
def test_one_date_within_another(narrow: str, wide: str, within: bool) -> None:
    assert is_within(narrow, wide) is within
