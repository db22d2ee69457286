"""Names of places and organisations that do not exist."""

from typing import Final

STARTS: Final = """Arrel Bexil Corven Dravel Eskin Fallor Gorvel Hestin Irvel Jasken Kelvor Lorrin Mavel Norrin Orvel Pellin Quarrel
Rusken Sorvel Tavin Uskel Vennor Wexil Yarrin Zennel""".split()
ENDS: Final = "bourne combe den field ford gate ham hurst ley mere ridge stead ton wick worth".split()
STRIDE: Final = 187  # scatters the beginnings; has no divisor in common with the number of names

PURSUITS: Final = """Youth Garden Food Arts Music Energy Repair Learning Wellbeing Sports Transport Housing Heritage Family Digital Green
Carers Enterprise Play Advice""".split()
FORMS: Final = ("Community Trust", "Association", "Partnership", "Society", "Network", "Project")


def place_name(number: int) -> str:
    """The name of the numbered place; from the 375th on they come again with a number."""
    again, place = divmod(number, len(STARTS) * len(ENDS))
    start, end = divmod(place * STRIDE % (len(STARTS) * len(ENDS)), len(ENDS))
    return f"{STARTS[start]}{ENDS[end]}{f' {again + 1}' if again else ''}"


def organisation_name(number: int) -> str:
    """The name of the numbered organisation, each different."""
    rest, form = divmod(number, len(FORMS))
    place, pursuit = divmod(rest, len(PURSUITS))
    return f"{place_name(place)} {PURSUITS[pursuit]} {FORMS[form]}"
