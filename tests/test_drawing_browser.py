"""Drawings in a real browser: the keyboard reaches their marks, and their type is large enough to read."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import url


@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_reaches_a_letter_and_opens_it(page, full_edition: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(url(full_edition, "browse/timeline/index.html"))
    page.locator("a[href='#list']").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.getAttribute('class') || ''")
        if focused.startswith("letter"):
            break
    assert focused.startswith("letter")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/letters/*/index.html")


def test_type_in_the_drawings_is_legible(browser, full_edition: Path) -> None:
    for width in (360, 390, 620, 768, 1024, 1280, 1680):
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        for name in ("timeline", "plots"):
            page.goto(url(full_edition, f"browse/{name}/index.html"))
            least = page.evaluate(
                """() => Math.min(...[...document.querySelectorAll('main svg text')]
                    .filter(t => t.getBoundingClientRect().width)
                    .map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a))"""
            )
            assert least >= 10.5, f"{name} at {width}: {least:.1f}"
        context.close()
