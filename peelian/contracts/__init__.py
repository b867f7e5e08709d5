"""What a force sends from its own systems: a form for each kind of record, as data."""
