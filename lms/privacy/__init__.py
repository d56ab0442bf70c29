"""Who may see what, who looked, how long it is kept."""
