"""A local web chat: the same screens in a browser."""
