"""Signs a manifest with an ed25519 key and checks the signature. The key never leaves its file."""

from __future__ import annotations

from pathlib import Path

from peelian.errors import Unusable

SIGNATURE = "manifest.json.sig"


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

    try:
        key = load_pem_private_key(key_file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise Unusable(f"{key_file}: no private key can be read here; make one with 'peelian keygen'") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Unusable(f"{key_file}: not an ed25519 key; make one with 'peelian keygen'")
    return key.sign(manifest).hex().encode() + b"\n"


def holds(manifest: bytes, signature: bytes, key_file: Path) -> bool:
    """Whether this public key made this signature of these bytes."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(key_file.read_bytes())
    except (OSError, ValueError) as error:
        raise Unusable(f"{key_file}: no public key can be read here") from error
    if not isinstance(key, Ed25519PublicKey):
        raise Unusable(f"{key_file}: not an ed25519 public key")
    try:
        key.verify(bytes.fromhex(signature.decode().strip()), manifest)
    except (InvalidSignature, ValueError):
        return False
    return True
