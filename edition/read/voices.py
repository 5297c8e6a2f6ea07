"""Who speaks in a text, and so what its marks mean.

The same marks mean different things in a historical document and in an editor's prose: `*words*` are
underlined in the one and italic in the other, `[words]` are supplied in the one and brackets in the other.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    """Who speaks in a text, and so what its marks mean.

    manuscript: emphasis is underlining, brackets are words supplied by `editor`.
    gaps: an ellipsis marks an omission by the editors.
    ours: words of this edition, in which `'` is typed for an apostrophe; those of others stay as they are.
    """

    manuscript: bool = False
    gaps: bool = False
    editor: str = "lih"
    labels: bool = True
    ours: bool = False


LETTER = Voice(manuscript=True)
PROSE = Voice(labels=False, ours=True)
VOLUME_NOTE = Voice()
QUOTED = Voice(manuscript=False, gaps=True)
