"""Files as one ZIP archive whose bytes depend on them alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that an archive can name, for every file


def packed(files: Iterable[tuple[str, bytes]], stored: Collection[str] = ()) -> bytes:
    """An archive of files, given as (name, content), in this order; those named in `stored` are not
    compressed. The same files always give the same bytes."""
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in files:
            member = ZipInfo(name, MOMENT)
            member.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return data.getvalue()
