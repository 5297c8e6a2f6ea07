"""Who speaks in a text, and so what its marks mean.

The same marks mean different things in a historical document and in an editor's prose: `*words*` are
underlined in the one and italic in the other, `[words]` are supplied in the one and brackets in the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from edition.forms.configuration import VOLUME


@dataclass(frozen=True)
class Voice:
    """Who speaks in a text, and so what its marks mean.

    manuscript: emphasis is underlining, brackets are words supplied by `editor`.
    gaps: an ellipsis marks an omission by the editors.
    ours: words of this edition, in which `'` is typed for an apostrophe; those of others stay as they are.
    """

    manuscript: bool = False
    gaps: bool = False
    editor: str = "edition"
    labels: bool = True
    ours: bool = False


OWN_LETTER = Voice(manuscript=True)
LETTER = Voice(manuscript=True, editor=VOLUME)
PROSE = Voice(labels=False, ours=True)
VOLUME_NOTE = Voice(editor=VOLUME)


def quoted(voice: Voice) -> Voice:
    """A document that is quoted: in one, what is quoted speaks as the whole does."""
    return voice if voice.manuscript else Voice(gaps=True, editor=voice.editor)
