"""The form of finished papers: the bytes of a .docx and the decree's profile in, warnings with their article out."""
