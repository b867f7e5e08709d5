"""The season: whether months of the year differ, by how much, and what limits on the value itself follow from it."""
