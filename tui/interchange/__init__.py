"""Calls in the forms of other programs. Pure: calls in, bytes out, and lines in, calls out."""
