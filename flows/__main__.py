"""`python -m flows` is `vanthu`."""

from flows.cli import main

raise SystemExit(main())
