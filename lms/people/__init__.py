"""People, where they belong, what they may do, and how they sign in."""
