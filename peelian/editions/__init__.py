"""Editions: one dated, numbered, unchangeable issue of a publication, in a folder with its manifest."""
