"""Typed JSON for the frozen dataclasses of ``bot.model``: what stands in the facts columns.

The shape is read from the classes themselves, so a new field needs no code here. A stored value
carries the version of this form. Reading forgives what time brings: unknown fields are ignored,
missing ones take their defaults. It never forgives a wrong value: a fact that cannot be read is a
``CodecError``, never a guess.
"""

import json
import types
from collections.abc import Callable, Hashable
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from bot.model.report import Reading

FORM = 1
_T = TypeVar("_T")
_Decoder = Callable[[Any], Any]
_TAG = "$type"


class CodecError(ValueError):
    """A stored value does not have the shape that its type asks for."""


def dump(value: object) -> str:
    """The value as JSON text. Fields that are None or empty tuples by default are left out."""
    body = {"v": FORM, "d": encode(value)}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def load(kind: type[_T], text: str) -> _T:
    """The value that ``dump`` wrote. ``kind`` may be a parametrised type such as ``tuple[Reason, ...]``.

    Raises ``CodecError`` if the text is not JSON, of a newer form, or not of that shape.
    """
    try:
        body = json.loads(text)
        if not isinstance(body, dict) or body.get("v") != FORM:
            raise CodecError(f"not a stored value of form {FORM}")
        decode = _decoder(cast("Hashable", kind))
        return cast("_T", decode(body["d"]))
    except CodecError:
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise CodecError(f"{kind}: {error}") from error


def trimmed(reading: Reading) -> Reading:
    """A reading without its segments and triggers: they can be had again from the text."""
    return replace(reading, segments=(), triggers=())


def encode(value: object) -> Any:
    """Plain JSON data for a dataclass, enum, date, tuple, set, mapping or plain value."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise CodecError("a naive datetime cannot be stored")
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, frozenset | set):
        return sorted(encode(item) for item in value)
    if isinstance(value, dict):
        return {str(encode(key)): encode(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return _encode_fields(value)
    raise CodecError(f"{type(value).__name__} cannot be stored")


def _encode_fields(value: Any) -> dict[str, Any]:
    data: dict[str, Any] = {_TAG: type(value).__name__}
    for item in fields(value):
        content = getattr(value, item.name)
        if (content is None or content == ()) and item.default == content:
            continue
        data[item.name] = encode(content)
    return data


@cache
def _decoder(kind: Any) -> _Decoder:
    origin = get_origin(kind)
    if origin is Union or origin is types.UnionType:
        return _union(get_args(kind))
    if origin in (tuple, list, frozenset, set, dict):
        return _container(origin, get_args(kind))
    if is_dataclass(kind):
        return _dataclass(cast("type", kind))
    if isinstance(kind, type):
        return _plain(kind)
    raise CodecError(f"{kind} cannot be stored")


def _plain(kind: type) -> _Decoder:
    if issubclass(kind, Enum):
        return kind
    if kind is datetime:
        return _moment
    if kind is date:
        return date.fromisoformat
    if kind in (str, int, float, bool, types.NoneType):
        return _exactly(kind)
    raise CodecError(f"{kind.__name__} cannot be stored")


def _moment(data: str) -> datetime:
    moment = datetime.fromisoformat(data)
    if moment.utcoffset() is None:
        raise CodecError(f"{data} bears no offset from UTC")
    return moment


def _exactly(kind: type) -> _Decoder:
    def decode(data: Any) -> Any:
        if kind is float and type(data) is int:
            return float(data)
        if type(data) is not kind:
            raise CodecError(f"{data!r} is not {kind.__name__}")
        return data

    return decode


def _container(origin: type, arguments: tuple[Any, ...]) -> _Decoder:
    if origin is dict:
        key, item = (_decoder(argument) for argument in arguments)
        return lambda data: {key(name): item(value) for name, value in data.items()}
    if origin is tuple and not (len(arguments) == 2 and arguments[1] is Ellipsis):
        return _fixed_tuple(tuple(_decoder(argument) for argument in arguments))
    decode = _decoder(arguments[0])

    def many(data: Any) -> Any:
        if not isinstance(data, list):
            raise CodecError(f"{data!r} is not a list")
        return origin(decode(value) for value in data)

    return many


def _fixed_tuple(decoders: tuple[_Decoder, ...]) -> _Decoder:
    def decode(data: Any) -> tuple[Any, ...]:
        if not isinstance(data, list) or len(data) != len(decoders):
            raise CodecError(f"{data!r} does not hold {len(decoders)} values")
        return tuple(part(value) for part, value in zip(decoders, data, strict=True))

    return decode


def _union(members: tuple[Any, ...]) -> _Decoder:
    """Dataclasses in a union are told apart by their tag, other members by trying them in order."""
    tagged = {str(member.__name__): _decoder(member) for member in members if _is_dataclass_type(member)}
    others = [_decoder(member) for member in members if not _is_dataclass_type(member)]

    def decode(data: Any) -> Any:
        if isinstance(data, dict) and data.get(_TAG) in tagged:
            return tagged[data[_TAG]](data)
        for attempt in others:
            try:
                return attempt(data)
            except (ValueError, TypeError):
                continue
        raise CodecError(f"{data!r} fits no member of {members}")

    return decode


def _dataclass(kind: type) -> _Decoder:
    hints = get_type_hints(kind)
    parts = [(item.name, _decoder(hints[item.name])) for item in fields(kind) if item.init]
    required = {item.name for item in fields(kind) if item.init and _has_no_default(item)}

    def decode(data: Any) -> Any:
        if not isinstance(data, dict):
            raise CodecError(f"{data!r} is not a {kind.__name__}")
        missing = required - data.keys()
        if missing:
            raise CodecError(f"{kind.__name__} lacks {sorted(missing)}")
        return kind(**{name: part(data[name]) for name, part in parts if name in data})

    return decode


def _is_dataclass_type(kind: Any) -> bool:
    return is_dataclass(kind)


def _has_no_default(item: "Field[Any]") -> bool:
    return item.default is MISSING and item.default_factory is MISSING
