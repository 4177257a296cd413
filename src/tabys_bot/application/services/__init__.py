"""What the bot does of itself: it tells of new work, and goes on with what takes longer than a press."""
