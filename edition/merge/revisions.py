"""What was revised since its first publication: `@change` points to the version in `revisionDesc`.

Words that differ from those last published are a draft of the next version, which `revisionDesc` says.
(TEI P5, 12.3.1.4 and 2.6; att.global.change, att.docStatus.)
"""

from __future__ import annotations

from collections.abc import Iterable

from edition.anchors.fingerprint import bag_of, write_fingerprint
from edition.anchors.registry import Registry
from edition.forms.configuration import ConfigFields
from edition.model import Change
from edition.tei.header_parts import DRAFT, revision_description, version_id
from edition.tei.tree import XML_ID, Element, name_of, select
from edition.tei.units import Unit, units_in


def describe_revisions(
    tree: Element, config: ConfigFields, changes: Iterable[Change], registry: Registry
) -> None:
    """Add the `revisionDesc` of a document to its header, and `@change` to each unit that was revised.
    `changes` are the versions that the edition lists."""
    changes = list(changes)
    known = {change.version for change in changes}
    revised: set[str] = set()
    draft = False
    for unit in units_in(tree) if registry.current else ():
        versions = [version for version in registry.revised.get(unit.id, ()) if version in known]
        is_draft = _differs(unit, registry)
        pointers = [*map(version_id, versions), *([DRAFT] if is_draft else [])]
        if pointers:
            _bearer(unit).set("change", " ".join(f"#{pointer}" for pointer in pointers))
        revised.update(versions)
        draft = draft or is_draft
    own = {change.version for change in changes if change.is_about({str(tree.get(XML_ID))})} | revised
    (header,) = select(tree, "t:teiHeader")
    own_versions = [(change.version, change.date, change.what) for change in changes if change.version in own]
    header.append(
        revision_description(config, own_versions, draft_after=registry.versions[-1] if draft else "")
    )


def _differs(unit: Unit, registry: Registry) -> bool:
    """Whether the words of a unit are others than those last published."""
    row = registry.current.get(unit.id)
    return row is not None and row.fingerprint != write_fingerprint(bag_of(unit.words))


def _bearer(unit: Unit) -> Element:
    """The element that bears the `@change` of a unit: of a division, its heading."""
    if name_of(unit.element) == "div":
        return next(child for child in unit.element if name_of(child) == "head")
    return unit.element
