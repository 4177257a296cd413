"""Deciding on what waits."""
