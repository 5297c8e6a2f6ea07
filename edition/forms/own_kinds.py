"""An edition's own kinds of register: ships, taxa, works of music, described under `registers` in
`sources/edition.yaml`.

A description gives the form of the entries, which is made here: the keys that all registers have, and those
that the edition names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints, ValidationInfo, create_model, field_validator

from edition.forms.base import Edtf, Form, Prose, Ref
from edition.forms.registers import RegisterEntry

Words = Annotated[str, StringConstraints(pattern=r"^[^<>&{}\s][^<>&{}]*$")]  # they stand in pages as they are
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
FieldType = Literal["text", "date", "address", "id"]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]
RegisterName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]*$")]
TYPES: dict[FieldType, tuple[Any, Any]] = {
    "text": (Prose, ""),
    "date": (Edtf | None, None),
    "address": (Address | None, None),
    "id": (Ref | None, None),
}


class OwnField(Form):
    """A field of an entry: what the page calls it, and whether it holds words, a date in EDTF, an address or
    the id of another entry or letter."""

    label: Words
    type: FieldType = "text"


class OwnKind(Form):
    """A kind of register that an edition describes itself."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]  # how ids begin: ship-vega
    one: Words
    many: Words | None = None
    heading: Words
    sentence: Words | None = None
    ask: Words = "what this is, in a sentence"
    folder: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")] | None = None
    tei: Literal["thing", "object", "work", "term"] = "thing"
    linked: Literal["everywhere", "once", "marked"] = "everywhere"
    fields: dict[FieldName, OwnField | Words] = {}
    lifetime: list[FieldName] = Field([], max_length=2)

    @field_validator("fields")
    @classmethod
    def _names_are_free(cls, fields: dict[str, OwnField | str]) -> dict[str, OwnField | str]:
        for name in fields:
            if hasattr(OwnEntry, name) or name in OwnEntry.model_fields:
                raise ValueError(f"all registers have the key “{name}”; give the field another name")
        return fields

    @field_validator("lifetime")
    @classmethod
    def _lifetime_has_dates(cls, names: list[str], others: ValidationInfo) -> list[str]:
        if len(names) == 1:
            raise ValueError("lifetime names two fields, for the beginning and the end")
        if "fields" not in others.data:
            return names
        for name in names:
            field = others.data["fields"].get(name)
            if not (isinstance(field, OwnField) and field.type == "date"):
                raise ValueError(f"“{name}” is not a field with “type: date”")
        return names

    @property
    def described(self) -> tuple[EntryField, ...]:
        """The fields in their order."""
        given = {k: OwnField(label=v) if isinstance(v, str) else v for k, v in self.fields.items()}
        return tuple(EntryField(name, field.label, field.type) for name, field in given.items())

    @property
    def form(self) -> type[OwnEntry]:
        """The form of the entries; the same for the same description."""
        return entry_form(self.id, self.described, tuple(self.lifetime))


@dataclass(frozen=True)
class EntryField:
    """A field of the entries of an own kind."""

    name: str
    label: str
    type: FieldType


class OwnEntry(RegisterEntry):
    """An entry of a kind that the edition describes itself; `described` are its own fields."""

    described: ClassVar[tuple[EntryField, ...]] = ()

    @property
    def facts(self) -> list[tuple[EntryField, str]]:
        """The own fields that say something, with what they say."""
        values = ((field, getattr(self, field.name)) for field in self.described)
        return [(field, value) for field, value in values if value]

    @property
    def texts(self) -> list[str]:
        """The summary, and what own fields say in words."""
        return [*super().texts, *(value for field, value in self.facts if field.type == "text")]

    @property
    def points_to(self) -> list[str]:
        """The ids that the entry refers to."""
        return [*super().points_to, *(value for field, value in self.facts if field.type == "id")]

    def __reduce__(self) -> tuple[Any, ...]:
        """A form that is made while the program runs is no name that pickle could look up."""
        form = (type(self).__name__, self.described, self.lifetime or ())
        return _unpickled, (form, self.__dict__, self.model_fields_set)


@cache
def entry_form(name: str, fields: tuple[EntryField, ...], lifetime: tuple[str, ...]) -> type[OwnEntry]:
    """The form of the entries of an own kind."""
    types: dict[str, Any] = {field.name: TYPES[field.type] for field in fields}
    form = create_model(name, __base__=OwnEntry, __doc__="An entry of an own kind.", **types)
    form.described, form.lifetime = fields, lifetime or None  # type: ignore[assignment]
    return form


def _unpickled(form: tuple[Any, ...], values: dict[str, Any], given: set[str]) -> OwnEntry:
    return entry_form(*form).model_construct(given, **values)
