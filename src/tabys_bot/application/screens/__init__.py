"""What can be asked, what can be shown, and the words for it."""
