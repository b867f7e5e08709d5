"""The kinds of statement that are checked, one module each: its rule, and when it stays silent."""
