"""`fmt` orders keys and loses nothing: no word, no comment, no line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import own_template, run_command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from edition.authoring.formatting import comments_in, format_file, format_yaml
from edition.authoring.forms import ENTRY_KEYS, EntriesOf, ListOf, form_of, keys_of, own_files
from edition.authoring.yaml_pieces import UncertainLayout
from edition.cli import main
from edition.forms.documents import LetterFields
from edition.forms.line_yaml import read_yaml
from edition.forms.notes import NoteFile
from edition.forms.registers import Person
from edition.forms.upkeep import ChangeFields
from edition.kinds import KINDS

PERSONS = EntriesOf(Person)


def test_keys_come_into_the_order_of_the_form_with_their_comments() -> None:
    text = """\
# Everyone.

person-b:
  # the surname first
  sort: Brandt, Nils
  name: Nils Brandt  # as he signed
  offices:
    # the last is doubtful
    - {office: Keeper}
    # more to come
  summary: >-
    Maker
    # of lenses.
  # born: "1850"
person-a:
  died: "1931"
  # nothing is known of her birth

  born: "1870"
"""
    assert (
        format_yaml(text, PERSONS)
        == """\
# Everyone.

person-b:
  name: Nils Brandt  # as he signed
  # the surname first
  sort: Brandt, Nils
  offices:
    # the last is doubtful
    - {office: Keeper}
    # more to come
  summary: >-
    Maker
    # of lenses.
  # born: "1850"

person-a:
  # nothing is known of her birth

  born: "1870"
  died: "1931"
