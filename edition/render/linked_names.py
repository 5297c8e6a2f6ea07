"""Names of a header, each as a link to its entry."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from edition.forms.language import ENGLISH, Language
from edition.lookup.addresses import href
from edition.render.behaviours import name_link
from edition.tei.heads import ReferencedName
from edition.words.typography import unbroken


def linked_names(names: Sequence[ReferencedName], root: str, phrases: Language = ENGLISH) -> Markup:
    """Names of a header as a list in words, “A, B and C”, each a link to its entry if it has one."""
    return Markup(phrases.listed(Markup(_linked_name(name, root)) for name in names))


def _linked_name(name: ReferencedName, root: str) -> str:
    inside = unbroken(str(escape(name.words)))
    return name_link(name.ref.partition("-")[0], href(name.ref, root), inside) if name.ref else inside
