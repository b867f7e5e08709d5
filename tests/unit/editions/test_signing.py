"""Keys and signatures from anybody: what is no ed25519 key is told, and no signature holds but the right one."""

from __future__ import annotations

import base64
import random
from pathlib import Path

import pytest

from peelian.editions.signing import holds, new_key, sign
from peelian.errors import Unusable

PRIVATE, PUBLIC = new_key()


def key_file(folder: Path, data: bytes) -> Path:
    (folder / "key").write_bytes(data)
    return folder / "key"


def test_a_signature_holds_for_its_bytes_and_its_key(tmp_path: Path) -> None:
    signature = sign(b"manifest", key_file(tmp_path, PRIVATE))
    public = key_file(tmp_path, PUBLIC)
    assert holds(b"manifest", signature, public)
    assert not holds(b"manifest.", signature, public)
    assert not holds(b"manifest", signature, key_file(tmp_path, new_key()[1]))


@pytest.mark.parametrize("signature", [b"", b"\xff", b"00", b"zz", b"00" * 64, b"0" * 10_000])
def test_what_is_no_signature_does_not_hold(tmp_path: Path, signature: bytes) -> None:
    assert not holds(b"manifest", signature, key_file(tmp_path, PUBLIC))


def of_an_unknown_kind(pem: bytes) -> bytes:
    """The key with another number for its kind: ed25519 is 1.3.101.112 (RFC 8410)."""
    first, *_, last = pem.splitlines()
    body = base64.b64decode(b"".join(pem.splitlines()[1:-1]))
    return first + b"\n" + base64.b64encode(body.replace(b"\x2b\x65\x70", b"\x2b\x65\x09")) + b"\n" + last + b"\n"


NO_KEYS = {
    "nothing": b"",
    "words": b"not a key",
    "cut": PRIVATE[:60],
    "an unknown kind, private": of_an_unknown_kind(PRIVATE),
    "an unknown kind, public": of_an_unknown_kind(PUBLIC),
}


@pytest.mark.parametrize("data", NO_KEYS.values(), ids=NO_KEYS.keys())
def test_what_is_no_key_is_told(tmp_path: Path, data: bytes) -> None:
    file = key_file(tmp_path, data)
    with pytest.raises(Unusable, match="no private key can be read here"):
        sign(b"manifest", file)
    with pytest.raises(Unusable, match="no public key can be read here"):
        holds(b"manifest", b"00", file)


def test_a_folder_or_nothing_for_a_key_is_told(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(Unusable, match="no private key can be read here"):
            sign(b"manifest", place)


def test_no_damaged_key_ends_in_a_traceback(tmp_path: Path) -> None:
    chance = random.Random(3)
    for pem in (PRIVATE, PUBLIC):
        first, *body, last = pem.splitlines()
        for _ in range(300):
            data = bytearray(base64.b64decode(b"".join(body)))
            data[chance.randrange(len(data))] = chance.randrange(256)
            file = key_file(tmp_path, first + b"\n" + base64.b64encode(data) + b"\n" + last + b"\n")
            try:
                sign(b"manifest", file)
                assert pem == PRIVATE
            except Unusable:
                assert not _holds_or_refused(file)


def _holds_or_refused(file: Path) -> bool:
    try:
        return holds(b"manifest", b"00" * 64, file)
    except Unusable:
        return False
