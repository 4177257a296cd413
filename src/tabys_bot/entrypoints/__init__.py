"""Settings, wiring and commands."""
