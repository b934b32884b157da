"""HTTP/1.1 in and out over asyncio streams, and the three ways a Bot API call carries parameters.

Strings stay strings: a form value is never guessed to be a number or JSON, since a text message of
"123" or of "[1]" must come back as it was sent.
"""

import asyncio
import json
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

MAX_BODY_BYTES = 50 * 1024 * 1024


class BadHttpError(Exception):
    """The peer does not speak HTTP as this server understands it."""


@dataclass(slots=True)
class HttpRequest:
    """One request, its body complete."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes = field(repr=False, default=b"")


async def read_request(reader: asyncio.StreamReader, first: bytes) -> HttpRequest | None:
    """The next request of a connection whose first byte is at hand; None when the peer has left."""
    if not first:
        return None
    try:
        line = first + await reader.readuntil(b"\r\n")
        method, target, _version = line.decode("latin-1").split()
        headers = await _read_headers(reader)
        body = await _read_body(reader, headers)
    except asyncio.IncompleteReadError:
        return None
    except ValueError as error:
        raise BadHttpError(str(error)) from error
    parts = urlsplit(target)
    return HttpRequest(method, unquote(parts.path), parts.query, headers, body)


async def _read_headers(reader: asyncio.StreamReader) -> dict[str, str]:
    headers: dict[str, str] = {}
    while (line := await reader.readuntil(b"\r\n")) != b"\r\n":
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    return headers


async def _read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if "chunked" in headers.get("transfer-encoding", ""):
        chunks: list[bytes] = []
        while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
            chunks.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await _read_headers(reader)
        return b"".join(chunks)
    length = int(headers.get("content-length") or 0)
    if length > MAX_BODY_BYTES:
        raise ValueError("body too large")
    return await reader.readexactly(length)


def parameters(request: HttpRequest) -> dict[str, Any]:
    """The call's parameters from query and body: strings from forms, typed values from JSON."""
    found: dict[str, Any] = dict(parse_qsl(request.query, keep_blank_values=True))
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("application/x-www-form-urlencoded"):
        found.update(parse_qsl(request.body.decode(), keep_blank_values=True))
    elif content_type.startswith("application/json"):
        data = json.loads(request.body or b"{}")
        if not isinstance(data, dict):
            raise BadHttpError("a JSON body must be an object")
        found.update(data)
    elif content_type.startswith("multipart/form-data"):
        found.update(_multipart(content_type, request.body))
    return found


def _multipart(content_type: str, body: bytes) -> dict[str, Any]:
    """Fields as strings, files as bytes."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    found: dict[str, Any] = {}
    for part in message.iter_parts():
        disposition = part["content-disposition"]
        payload = part.get_payload(decode=True)
        if disposition is None or not isinstance(payload, bytes):
            continue
        name = disposition.params.get("name")
        if name is not None:
            found[name] = payload if disposition.params.get("filename") is not None else payload.decode()
    return found


def response(status: int, body: bytes, *, content_type: str = "application/json") -> bytes:
    """A complete answer with its length; a redirect points nowhere that exists."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unknown"
    head = [f"HTTP/1.1 {status} {phrase}", f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    if 300 <= status <= 399:
        head.append("Location: http://127.0.0.1:1/portal")
    return "\r\n".join([*head, "", ""]).encode() + body
