"""What each command of `vanthu` does."""
