"""Images of a letter's pages: files of the edition, or what others serve by IIIF."""

from __future__ import annotations

import re

from pydantic import model_validator

from edition.forms.base import Form, Prose

FILE = re.compile(r"[\w-][\w. -]*(/[\w-][\w. -]*)*\.(jpe?g|png|webp|avif|gif)", re.I)
WEB = re.compile(r"https://[\w.-]+(:\d+)?/[^\s\"'<>\\;,]+")
WHOLE = "/full/max/0/default.jpg"  # the largest image of a IIIF Image service (Image API 3, 4)


class Facsimile(Form):
    """An image of a page or leaf: `image`, a file in the edition's `static/` or an address; `iiif`, the
    address of a IIIF Image service; or `manifest`, that of a IIIF Presentation manifest of the letter. `page`
    is the name of the page as its page break has it, `alt` says what can be seen."""

    page: str = ""
    image: str = ""
    iiif: str = ""
    manifest: str = ""
    alt: Prose = ""

    @model_validator(mode="after")
    def _is_one_image(self) -> Facsimile:
        given = [each for each in (self.image, self.iiif, self.manifest) if each]
        if len(given) != 1:
            raise ValueError("write one of image, iiif and manifest")
        if not WEB.fullmatch(given[0]) and not (self.image and FILE.fullmatch(self.image)):
            raise ValueError(
                f"“{given[0]}” is neither an https address nor an image in static/ (.jpg, .png, .webp)"
            )
        if not self.manifest and not self.alt:
            raise ValueError("it has no “alt”; describe the image in a few words")
        return self

    @property
    def address(self) -> str:
        """Where the image is: a path in `static/`, or an address."""
        return f"{self.iiif.rstrip('/').removesuffix('/info.json')}{WHOLE}" if self.iiif else self.image
