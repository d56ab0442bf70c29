"""A sentence for a reader, translated as late as possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence with named gaps (``%(name)s``), the key of its translation.

    ``plural`` is the form for every ``values["n"]`` but one.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None

    def __str__(self) -> str:
        """The sentence in English."""
        return self.say(lambda text: text, lambda one, many, n: one if n == 1 else many)

    def say(
        self,
        gettext: Callable[[str], str],
        ngettext: Callable[[str, str, int], str],
    ) -> str:
        """The sentence in the language of the two catalogue functions; gaps may hold messages."""
        if self.plural is None:
            text = gettext(self.text)
        else:
            text = ngettext(self.text, self.plural, int(str(self.values["n"])))
        if not self.values:
            return text
        filled = {
            name: value.say(gettext, ngettext) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return text % filled

    def as_data(self) -> dict[str, object]:
        """The message as JSON can hold it."""
        values = {name: value.as_data() if isinstance(value, Message) else value for name, value in self.values.items()}
        return {"text": self.text, "values": values, **({"plural": self.plural} if self.plural else {})}

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Message:
        """The message that :meth:`as_data` stored."""
        values = data.get("values") or {}
        assert isinstance(values, Mapping)
        inner = {name: cls.from_data(value) if isinstance(value, Mapping) else value for name, value in values.items()}
        many = data.get("plural")
        return cls(str(data["text"]), inner, str(many) if many else None)


def plural(one: str, many: str, n: int, **values: object) -> Message:
    """A message whose form depends on the number ``n``."""
    return Message(one, {**values, "n": n}, many)


def verbatim(text: str) -> Message:
    """Text that an author or person wrote: it is shown as it is and never translated."""
    return Message("%(text)s", {"text": text})
