"""What the columns of a table mean, each guess with its reason."""
