"""Bytes of documents in, files of outputs/ and their manifests out."""
