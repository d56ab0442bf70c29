"""Telling people something: mails through an outbox, the jobs that send them, reports of barriers."""
