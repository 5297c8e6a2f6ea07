"""Whose words a text holds, and so what its marks mean.

The same marks mean different things in a historical document and in an editor's prose: `*words*` are
underlined in the one and italic in the other, `[words]` are supplied in the one and in brackets in the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from edition.forms.configuration import VOLUME


@dataclass(frozen=True)
class Voice:
    """Whose words a text holds, and so what its marks mean.

    manuscript: emphasis is underlining, brackets are words supplied by `editor`.
    gaps: an ellipsis marks an omission by the editors.
    labels: a number at the start of a paragraph is the label of a point.
    ours: words of this edition, in which `'` is typed for an apostrophe; others’ words stay as they are.
    lines: a line of the source is one of the original.
    """

    manuscript: bool = False
    gaps: bool = False
    editor: str = "edition"
    labels: bool = True
    ours: bool = False
    lines: bool = False


OWN_LETTER = Voice(manuscript=True)
LETTER = Voice(manuscript=True, editor=VOLUME)
PROSE = Voice(labels=False, ours=True)
VOLUME_NOTE = Voice(editor=VOLUME)


def quoted(voice: Voice) -> Voice:
    """The voice of a quotation: within a historical document it is that of the whole, in prose that of a
    document with omissions."""
    return voice if voice.manuscript else Voice(gaps=True, editor=voice.editor)
