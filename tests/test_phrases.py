"""The words of the interface: all in one file, none on a page outside a phrase, whole in each language."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import get_args

import pytest
from conftest import ROOT
from jinja2 import Environment, Undefined
from jinja2.nodes import Call, Const, Name
from markupsafe import Markup

from edition.forms.base import Certainty
from edition.forms.configuration import ConfigFields
from edition.forms.documents import EssayFields
from edition.forms.language import Language, language_of, values_in
from edition.forms.lists import Counterpart, ErratumFields, Outcome
from edition.kinds import KINDS, know
from edition.lookup.resolving import State
from edition.render.pages.route import phrases_in_script
from edition.words.date_words import PHRASES

TEMPLATES = ROOT / "templates"
PAGES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html.j2"))
HEAD = """\
# The words of the interface. The key is what templates and program ask for, in English; a value is what is
# said in its place, and without one it is said as it stands. Where a number decides, there are two forms: one
# and other.
# An edition's own templates/phrases/en.yaml has what it wants otherwise; another language has its own file.
# Written by: python -m pytest tests/test_phrases.py --accept
"""
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
NOT_READ = re.compile(r"<(script|style|svg|code)\b.*?</\1>|\{% set style %\}.*?\{% endset %\}", re.S)
TAG = re.compile(r"<[^<>]*>")
READ_OUT = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"')
WORD = re.compile(r"(?<![&\w-])[A-Za-z]*[a-z]{2,}")
BLOCK = re.compile(r"\{% block (?:kind|skip|heading_class|plain) %\}.*?\{% endblock %\}")
ASKING = {"say", "phrase", "phrases", "wording", "wordings", "_say"}
LANGUAGES = ("de", "fr")


def in_template(environment: Environment, source: str) -> Iterator[tuple[str, str]]:
    """The phrases that a template asks for: (one, other or "")."""
    for call in environment.parse(source).find_all(Call):
        if isinstance(call.node, Name) and call.node.name == "phrase":
            forms = [each.value for each in call.args if isinstance(each, Const)]
            if forms:
                yield forms[0], forms[1] if len(forms) > 1 else ""


def in_program(source: str) -> Iterator[tuple[str, str]]:
    """The phrases that a module asks for, or names to be asked for."""
    if not any(f"{name}(" in source for name in ASKING):  # it takes seconds to parse all
        return
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            forms = [arg.value for arg in call.args[:2] if isinstance(arg, ast.Constant)]
            if name in ASKING and forms and isinstance(forms[0], str):
                yield forms[0], forms[1] if len(forms) > 1 else ""
            elif name in ASKING and call.args and isinstance(call.args[0], ast.IfExp):
                chosen = call.args[0]
                yield from (
                    (c.value, "") for c in (chosen.body, chosen.orelse) if isinstance(c, ast.Constant)
                )


def in_tables() -> Iterator[tuple[str, str]]:
    """What the program takes from its tables: the kinds of registers, of letters, of what is found."""
    know({})  # those of an edition that was read before are its own words
    for kind in KINDS.values():
        for phrase in (kind.heading, kind.sentence, kind.noun, kind.label, kind.several):
            yield phrase, ""
    for kind in ConfigFields.model_fields["kinds"].default:
        yield kind, f"{kind}s"
    fields = (ErratumFields, "certainty"), (Counterpart, "known"), (EssayFields, "kind")
    chosen = (phrase for form, name in fields for phrase in get_args(form.model_fields[name].annotation))
    for phrase in (*chosen, *get_args(Outcome), *get_args(Certainty), *get_args(State), *PHRASES):
        yield phrase, ""
    for phrase in get_args(EssayFields.model_fields["kind"].annotation):
        yield phrase.capitalize(), ""
    yield from (("Undated", ""), ("E", ""), ("W", ""))


@cache
def asked_for() -> dict[str, str]:
    """Every phrase of templates, scripts and program, with its form for other numbers than one."""
    environment = Environment()
    found: dict[str, str] = {}
    asked = [*in_tables()]
    for name in PAGES:
        asked += in_template(environment, (TEMPLATES / name).read_text("utf-8"))
    for script in (TEMPLATES / "js").glob("*.js"):
        asked += phrases_in_script(script.read_text("utf-8")).items()
    for module in (ROOT / "edition").rglob("*.py"):
        asked += in_program(module.read_text("utf-8"))
    for one, many in asked:
        found[one] = many or found.get(one, "")
    found.pop("", None)
    return found


def test_all_words_stand_in_one_file(golden) -> None:
    lines = [
        f"{json.dumps(one, ensure_ascii=False)}:"
        + (
            f" {{one: {json.dumps(one, ensure_ascii=False)}, other: {json.dumps(many, ensure_ascii=False)}}}"
            if many
            else ""
        )
        for one, many in sorted(asked_for().items(), key=lambda item: item[0].casefold())
    ]
    golden(TEMPLATES / "phrases/en.yaml", HEAD + "\n".join(lines) + "\n")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_whole(code: str) -> None:
    """It has every phrase and no other, each with the values of the English."""
    language, problems = language_of(code)
    asked = asked_for()
    assert problems == []
    assert asked.keys() - language.said.keys() == set(), "to be translated"
    assert language.said.keys() - asked.keys() == set(), "nothing asks for them"
    for one, many in asked.items():
        wanted = values_in(one) | (values_in(many) if many else set())
        for form in language.said[one]:
            assert wanted - {"n"} <= values_in(form) <= wanted | {"n"}, f"{one} → {form}"


def words_outside(source: str) -> list[str]:
    """The English words of a template that are in no phrase."""
    source = CODE.sub("", NOT_READ.sub("", BLOCK.sub("", source)))
    texts = [TAG.sub(" ", source), *READ_OUT.findall(source)]
    return [word for text in texts for word in WORD.findall(text)]


@pytest.mark.parametrize("name", PAGES)
def test_a_template_has_no_words_of_its_own(name: str) -> None:
    assert words_outside((TEMPLATES / name).read_text("utf-8")) == [], "ask for them: phrase(…)"


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
    said = Language("de", {"Notes": ("Anmerkungen",) * 2, "{n} letter": ("{n} Brief", "{n} Briefe")})
    assert said(*phrase, **values) == page
