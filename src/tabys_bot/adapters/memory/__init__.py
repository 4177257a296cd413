"""The same ports in memory: for unit tests and the demo."""
