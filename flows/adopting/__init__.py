"""An office's own Word form in; a template with the tags in place, to be read over, out."""
