"""Drawings made at build time: true to what they show, well-formed, and told in words."""

from __future__ import annotations

from lxml import etree
from markupsafe import Markup

from edition.render.drawing.sparkline import sparkline
from edition.render.drawing.svg import element, figure, link


def test_markup_is_escaped_and_attributes_are_written_as_svg_has_them() -> None:
    made = element("text", "a < b", element("tspan", "&"), text_anchor="end", class_="x", y=1 / 3, x=None)
    assert made == '<text text-anchor="end" class="x" y="0.33">a &lt; b<tspan>&amp;</tspan></text>'


def test_a_figure_with_links_is_named_and_described() -> None:
    made = figure(10, 5, link("a.html", "A “quoted” & more"), name="f", title="T", description="D", css="c")
    tree = etree.fromstring(made)
    assert tree.get("viewBox") == "0 0 10 5" and tree.get("role") == "group"
    for attribute, words in (("aria-labelledby", "T"), ("aria-describedby", "D")):
        assert tree.xpath("//*[@id=$id]/text()", id=tree.get(attribute)) == [words]
    assert tree.find("a").get("aria-label") == "A “quoted” & more"


def test_a_sparkline_has_a_place_for_every_year_and_says_the_counts() -> None:
    made = sparkline({1925: 4, 1927: 8, 1940: 99}, 1925, 1928, "Mentions")
    assert isinstance(made, Markup)
    tree = etree.fromstring(made)
    bars = tree.findall("svg/rect")
    assert [bar.get("class") for bar in bars] == ["bar", "none", "bar peak", "none"]
    assert float(bars[2].get("height")) == 2 * float(bars[0].get("height"))
    assert tree.findtext("svg/title") == "Mentions: 1925: 4; 1927: 8"
    assert [span.text for span in tree.findall("span")] == ["1925", "1928"]


def test_a_sparkline_of_nothing_says_so() -> None:
    assert etree.fromstring(sparkline({}, 1925, 1926, "Mentions")).findtext("svg/title") == "Mentions: none"
