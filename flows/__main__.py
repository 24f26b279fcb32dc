"""`python -m flows` is `vanthu`."""

from flows.cli import entry

raise SystemExit(entry())
