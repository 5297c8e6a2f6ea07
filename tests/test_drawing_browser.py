"""Drawings in a real browser: the keyboard reaches their marks, and their type is large enough to read."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import url


@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_reaches_a_letter_and_opens_it(tab, full_edition: Path, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(url(full_edition, "browse/timeline/index.html"))
    tab.locator("a[href='#list']").focus()
    for _ in range(20):
        tab.keyboard.press("Tab")
        focused = tab.evaluate("document.activeElement.getAttribute('class') || ''")
        if focused.startswith("letter"):
            break
    assert focused.startswith("letter")
    outline = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/letters/*/index.html")


LEAST_TYPE = """() => Math.min(...[...document.querySelectorAll('main svg text')]
    .filter(t => t.getBoundingClientRect().width)
    .map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a))"""


@pytest.mark.parametrize("name", ["timeline", "plots"])
def test_type_in_the_drawings_is_legible(tab, full_edition: Path, name: str) -> None:
    tab.goto(url(full_edition, f"browse/{name}/index.html"))
    for width in (360, 390, 620, 768, 1024, 1280, 1680):
        tab.set_viewport_size({"width": width, "height": 900})
        least = tab.evaluate(LEAST_TYPE)
        assert least >= 10.5, f"at {width}: {least:.1f}"
