"""Telegram: feeds intents, draws screens."""
