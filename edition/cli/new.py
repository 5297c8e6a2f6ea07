"""Making a file or an entry, its fields filled in as far as they are known."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import click

from edition.cli.console import (
    PROBLEMS,
    find_root,
    know_kinds,
    report,
    root_option,
    writing,
)

ID = re.compile(r"[a-z]+-[a-z0-9-]+|L\d+")
ALIASES = {"sender": "--from", "recipients": "--to", "sources": "--source"}
HELP = {
    "archive": "The shelfmark, as “BL, Add. MS 1234, ff. 1–2” or “RGADA f. 11, op. 1, d. 87, l. 1”.",
    "sources": "A work’s id and the place in it: “work-lamp-book p. 16”.",
}


class KindCommands(click.Group):
    """One command for each kind, made from the edition’s forms when it is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The kinds: letter, essay, note, and what an entry of each register is called."""
        from edition.kinds import KINDS

        return ["letter", "essay", "note", *(row.noun for row in KINDS.values())]

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, in the edition that `--root` among the arguments names."""
        given = next((b for a, b in pairwise([*args, ""]) if a == "--root" and b), None)
        given = given or next((a.partition("=")[2] for a in args if a.startswith("--root=")), None)
        know_kinds(find_root(context, None, Path(given) if given else None))
        return super().resolve_command(context, args)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The kinds of the edition in whose folder one is."""
        know_kinds(find_root(context, None, None))
        super().format_commands(context, formatter)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command for a kind, or None."""
        return _command(name) if name in self.list_commands(context) else None


@click.command(cls=KindCommands)
def new() -> None:
    """Make a letter, essay, note or entry, filled in as far as possible. Never overwrites anything."""


def _command(kind: str) -> click.Command:
    """The command for one kind: its arguments, and an option for each field of its form."""
    from edition.authoring.forms import keys_of
    from edition.forms.documents import EssayFields, LetterFields
    from edition.forms.notes import NoteFields
    from edition.kinds import KINDS

    forms: dict[str, tuple[Any, tuple[str, ...], str]] = {
        "letter": (LetterFields, ("[number]",), "the next letter, or letter NUMBER"),
        "essay": (EssayFields, ("title",), "an essay with this TITLE"),
        "note": (NoteFields, ("document", "quote"), "a note to DOCUMENT on its words QUOTE"),
    }
    row = next((row for row in KINDS.values() if row.noun == kind), None)
    if row is not None:
        how = "; NAME is written “Surname, Given”" if kind == "person" else " called NAME"
        subject = f"an entry for {'an' if kind[0] in 'aeio' else 'a'} {kind}{how}"
        forms[kind] = (row.form, ("name",), subject)
    form, arguments, subject = forms[kind]
    options = [option for key in keys_of(form) for option in _options(form, key, arguments)]
    for option in options if row is not None else ():  # what is missing in a document is left to be written
        option.required = _is_needed(form, str(option.name).removeprefix("given_"))
    return click.Command(
        kind,
        params=[*(_argument(text) for text in arguments), *options, *_common(kind)],
        callback=_callback(kind),
        help=f"Make {subject}.",
    )


def _argument(text: str) -> click.Argument:
    number = text == "[number]"
    return click.Argument([text.strip("[]")], required=not number, default="" if number else None)


def _options(form: Any, key: str, arguments: tuple[str, ...]) -> list[click.Option]:
    """The option for a field, or none: fields that hold more than text are filled in in the file."""
    from edition.authoring.descriptions import describe

    if key in {"id", "name", "quote", *arguments}:
        return []
    flags = [f"given_{key}", ALIASES.get(key, f"--{key.replace('_', '-')}")]
    words = HELP.get(key) or describe(form, key)
    annotation = next(i.annotation for name, i in form.model_fields.items() if key == (i.alias or name))
    choices = next((get_args(a) for a in _members(annotation) if get_origin(a) is Literal), ())
    if choices:
        return [click.Option(flags, type=click.Choice(choices), help=words)]
    if get_origin(annotation) is list:
        texts = key == "sources" or _is_text(get_args(annotation)[0])
        return [click.Option(flags, multiple=True, help=words)] if texts else []
    text = key == "archive" or any(_is_text(member) for member in _members(annotation))
    return [click.Option(flags, help=words)] if text else []


