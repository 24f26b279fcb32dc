"""PDFs of papers, whether they fit their pages, and the pack to sign."""
