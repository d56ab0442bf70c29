"""What every page shares. Importing it imports nothing."""
