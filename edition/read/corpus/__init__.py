"""A TEI corpus that others edit, as a source: each of its files is read at every build into the profile
of the hub (encoding.md), by a map (`forms.corpus_map`) that says what this corpus does otherwise than
most.
"""

from __future__ import annotations
