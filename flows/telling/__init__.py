"""What people are told and asked: screen, mail, approval, Prefect's page."""
