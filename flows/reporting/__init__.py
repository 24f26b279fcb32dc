"""What people are told of a run and asked before it: on Prefect's page, by mail, by a question."""
