"""Quizzes, self-checks and reflections: activities that a learner answers alone."""
