"""Finding people, courses and posts whatever the keyboard could write."""
