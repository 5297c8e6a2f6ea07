"""Values with TEI trees in them as bytes; pickle does not know lxml’s elements, they are written as XML."""

from __future__ import annotations

import copyreg
import pickle
from collections.abc import Callable
from io import BytesIO
from typing import Any

from lxml import etree

from edition.tei.tree import Element


def _from_xml(element: Element) -> tuple[Callable[[bytes], Element], tuple[bytes]]:
    """How an element is made again: from its XML, without what follows it."""
    return etree.fromstring, (etree.tostring(element, with_tail=False),)


class _Pickler(pickle.Pickler):
    dispatch_table = {**copyreg.dispatch_table, etree._Element: _from_xml}


def pickled(value: Any) -> bytes:
    """A value as bytes that `pickle.loads` reads."""
    written = BytesIO()
    _Pickler(written, pickle.HIGHEST_PROTOCOL).dump(value)
    return written.getvalue()
