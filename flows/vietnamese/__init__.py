"""Vietnamese office language as pure functions: dates, hours, numbers, names and text."""
