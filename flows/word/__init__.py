"""Word documents: fill, check and mark templates, join papers; the home of docxtpl and python-docx."""
