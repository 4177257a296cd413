"""From an intent to a screen, for an admin who is known: which use case, then which words."""
