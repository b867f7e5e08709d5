"""Signs a manifest with an ed25519 key and checks the signature. The key never leaves its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from peelian.errors import Unusable

if TYPE_CHECKING:  # it takes a tenth of a second to import, and most editions are not signed
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes

SIGNATURE = "manifest.json.sig"

Key = TypeVar("Key")


def new_key() -> tuple[bytes, bytes]:
    """A private and a public key, both as PEM."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, public


def sign(manifest: bytes, key_file: Path) -> bytes:
    """The signature of these bytes, as hexadecimal text."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key: PrivateKeyTypes = _read(
        key_file,
        lambda data: load_pem_private_key(data, password=None),
        "no private key can be read here; make one with 'peelian keygen'",
    )
    if not isinstance(key, Ed25519PrivateKey):
        raise Unusable(f"{key_file}: not an ed25519 key; make one with 'peelian keygen'")
    return key.sign(manifest).hex().encode() + b"\n"


def holds(manifest: bytes, signature: bytes, key_file: Path) -> bool:
    """Whether this public key made this signature of these bytes."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    key: PublicKeyTypes = _read(key_file, load_pem_public_key, "no public key can be read here")
    if not isinstance(key, Ed25519PublicKey):
        raise Unusable(f"{key_file}: not an ed25519 public key")
    try:
        key.verify(bytes.fromhex(signature.decode().strip()), manifest)
    except (InvalidSignature, ValueError):
        return False
    return True


def _read(key_file: Path, load: Callable[[bytes], Key], says: str) -> Key:
    from cryptography.exceptions import InternalError, UnsupportedAlgorithm

    try:
        return load(key_file.read_bytes())
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm, InternalError) as error:
        raise Unusable(f"{key_file}: {says}") from error
