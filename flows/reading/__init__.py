"""Spreadsheets in, the model and its problems out; nothing in inputs/ is ever changed."""
