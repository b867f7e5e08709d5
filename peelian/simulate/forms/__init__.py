"""Records of a made-up force in the forms of peelian/contracts: what a force gives from its own systems."""
