"""Words people answer with, by language, and the sets of answers they come in."""
