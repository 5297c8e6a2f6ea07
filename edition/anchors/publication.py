"""Publishing a version: new ids are registered, ends are recorded, the TEI is frozen.

What is published is read from the merged edition: its units, the aliases left by paragraphs that were joined,
the tombstones of those that are gone. The registry is only ever added to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import yaml

from edition.anchors.accounting import unaccounted
from edition.anchors.agreement import disagreements, record_files
from edition.anchors.elsewhere import questions
from edition.anchors.fingerprint import bag_of, write_fingerprint
from edition.anchors.registry import COLUMNS, AnchorRow, Event, Registry
from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import ERROR, Rule
from edition.forms.yaml_syntax import LOADER
from edition.model import Artifact, Edition, Release
from edition.paths import ANCHORS_PATH, CHANGES_PATH, CONFIG_PATH, RELEASES
from edition.tei.units import aliases_in, tombstones_in, units_in
from edition.words.packing import packed

CITATION = "CITATION.cff"
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
BOM = b"\xef\xbb\xbf"
FILES = (ANCHORS_PATH, CHANGES_PATH, CONFIG_PATH)


@dataclass(frozen=True)
class CitableUnit:
    """Something that can be cited: its id, its kind (`registry.KINDS`), the id of its document, its words,
    and the id of the unit of the same kind before it ("" for the first)."""

    id: str
    kind: str
    document: str
    words: str
    after: str = ""


@dataclass(frozen=True)
class Publication:
    """What a publication adds to the registry; or, if it is refused, the reasons, and no rows."""

    rows: tuple[AnchorRow, ...]
    refused: tuple[Diagnostic, ...]


def plan_publication(edition: Edition, version: str, message: str, date: str = "") -> Publication:
    """The rows that a version adds to the registry, in the order of the edition. `message`, what changed, is
    the reason given for passages that are gone. Refused for the errors N203–N206, N208 and N209; N206 also
    for a `date` (ISO 8601) before that of the last version."""
    refused = (
        *_bad_number(edition, version),
        *_bad_date(edition, version, date),
        *disagreements(edition),
        *unaccounted(edition),
        *questions(edition),
    )
    if refused:
        return Publication((), refused)
    rows = [*_ends(edition, version, message), *_present(edition, version)]
    return Publication(tuple(rows), ())


N206 = Rule(
    "N206",
    ERROR,
    "a version that cannot be published under this number",
    why="A version is an address. What was published under it stays as it was.",
    bad="`edition publish 1.0`, when there is a version 1.0",
    good="`edition publish 1.1`",
)


def _bad_number(edition: Edition, version: str) -> Iterator[Diagnostic]:
    """A number that cannot be an address, or that was given before."""
    if not VERSION.fullmatch(version):
        hint = "use letters, digits, points and hyphens, as in 1.0 or 2026-11"
        yield N206.at(Location(RELEASES), f"“{version}” is not the name of a version", hint)
    elif version in {*edition.registry.versions, *(release.version for release in edition.releases)}:
        hint = "published versions stay as they are; give the new one another number"
        yield N206.at(Location(RELEASES), f"version {version} was already published", hint)
    elif _order(version) < _order(last := last_version(edition)):
        message = f"version {version} does not follow {last}, the last one"
        yield N206.at(Location(RELEASES), message, "give it a higher number")


def last_version(edition: Edition) -> str:
    """The version that was published last, by the list of versions; "" when there is none."""
    published = {*edition.registry.versions, *(release.version for release in edition.releases)}
    listed = [change.version for change in edition.changes if change.version in published]
    return (listed or list(edition.registry.versions) or [""])[-1]


def _order(version: str) -> list[tuple[int, str]]:
    """What versions are put in order by: 1.10 follows 1.9, and 1.0 follows 1.0-beta."""
    parts = re.findall(r"\d{1,18}|[A-Za-z]+", version)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts] + [(0, "")]


def _bad_date(edition: Edition, version: str, date: str) -> Iterator[Diagnostic]:
    """A date that is none, or before that of the last version."""
    earlier = [change for change in edition.changes if change.version != version]
    if date and not DAY.fullmatch(date):
        yield N206.at(Location(CHANGES_PATH), f"“{date}” is not a day", "write it as in 2026-11-22")
    elif date and earlier and date < earlier[-1].date:
        message = f"{date} lies before {earlier[-1].date}, the date of version {earlier[-1].version}"
        yield N206.at(earlier[-1].location, message, "correct --date, or the date of that version")


def units_of(edition: Edition) -> Iterator[CitableUnit]:
    """Everything in the edition that has an id: documents, their passages and notes, register entries."""
    for ref, document in edition.documents.items():
        yield CitableUnit(ref, "document", ref, "")
        last: dict[str, str] = {}
        for unit in units_in(document.tree):
            yield CitableUnit(unit.id, unit.kind, ref, unit.words, last.get(unit.kind, ""))
            last[unit.kind] = unit.id
    for _, ref, entry in edition.entries():
        yield CitableUnit(ref, "register entry", ref, f"{entry.name} {entry.summary}")


def _present(edition: Edition, version: str) -> Iterator[AnchorRow]:
    """New ids, and new words under old ones."""
    registry = edition.registry
    for unit in units_of(edition):
        words = write_fingerprint(bag_of(unit.words))
        known = registry.current.get(unit.id)
        if known is None:
            event: Event = "revised" if unit.id in registry.published else "published"  # it was put back
            yield _row(unit, version, event, words)
        elif (known.fingerprint, known.after) != (words, unit.after):
            yield _row(unit, version, "revised", words)


def _row(unit: CitableUnit, version: str, event: Event, words: str) -> AnchorRow:
    return AnchorRow(
        id=unit.id,
        kind=unit.kind,
        document=unit.document,
        version=version,
        event=event,
        after=unit.after,
        fingerprint=words,
    )


def _ends(edition: Edition, version: str, message: str) -> Iterator[AnchorRow]:
    """Ids that are no more: joined with another, gone, renamed or withdrawn; and those that had ended and
    lead elsewhere now."""
    registry = edition.registry
    aliases, tombstones = dict[str, str](), set[str]()
    for document in edition.documents.values():
        aliases |= aliases_in(document.tree)
        tombstones.update(tombstones_in(document.tree))
    ended = {alias: (holder, "") for alias, holder in aliases.items()}
    last = {xml_id: registry.successor(xml_id) for xml_id in registry.ends}
    there = {xml_id for xml_id, to in last.items() if to and aliases.get(to, to) not in tombstones}
    led_on = {
        end.id
        for end in registry.ends.values()
        if end.successor in registry.ends or (end.reason and end.id in there)
    }
    ended |= dict.fromkeys(sorted(tombstones - led_on), ("", message))
    for end in registry.ends.values():
        if end.id in registry.moves or not end.version:
            successor = aliases.get(end.successor, end.successor)
            is_gone = successor in tombstones and end.id not in there
            ended[end.id] = ("" if is_gone else successor, end.reason)
    for xml_id, (successor, reason) in ended.items():
        row = registry.latest.get(xml_id)
        if row is None and (row := _under_new_name(xml_id, version, registry)):
            yield row
        if row is not None and (row.event != "ended" or row.successor != successor):
            yield AnchorRow(
                id=xml_id,
                kind=row.kind,
                document=row.document,
                version=version,
                event="ended",
                after=row.after,
                successor=successor,
                reason=_one_line(reason),
            )


def _under_new_name(xml_id: str, version: str, registry: Registry) -> AnchorRow | None:
    """The first row of an alias, or of a passage taken out, in a document that is given another id with this
    version: it stands in the text under that id, and leads on from there when the document is renamed
    again."""
    rows = registry.rows_by_id.get(registry.published_as(xml_id), ())
    last = next((row for row in reversed(rows) if row.event != "ended"), None)
    if last is None:
        return None
    document = xml_id.partition(".")[0]
    after = last.after.replace(last.document, document, 1)
    return replace(last, id=xml_id, document=document, version=version, event="published", after=after)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def with_rows(registry: bytes, rows: tuple[AnchorRow, ...]) -> bytes:
    """The registry file with rows added; what it holds already stays byte for byte."""
    head = registry or ("\t".join(COLUMNS) + "\n").encode()
    return head + "".join(f"{row.line()}\n" for row in rows).encode()


def record_of(plan: Publication, releases: tuple[Release, ...]) -> list[Artifact]:
    """What the archive of a version says beside the TEI (`agreement`)."""
    rows = "".join(f"{row.line()}\n" for row in plan.rows)
    return [Artifact(name, data) for name, data in record_files(rows, releases).items()]


def with_change(changes: bytes, version: str, date: str, message: str) -> bytes:
    """`sources/changes.yaml` with one more change at its end; `date` is a day (ISO 8601)."""
    text = changes.decode()
    lines = [f'- version: "{version}"', f"  date: {date}", f"  what: {_quoted(_one_line(message))}"]
    return (text + ("" if not text or text.endswith("\n") else "\n") + "\n".join(lines) + "\n").encode()


def with_version(config: bytes, version: str, date: str) -> bytes:
    """`sources/edition.yaml` with this version and date; nothing else in it changes, comments included."""
    return _with_values(config, {("version",): f'"{version}"', ("date",): date})


def with_citation(citation: bytes, version: str, date: str) -> bytes:
    """`CITATION.cff` with this version and date, of the work itself and in its preferred citation; what it
    refers to stays. Raises `yaml.YAMLError` when it is not YAML. (Citation File Format 1.2.0.)"""
    own = {"version": f'"{version}"', "date-released": date}
    values: dict[tuple[str, ...], str] = {(key,): value for key, value in own.items()}
    for key, value in {**own, "year": date[:4]}.items():
        values["preferred-citation", key] = value
    return _with_values(citation, values)


def _with_values(data: bytes, values: Mapping[tuple[str, ...], str]) -> bytes:
    """A YAML file in which the values at some paths, where there are any, are others. All else stays byte for
    byte."""
    mark, text = BOM if data.startswith(BOM) else b"", data.removeprefix(BOM).decode()
    places = dict(_places(yaml.compose(text, LOADER), ()))
    for path, value in sorted(values.items(), key=lambda item: places.get(item[0], (0, 0)), reverse=True):
        if path in places:
            start, end = places[path]
            text = text[:start] + (value if start < end else f" {value}") + text[end:]
    return mark + text.encode()


def _places(
    node: yaml.Node | None, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    """Where in the text the value at each path of keys begins and ends."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _places(value, (*path, str(key.value)))
    elif isinstance(node, yaml.ScalarNode):
        yield path, (node.start_mark.index, node.end_mark.index)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def freeze(files: Iterable[Artifact]) -> bytes:
    """The files of a version as one ZIP archive; the same files always give the same bytes."""
    return packed(sorted((file.path, file.data or b"") for file in files))
