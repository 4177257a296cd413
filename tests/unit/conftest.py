"""Hypothesis without a stopwatch: a busy machine must not fail a test."""

from hypothesis import settings

settings.register_profile("unit", deadline=None)
settings.load_profile("unit")
