"""Writing records: forms that survive, writes that happen once, and answers that are honest."""
