"""Files of open data in their publishers' own forms, a module each: bytes in, slices of tidy rows or findings out."""
