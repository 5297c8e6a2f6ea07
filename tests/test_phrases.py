"""The words of the interface: all in one file, none in a template outside a phrase, others in their place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import ROOT, run_command
from jinja2 import Environment, Undefined
from markupsafe import Markup

from edition.cli import main
from edition.render.phrases import Phrases, phrases_in

TEMPLATES = ROOT / "templates"
PAGES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html.j2"))
NOT_YET = frozenset({"moved.html.j2"})  # templates whose words are not phrases yet
HEAD = """\
# The words of the interface. The key is what templates ask for, in English; a value is what is said in its
# place, and without one it is said as it stands. Where a number decides, there are two forms: one and other.
# An edition's own templates/phrases/en.yaml has what it wants otherwise; another language has its own file.
# Written by: python -m pytest tests/test_phrases.py --accept
"""
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
NOT_READ = re.compile(r"<(script|style|svg|code)\b.*?</\1>|\{% set style %\}.*?\{% endset %\}", re.S)
TAG = re.compile(r"<[^<>]*>")
READ_OUT = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"')
WORD = re.compile(r"(?<![&\w-])[A-Za-z]*[a-z]{2,}")
BLOCK = re.compile(r"\{% block (?:kind|skip|heading_class) %\}.*?\{% endblock %\}")


def asked_for() -> dict[str, str]:
    """Every phrase of the templates, with its form for other numbers than one."""
    environment = Environment()
    found: dict[str, str] = {}
    for name in PAGES:
        for one, many in phrases_in(environment, (TEMPLATES / name).read_text("utf-8")):
            found[one] = many or found.get(one, "")
    return found


def test_all_words_stand_in_one_file(golden) -> None:
    lines = [
        f"{json.dumps(one, ensure_ascii=False)}:"
        + (f" {{one: {json.dumps(one)}, other: {json.dumps(many)}}}" if many else "")
        for one, many in sorted(asked_for().items(), key=lambda item: item[0].casefold())
    ]
    golden(TEMPLATES / "phrases/en.yaml", HEAD + "\n".join(lines) + "\n")


def words_outside(source: str) -> list[str]:
    """The English words of a template that are in no phrase."""
    source = CODE.sub("", NOT_READ.sub("", BLOCK.sub("", source)))
    texts = [TAG.sub(" ", source), *READ_OUT.findall(source)]
    return [word for text in texts for word in WORD.findall(text)]


@pytest.mark.parametrize("name", PAGES)
def test_a_template_has_no_words_of_its_own(name: str) -> None:
    words = words_outside((TEMPLATES / name).read_text("utf-8"))
    if name in NOT_YET:
        assert words, "it has its words in phrases now: take it from the list"
    else:
        assert words == [], "ask for them: phrase(…)"


def test_words_outside_a_phrase_are_found() -> None:
    assert words_outside('<p title="in full">{{ phrase("Notes") }} and <b>so</b></p>') == [
        "and",
        "so",
        "in",
        "full",
    ]


@pytest.mark.parametrize(
    ("phrase", "values", "page"),
    [
        (("Notes",), {}, "Anmerkungen"),
        (("Kept",), {}, "Kept"),
        (("{n} letter", "{n} letters"), {"n": 1}, "1 Brief"),
        (("{n} letter", "{n} letters"), {"n": 0}, "0 Briefe"),
        (("{n} day", "{n} days"), {"n": 2}, "2 days"),
        (("by <b>{name}</b>",), {"name": "<Smith>"}, "by <b>&lt;Smith&gt;</b>"),
        (("by {name}",), {"name": Markup("<i>S.</i>")}, "by <i>S.</i>"),
        (("it{more}",), {"more": Undefined()}, "it"),
    ],
)
def test_a_phrase_is_said_with_its_values(
    phrase: tuple[str, ...], values: dict[str, object], page: str
) -> None:
    said = Phrases({"Notes": ("Anmerkungen",) * 2, "{n} letter": ("{n} Brief", "{n} Briefe")})
    assert said(*phrase, **values) == page


def test_a_language_has_a_file_of_its_own(sample: Path) -> None:
    settings = sample / "sources/edition.yaml"
    settings.write_text(f"{settings.read_text()}language: de\n")
    phrases = sample / "templates/phrases/de.yaml"
    phrases.parent.mkdir(parents=True)
    phrases.write_text('"Notes": Anmerkungen\n"Summary":\n')
    run_command(main, ["build", "--root", str(sample)])
    letter = (sample / "site/letters/1/index.html").read_text()
    assert '<html lang="de">' in letter and ">Anmerkungen</h2>" in letter and ">Summary</h2>" in letter
    phrases.write_text('"Notes": Noten\n')
    run_command(main, ["build", "--root", str(sample)])
    assert ">Noten</h2>" in (sample / "site/letters/1/index.html").read_text()
    phrases.write_text('"Notes": Noten\n"Summary": [a, b]\n')
    told = run_command(main, ["build", "--root", str(sample)], expect=1).output
    assert "templates/phrases/de.yaml:2" in told and "neither a phrase" in told
