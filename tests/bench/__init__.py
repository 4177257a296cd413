"""How many presses a second, beside a bare aiogram bot: `make bench`."""
