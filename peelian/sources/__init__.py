"""Sources: files as their publishers give them, read into tidy tables or refused with place and reason."""
