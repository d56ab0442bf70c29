"""Awards: what somebody earned, how long it holds, how it looks on paper and how anyone can check it."""
