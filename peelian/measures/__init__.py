"""Definitions and the rows they speak of in; exact observations with their status and their sum out."""
