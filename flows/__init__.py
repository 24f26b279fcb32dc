"""Vănthư: a secretariat's spreadsheets in, its Word papers ready to sign out."""
