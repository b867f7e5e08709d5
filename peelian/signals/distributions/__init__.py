"""Distribution functions for whole arrays, from numpy alone: each says how exact it is."""