"""
    )


def test_a_list_item_keeps_its_dash() -> None:
    head = "document: L1\nnotes:\n"
    text = "  - text: |\n      Words.\n    # which\n    id: n-a\n  - at: s1\n    id: n-b\n    text: x\n"
    ordered = "  # which\n  - id: n-a\n    text: |\n      Words.\n  - id: n-b\n    at: s1\n    text: x\n"
    assert format_yaml(head + text, NoteFile) == head + ordered


def test_unknown_keys_stay_behind_their_neighbour_and_values_as_they_are_written() -> None:
    text = "kind: 'letter'\nknid: x\nid: \"L1\"\ntopics: [ topic-a,topic-b ]\n\n\nsender: [person-a]   \n"
    after = "id: \"L1\"\nkind: 'letter'\nknid: x\n\nsender: [person-a]\ntopics: [ topic-a,topic-b ]\n"
    assert format_yaml(text, LetterFields) == after


def test_only_front_matter_of_markdown_is_touched_and_line_ends_are_kept() -> None:
    text = "---\r\nkind: letter\r\nid: L1\r\n---\r\n\r\n\r\nkind: words   \r\n\r\n\r\n"
    after = format_file("sources/letters/001.md", text, LetterFields)
    assert after == "---\r\nid: L1\r\nkind: letter\r\n---\r\n\r\n\r\nkind: words   \r\n\r\n\r\n"


@pytest.mark.parametrize(
    "text",
    ["a: &x 1\nb: *x\n", "a: [\n", "a: 1\rb: 2\n", "a: 1\r\nb: 2\n", "? [a]\n: 1\n", "a: 'x\u2028y'\n"],
)
def test_what_is_not_certain_is_left_alone(text: str) -> None:
    with pytest.raises(UncertainLayout):
        format_yaml(text, PERSONS)


def test_every_key_of_a_register_has_its_place() -> None:
    for model in (kind.form for kind in KINDS.values()):
        assert sorted(keys_of(model)) == sorted(model.model_fields)
    assert len(set(ENTRY_KEYS)) == len(ENTRY_KEYS)


# -- anything an editor may have written -------------------------------------------------------------------

KEYS = ("name", "sort", "summary", "born", "offices", "variants", "colour", "in_letters", "same_as")
WORDS = st.text("ab é:#'\"-|>[]{},\u200b", min_size=1, max_size=12)
COMMENT = st.text("xyz #:", max_size=6).map(lambda words: f"# {words.strip()}".strip())
REMARKS = st.lists(st.one_of(st.just(""), COMMENT), max_size=3)
# what is drawn for each key is made once, since Hypothesis looks at a strategy anew each time that it is made
KINDS_OF_VALUES = st.sampled_from("quoted plain empty flow long block list map keep".split())
DEEPER, BESIDE = st.integers(1, 4), st.one_of(st.just(""), COMMENT.map("  {}".format))
BODY = st.lists(st.sampled_from(["", "# no comment", "- x", "k: v", "  deeper"]), max_size=4)
SIGN, CHOMPING, COLUMN = st.sampled_from("|>"), st.sampled_from(["", "-"]), st.sampled_from([None, 0, 0, 2])


def some_of(keys: Iterable[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(list(keys)), min_size=1, max_size=most, unique=True)


PERSON_KEYS, NAMES = some_of(KEYS, 6), some_of("abcd", 3)
NOTE_KEYS = some_of(("text", "id", "at", "quote", "by"), 5)
NUMBER_OF_NOTES, END = st.integers(1, 3), st.sampled_from(["\n", "", "\n\n"])


def quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def value(draw: st.DrawFn, indent: int) -> list[str]:
    """What follows a key's colon, as lines: the first on the key's own line."""
    deep = " " * (indent + draw(DEEPER))
    words, kind, beside = draw(WORDS), draw(KINDS_OF_VALUES), draw(BESIDE)
    if kind == "quoted":
        return [f" {quoted(words)}{beside}"]
    if kind == "plain":
        return [f" words{beside}"]
    if kind == "empty":
        return [beside]
    if kind == "flow":
        return [f" [{quoted(words)},{beside}", f"{deep}b, {{c: d}}]{beside}"]
    if kind == "long":
        return [" a plain text", f"{deep}that goes on{beside}"]
    if kind in {"block", "keep"}:
        body = draw(BODY)
        sign = draw(SIGN) + ("+" if kind == "keep" else draw(CHOMPING))
        return [f" {sign}{beside}", f"{deep}first", *(deep + line if line else "" for line in body)]
    if kind == "list":
        remarks = draw(REMARKS)
        return [
            beside,
            *(deep + r if r else "" for r in remarks),
            f"{deep}- {quoted(words)}",
            f"{deep}- to: a",
            f"{deep}  # its own",
            f"{deep}  office: b",
        ]
    return [
        beside,
        f"{deep}z: 1{beside}",
        *(deep + r for r in draw(REMARKS) if r),
        f"{deep}a: {quoted(words)}",
    ]


def mapping(draw: st.DrawFn, indent: int, keys: st.SearchStrategy[list[str]]) -> list[str]:
    lines: list[str] = []
    for key in draw(keys):
        for remark in draw(REMARKS):
            column = draw(COLUMN) if remark else None
            lines.append(" " * (0 if column is None else indent + column) + remark)
        first, *rest = value(draw, indent)
        lines += [f"{' ' * indent}{key}:{first}", *rest]
    return [*lines, *draw(REMARKS)]


@st.composite
def registers(draw: st.DrawFn) -> str:
    lines = list(draw(REMARKS))
    for name in draw(NAMES):
        lines += [*draw(REMARKS), f"person-{name}:", *mapping(draw, 2, PERSON_KEYS)]
    return "\n".join(lines) + draw(END)


@st.composite
def note_files(draw: st.DrawFn) -> str:
    lines = ["document: L1", "notes:"]
    for _ in range(draw(NUMBER_OF_NOTES)):
        inner = [line for line in mapping(draw, 4, NOTE_KEYS) if line]
        start = next(
            n for n, line in enumerate(inner) if line.startswith("    ") and not line.strip().startswith("#")
        )
        lines += inner[:start]
        lines += ["  - " + inner[start][4:], *inner[start + 1 :]]
    return "\n".join(lines) + "\n"


def holds(text: str, form: object) -> bool:
    """Formatting is proved, or declined; True when something was formatted."""
    _, faults = read_yaml(text, "")
    if faults:
        return False
    try:
        after, remarks = format_yaml(text, form), comments_in(text)
    except UncertainLayout:
        return False
    assert read_yaml(after, "")[0].data == read_yaml(text if text.endswith("\n") else text + "\n", "")[0].data
    assert comments_in(after) == remarks
    bare = [
        Counter(line.strip().lstrip("- ") for line in t.split("\n") if line.strip()) for t in (text, after)
    ]
    assert bare[0] == bare[1]
    assert format_yaml(after, form) == after
    return True


ANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_nothing_of_a_register_is_lost() -> None:
    """And the proof is no excuse: what is YAML is formatted. (Blank lines that `|+` keeps are text: these
    are declined.)"""
    counts: Counter[bool] = Counter()

    @ANY
    @given(registers())
    @example("person-a:\n    # behind a text\n  sort: a\n  name: |\n   first\n")
    def proved(text: str) -> None:
        formatted = holds(text, PERSONS)
        if "+" not in text and not read_yaml(text, "")[1]:
            assert formatted
            counts[formatted] += 1

    proved()
    assert counts[True] > 100


@ANY
@given(note_files())
def test_nothing_of_a_note_file_is_lost(text: str) -> None:
    holds(text, NoteFile)


@ANY
@given(st.text(" \n#-:ab'\"|>[]{},&*", max_size=60))
def test_nothing_of_any_text_is_lost(text: str) -> None:
    for form in (PERSONS, ListOf(ChangeFields)):
        holds(text, form)


# -- the edition and the command ---------------------------------------------------------------------------


def test_the_editions_own_files_are_in_order(own_edition: Path) -> None:
    for name in own_files(own_edition):
        text = (own_edition / name).read_text("utf-8")
        assert format_file(name, text, form_of(name)) == text, name


def test_the_command(sample: Path) -> None:
    register = sample / "annotations/persons.yaml"
    text = register.read_text()
    register.write_text(
        text.replace("  name: Ada Holm\n  sort: Holm, Ada\n", "  sort: Holm, Ada\n  name: Ada Holm\n")
    )
    before = register.read_bytes()
    broken = sample / "annotations/glossary.yaml"
    broken.write_text("a: [\n")
    result = run_command(main, ["fmt", "--check", "--root", str(sample)], expect=1)
    assert "annotations/persons.yaml: is not in order" in result.output and register.read_bytes() == before
    assert "annotations/glossary.yaml: left as it is: it is not valid YAML, line 2" in result.output
    run_command(main, ["fmt", str(register), "--root", str(sample)])
    assert "  name: Ada Holm\n  sort: Holm, Ada\n" in register.read_text()
    run_command(main, ["fmt", "--check", str(register), "--root", str(sample)])
    template = own_template(sample, "base.html.j2")
    result = run_command(main, ["fmt", str(template), "--root", str(sample)], expect=1)
    assert "not a file of the edition" in result.output
