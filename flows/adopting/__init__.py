"""Make a template of an office's own Word form: tags where its blanks are, to be read over by a clerk."""
