"""How each chart draws its lines: a basis and constants in, centre and limits out. One file, one chart."""
