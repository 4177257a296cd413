"""What the bot does, on ports."""
