"""What happens once papers are signed: they are issued, replaced, and people are forgotten."""
