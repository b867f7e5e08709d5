"""A series of figures in; a drawing with its words and its table out. The same bytes each time."""
