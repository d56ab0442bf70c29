"""What a discussion is: its question, its terms, what completes it. Knows neither Flask nor a database."""
