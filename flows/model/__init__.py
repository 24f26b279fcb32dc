"""The facts of an event as frozen values; each field is declared once, with its Vietnamese key, heading and aliases."""
