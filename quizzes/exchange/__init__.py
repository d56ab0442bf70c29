"""Questions in the formats of other programs, both ways; what cannot be kept is named, question by question."""
