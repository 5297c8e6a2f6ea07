"""The TEI of an edition, made and validated against a schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from edition.check.validity import check_validity
from edition.findings.diagnostics import Diagnostic
from edition.forms.configuration import ConfigFields
from edition.model import Edition
from edition.paths import OWN_TEMPLATES


def validate_edition(
    edition: Edition, config: ConfigFields, root: Path, schema: Path
) -> Iterator[Diagnostic]:
    """Every fault of the edition’s TEI against a RELAX NG schema. Raises `SchemaUnavailable`."""
    from edition.render.site import Site
    from edition.render.tei.files import plan

    site = Site(edition, config, root / OWN_TEMPLATES)
    files = {Path(job.path).name: job.make() for job in plan(site)}
    yield from check_validity(files, edition, schema)
