"""An edition looks as it wants to, by its configuration, and can still be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, own_template, run_command, site_of
from jinja2 import Environment
from pydantic import ValidationError

from edition.cli import main
from edition.forms.look import DARK, LIGHT, Look, contrast
from edition.pipeline import assemble
from edition.render.face import face_sheet
from edition.render.pages.route import environment
from edition.store.source_files import read_files

OWN = """look:
  logo: marks/leaf.svg
  colours: {paper: "#ffffff", accent: "#00457c"}
  face: Charter, Georgia
  menu:
    - {title: Mosses, to: essay-mosses}
"""


def test_the_usual_colours_are_those_of_the_style_sheet() -> None:
    sheet = (ROOT / "templates/css/book.css").read_text("utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", sheet, re.S)[:2]
    for palette, rules in ((LIGHT, light), (DARK, dark)):
        assert palette.items() <= dict(re.findall(r"--(\w+): (#\w+);", rules)).items()


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ({"colours": {"accent": "#999999"}}, "accent #999999 on paper #fbf8f1 has a contrast of"),
        ({"dark": {"ink": "#333333"}}, "dark: ink #333333"),
        ({"colours": {"ink": "black"}}, "pattern"),
        ({"logo": "https://example.org/logo.svg"}, "pattern"),
        ({"face": "x; } body { display: none"}, "pattern"),
    ],
)
def test_what_cannot_be_read_is_refused(look: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Look.model_validate(look)


def test_without_a_look_there_is_no_sheet() -> None:
    assert Look().sheet == ""


def test_the_site_has_it(sample: Path) -> None:
    config = sample / "sources/edition.yaml"
    config.write_text(config.read_text("utf-8") + OWN, "utf-8")
    (sample / "static/marks").mkdir(parents=True)
    (sample / "static/marks/leaf.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    run_command(main, ["build", "--root", str(sample)])
    page = (sample / "site/letters/1/index.html").read_text("utf-8")
    assert '<img src="../../marks/leaf.svg" alt="" class="logo">' in page
    assert '<a href="../../essays/mosses/index.html">Mosses</a>' in page
    assert "assets/css/look.css" in page and (sample / "site/marks/leaf.svg").is_file()
    sheet = (sample / "site/assets/css/look.css").read_text("utf-8")
    assert "--paper: #ffffff; --accent: #00457c;" in sheet and "Charter, Georgia, serif" in sheet
    assert f"--paper: {DARK['paper']};" in sheet, "the dark page stays dark"


def test_a_logo_and_a_word_of_the_menu_that_are_not_there_are_told(sample: Path) -> None:
    config = sample / "sources/edition.yaml"
    config.write_text(config.read_text("utf-8") + OWN.replace("essay-mosses", "essay-moses"), "utf-8")
    logo, menu = (str(finding) for finding in assemble(read_files(sample)).diagnostics)
    assert logo.startswith("sources/edition.yaml:") and "no image marks/leaf.svg" in logo
    assert menu.startswith("sources/edition.yaml:") and "did you mean “essay-mosses”" in menu


def test_the_templates_of_the_engine_are_compiled_once_for_all_editions(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_template(sample, "entry/term.html.j2")
    environment(site_of(sample)).get_template("letter.html.j2")
    asked: list[str | None] = []
    generate = Environment._generate
    monkeypatch.setattr(
        Environment, "_generate", lambda *given, **named: asked.append(given[2]) or generate(*given, **named)
    )
    for name in ("letter.html.j2", "entry/term.html.j2"):
        environment(site_of(sample)).get_template(name)
    assert asked == ["entry/term.html.j2"]


def test_a_template_in_a_page_and_in_a_style_sheet_is_escaped_in_the_page_alone(sample: Path) -> None:
    """Whichever asks for it first."""
    own_template(sample, "css/font.css.j2").write_text("""html { font-family: {{ '"A"' }} }""", "utf-8")
    site = site_of(sample)
    for _ in range(2):
        page = environment(site).get_template("css/font.css.j2").render()
        assert page == "html { font-family: &#34;A&#34; }" and face_sheet(site) == 'html { font-family: "A" }'
