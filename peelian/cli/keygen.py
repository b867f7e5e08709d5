"""peelian keygen: a pair of keys to sign editions with."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

HELP = "make a pair of ed25519 keys to sign editions with"
EXAMPLE = "peelian keygen office.key"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="where the private key goes; the public one gets .pub")


def run(arguments: argparse.Namespace) -> int:
    from peelian.editions.signing import new_key
    from peelian.errors import Unusable

    public_file = arguments.file.with_name(arguments.file.name + ".pub")
    for file in (arguments.file, public_file):
        if file.exists():
            raise Unusable(f"{file}: there is a file already; give another name, keys are not written over")
    private, public = new_key()
    handle = os.open(arguments.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(private)
    public_file.write_bytes(public)
    print(f"{arguments.file}: the private key; keep it to yourselves\n{public_file}: the public key; publish it")
    return 0
