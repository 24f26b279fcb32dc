"""The register: who is asked to have a number in, numbers that are never given twice out."""
