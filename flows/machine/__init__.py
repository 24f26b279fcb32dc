"""What stands on the clerk's machine: files of her own, child processes, Prefect's server and its guard."""
