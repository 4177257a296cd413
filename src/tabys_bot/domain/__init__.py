"""What Tabys' admin panel is about, as pure values: no I/O, no framework."""