def _is_needed(form: Any, key: str) -> bool:
    """Whether an entry must have a field that `new` cannot fill in itself."""
    needed = (info.alias or name for name, info in form.model_fields.items() if info.is_required())
    return key in needed and key != "summary"


def _members(annotation: Any) -> tuple[Any, ...]:
    """The members X and None of `X | None`; any other type is its own only member."""
    arguments = get_args(annotation)
    return arguments if type(None) in arguments else (annotation,)


def _is_text(annotation: Any) -> bool:
    """Whether a type is `str`, with or without a pattern."""
    return annotation is str or (bool(get_args(annotation)) and get_args(annotation)[0] is str)


def _common(kind: str) -> list[click.Parameter]:
    options: list[click.Parameter] = [
        click.Option(["--dry-run"], is_flag=True, help="Print what would be written, and write nothing."),
        *root_option(lambda: None).__click_params__,  # type: ignore[attr-defined]
    ]
    if kind != "letter":
        words = "The id; by default it is made from the name or words."
        options.insert(0, click.Option(["--id", "new_id"], default="", help=words))
    return options


def _callback(kind: str) -> Callable[..., None]:
    def make(root: Path, dry_run: bool, new_id: str = "", **values: Any) -> None:
        from edition.authoring.desk import Desk
        from edition.store.filing import write_together

        given = {
            key.removeprefix("given_"): value for key, value in values.items() if key.startswith("given_")
        }
        given = {key: _listed(key, v) if isinstance(v, tuple) else v for key, v in given.items() if v}
        with writing(root.resolve()):
            desk = Desk(root.resolve(), with_texts=kind == "note")
            made = _make_piece(desk, kind, values, given, new_id)
            faults = desk.errors_from(made)
            if faults:
                report(faults, root)
                click.echo("Nothing was written.", err=True)
                sys.exit(PROBLEMS)
            if not dry_run:
                write_together(desk.root, {made.path: made.text.encode()}, "the new piece", desk.contents)
        for line in made.piece if dry_run else ():
            click.echo(line)
        for remark in made.remarks:
            click.echo(remark, err=True)
        click.echo(f"{'would go on at' if dry_run else 'go on at'} {made.next_place}")

    return make


def _listed(key: str, values: tuple[str, ...]) -> list[str]:
    """The values of an option that may be given several times. Raises UsageError for ids that stand in one
    value with commas between them."""
    option = ALIASES.get(key, f"--{key.replace('_', '-')}")
    for value in values:
        ids = [part.strip() for part in value.split(",")]
        if len(ids) > 1 and all(ID.fullmatch(part) for part in ids):
            again = " ".join(f"{option} {part}" for part in ids)
            raise click.UsageError(f"{option} “{value}”: give the option for each: {again}")
    return list(values)


def _make_piece(desk: Any, kind: str, values: dict[str, Any], given: dict[str, Any], new_id: str) -> Any:
    from edition.authoring.new_documents import new_essay, new_letter, new_note
    from edition.authoring.new_entries import new_entry
    from edition.kinds import KINDS

    if "sources" in given:
        given["sources"] = [_citation(text) for text in given["sources"]]
    if kind == "letter":
        return new_letter(desk, values["number"], given)
    if kind == "essay":
        return new_essay(desk, values["title"], given, new_id)
    if kind == "note":
        return new_note(desk, values["document"], values["quote"], given, new_id)
    row = next(row for row in KINDS.values() if row.noun == kind)
    return new_entry(desk, row, values["name"], given, new_id)


def _citation(text: str) -> dict[str, str]:
    """“work-lamp-book, p. 16” as a work and the place in it."""
    work, _, place = text.replace(",", " ", 1).partition(" ") if " " in text else (text, "", "")
    return {"work": work} | ({"locator": place.strip()} if place.strip() else {})
