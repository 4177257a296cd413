"""What an admin can do."""
