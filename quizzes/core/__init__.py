"""Questions without a database or a page: how they are written, read, graded and written back."""
