"""Names of places that do not exist, put together from syllables."""

from __future__ import annotations

HEADS = (
    "Brax Corv Dunv Elsk Fosk Grisk Huxl Ivorn Jarn Kelv Lorv Mezn Nesk Orv Prund Quarn Rusk Skarn Tamv Ulsk Varn Wesk "
    "Yarv Zeld Abrun Belv Crask Drov Embr Flisk Gorv Hesk Ilv Jorv Krald Luzn Morv Nuld Osk Prev Rald Stelv Trosk"
).split()
TAILS = (
    "acre arch beck bourne bridge burn cliffe combe croft cross dene edge fell field gate green hatch haven heath hey "
    "hythe lake lea meadow moor ness orchard quay reach rise side slade spring stow thorpe wath way wold wood yard"
).split()
SIDES = ("North", "Mid", "South", "East", "West", "Upper", "Nether")


def force(number: int) -> str:
    return f"{HEADS[number % len(HEADS)]}shire"


def district(force_number: int, number: int) -> str:
    return f"{SIDES[number % len(SIDES)]} {force(force_number)}"


def ward(force_number: int, number: int) -> str:
    """No two wards of a country of 43 forces bear one name, as long as none has more than 40; nor do those of a force
    with 200."""
    turn, tail = divmod(number, len(TAILS))
    return f"{HEADS[(force_number + turn) % len(HEADS)]}{TAILS[tail]}"
