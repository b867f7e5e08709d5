"""Sources in, files in the plan folder out: the only part of Peelian that uses a network, and only when asked to."""
