"""Signed envelopes (.p7m: CMS or PKCS#7 SignedData, in DER, BER or base64): the PDF inside. Nothing is verified."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path

from schemas.errors import BadEnvelope, EnvelopeTooLarge

MAX_BYTES = 200 * 2**20
"""A larger envelope is refused: it has to stand in memory several times."""
MAX_LAYERS = 8
SIGNED_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
"""The object id of SignedData, which stands behind the first tag and its length."""
ARMOUR = re.compile(rb"-----[^-\r\n]+-----")
HEAD = 1024


def looks_signed(head: bytes) -> bool:
    """Whether a file's first bytes are those of a SignedData, binary or as base64 text."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"-----BEGIN PKCS7", b"-----BEGIN CMS", b"-----BEGIN PKCS #7")):
        return True
    return _binary(head) or (head[:1] == b"M" and _binary(_decoded(head[:64])))


def is_signed(path: Path) -> bool:
    """Whether a file is an envelope, by its first bytes, or by its name where they are not those of a PDF."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return looks_signed(head) or (path.suffix.lower() == ".p7m" and b"%PDF-" not in head)


def unwrapped(path: Path) -> tuple[bytes, int]:
    """The content of an envelope, and how many envelopes there were, one in the other.

    Raises BadEnvelope where there is no content to be had, EnvelopeTooLarge above the size cap.
    """
    if path.stat().st_size > MAX_BYTES:
        raise EnvelopeTooLarge(path)
    content, layers = path.read_bytes(), 0
    while layers == 0 or looks_signed(content[:HEAD]):
        if layers == MAX_LAYERS:
            raise BadEnvelope(path, f"holds more than {MAX_LAYERS} signed envelopes, one in the other")
        content, layers = _content(path, content), layers + 1
    if b"%PDF-" not in content[:HEAD]:
        raise BadEnvelope(path, "is a signed envelope (.p7m) with something else than a PDF in it")
    return content, layers


def _content(path: Path, data: bytes) -> bytes:
    from asn1crypto import cms

    if not _binary(data):
        data = _decoded(ARMOUR.sub(b"", data.removeprefix(b"\xef\xbb\xbf")))
    if not _binary(data):
        raise BadEnvelope(path, "is called .p7m and is no signed envelope")
    try:
        content = cms.ContentInfo.load(data)["content"]["encap_content_info"]["content"].native
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadEnvelope(path) from error
    if content is None:
        raise BadEnvelope(path, "holds a signature only, and not the file that it signs", "give the PDF itself")
    if not isinstance(content, bytes):
        raise BadEnvelope(path)
    return content


def _binary(data: bytes) -> bool:
    return data[:1] == b"\x30" and SIGNED_DATA in data[:32]


def _decoded(text: bytes) -> bytes:
    """Base64 to bytes, as far as it goes; b"" for what is none."""
    text = b"".join(text.split())
    try:
        return base64.b64decode(text[: len(text) // 4 * 4], validate=True)
    except binascii.Error:
        return b""
