"""The Tabys backend over HTTP."""
