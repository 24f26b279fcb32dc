"""From papers to what is laid before the signer: PDFs, the pack, whether they fit, the page to look at."""
