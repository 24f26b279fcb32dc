"""The steps of a run, one module each; flows/pipeline.py strings them together."""
