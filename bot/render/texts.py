"""Sentences by symbolic key, and dates, numbers and times as the language writes them.

One catalogue per language (gettext ``.po``), plurals and formats from CLDR through babel. Loading
is not done here: ``bot.knowledge.locales`` reads the files and hands over a parsed catalogue.
A key that does not exist is a bug of ours and raises; the validator finds it before people do.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_datetime, format_timedelta, get_timezone_location
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.numbers import format_decimal

from bot.model.place import Place
from bot.render import outside

BORDER_KIND = "border"
PLURAL_ORDER = ("zero", "one", "two", "few", "many")


class PlaceNames(Protocol):
    """What the words need of a gazetteer (``bot.model.gazetteer.Gazetteer`` has it)."""

    def get(self, place_id: str, /) -> Place | None:
        """The place with this id."""
        ...

    def by_code(self, code: str, /) -> Place | None:
        """The place with this ISO 3166-2 code."""
        ...


class Texts:
    """The sentences of one language, in one time zone. Immutable after it is built."""

    def __init__(
        self,
        messages: Mapping[str, tuple[str, ...]],
        *,
        locale: str,
        timezone: tzinfo,
        places: PlaceNames | None = None,
    ) -> None:
        self._messages = dict(messages)
        self._locale = Locale.parse(locale)
        self._zone = timezone
        self._places = places
        self._plural_tags = [tag for tag in PLURAL_ORDER if tag in self._locale.plural_form.tags]

    @classmethod
    def from_catalogue(
        cls,
        catalogue: Catalog,
        *,
        locale: str,
        timezone: tzinfo,
        places: PlaceNames | None = None,
        fallback: Catalog | None = None,
    ) -> "Texts":
        """Take the sentences out of a parsed catalogue; what it lacks comes from ``fallback``."""
        messages = messages_of(fallback) if fallback is not None else {}
        messages.update(messages_of(catalogue))
        return cls(messages, locale=locale, timezone=timezone, places=places)

    @property
    def language(self) -> str:
        """The language code, such as ``en`` or ``fa``."""
        return str(self._locale.language)

    def has(self, key: str) -> bool:
        """Whether the catalogue holds this key."""
        return key in self._messages

    def say(self, key: str, **values: object) -> str:
        """The sentence ``key`` with its placeholders filled. KeyError for an unknown key."""
        return self._messages[key][0].format_map(values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The sentence ``key`` in the plural form for ``number``, which it writes where ``{n}`` stands."""
        forms = self._messages[key]
        return forms[self.plural_index(number, len(forms))].format_map({"n": self.number(number), **values})

    def plural_index(self, n: int, forms: int) -> int:
        """Which of ``forms`` plural forms serves ``n``: CLDR categories in their usual order."""
        category = self._locale.plural_form(n)
        index = self._plural_tags.index(category) if category in self._plural_tags else forms - 1
        return min(index, forms - 1)

    def word(self, family: str, value: str) -> str:
        """The word for a code of a vocabulary (``bot.render.families``); else the code itself."""
        key = f"{family}.{value}"
        return self._messages[key][0] if key in self._messages else outside.name(value.replace("_", " "))

    def number(self, value: int | float) -> str:
        """A number with the language's digits and grouping."""
        return str(format_decimal(value, locale=self._locale))

    def listing(self, names: Sequence[str]) -> str:
        """Names as the language lists them: "a, b and c"."""
        return str(format_list(list(names), locale=self._locale)) if names else ""

    def either(self, names: Sequence[str]) -> str:
        """Names as alternatives: "a, b or c"."""
        return str(format_list(list(names), style="or", locale=self._locale)) if names else ""

    def month(self, day: date) -> str:
        """The month of a day, with its year."""
        return str(format_date(day, self.say("format.month"), locale=self._locale))

    def day(self, day: date) -> str:
        """A day in full."""
        return str(format_date(day, self.say("format.day"), locale=self._locale))

    def days(self, start: date, end: date) -> str:
        """A day or an inclusive span of days."""
        if start == end:
            return self.day(start)
        return self.say("format.days", start=self.day(start), end=self.day(end))

    def moment(self, moment: datetime) -> str:
        """A moment in UTC and, where it differs, in the configured zone."""
        universal, local = moment.astimezone(UTC), moment.astimezone(self._zone)
        shown = self._formatted(universal, "format.moment")
        if local.utcoffset() == timedelta(0):
            return self.say("format.utc", moment=shown)
        same_day = local.date() == universal.date()
        there = self._formatted(local, "format.time" if same_day else "format.moment_short")
        return self.say("format.utc_local", moment=shown, local=there, zone=self._zone_name())

    def ago(self, moment: datetime, now: datetime) -> str:
        """How long ago, in the coarsest fitting unit; never in the future."""
        elapsed = min(moment - now, timedelta(0))
        if elapsed > timedelta(minutes=-1):
            return self.say("format.just_now")
        return str(format_timedelta(elapsed, add_direction=True, threshold=1.5, locale=self._locale))

    def universal_time(self, day: date, time_local: str, country: str | None) -> str | None:
        """A clock time at the scene in UTC; None where the country has no single zone."""
        zones = get_global("territory_zones").get(country or "", ())
        try:
            hour, minute = (int(part) for part in time_local.split(":"))
            there = datetime.combine(day, time(hour, minute))
        except ValueError:
            return None
        if len(zones) != 1:
            return None
        moment = there.replace(tzinfo=ZoneInfo(zones[0])).astimezone(UTC)
        return self._formatted(moment, "format.time" if moment.date() == day else "format.moment_short")

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166-1 code."""
        return str(self._locale.territories.get(code.upper()) or outside.name(code))

    def border(self, border_id: str) -> str:
        """The name of a border by its id, such as ``TJ-AF``."""
        first, _, second = border_id.partition("-")
        return self.say("place.border", first=self.country(first), second=self.country(second))

    def place(self, place: Place) -> str:
        """The name of a place in this language; a border may stand as a place of that kind."""
        if place.kind == BORDER_KIND:
            return self.border(place.id)
        if self.language == "en":
            return place.name
        return next((name for language, name in place.names if language == self.language), place.name)

    def place_by_id(self, place_id: str) -> Place | None:
        """The gazetteer's place, where a gazetteer was given."""
        return self._places.get(place_id) if self._places is not None else None

    def place_by_code(self, code: str) -> Place | None:
        """The gazetteer's place with this ISO 3166-2 code, where a gazetteer was given."""
        return self._places.by_code(code) if self._places is not None else None

    def _formatted(self, moment: datetime, key: str) -> str:
        return str(format_datetime(moment, self.say(key), tzinfo=moment.tzinfo, locale=self._locale))

    def _zone_name(self) -> str:
        return str(get_timezone_location(self._zone, locale=self._locale, return_city=True))


def entries_of(catalogue: Catalog) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Every entry of a catalogue: its key, its forms (empty where untranslated), whether plural."""
    for message in catalogue:
        plural = isinstance(message.id, (tuple, list))
        key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if key:
            yield str(key), tuple(form if isinstance(form, str) else "" for form in forms), plural


def messages_of(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    """All translated sentences of a catalogue: key to its forms (one, or one per plural)."""
    return {key: forms for key, forms, _plural in entries_of(catalogue) if all(forms)}
