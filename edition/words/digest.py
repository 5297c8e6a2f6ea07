"""A digest of what something is made of."""

from __future__ import annotations

from hashlib import blake2b


def digest_of(*pieces: str | bytes) -> str:
    """A digest (BLAKE2b, 32 hexadecimal digits) of pieces in order; different lists have different digests,
    even if their concatenation is the same."""
    digest = blake2b(digest_size=16)
    for piece in pieces:
        data = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
