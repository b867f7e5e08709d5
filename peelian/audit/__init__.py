"""Reads a published paper, finds the statements whose numbers can be checked against other numbers, and checks them."""
