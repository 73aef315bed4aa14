"""From a table and its mapping to typed rows, with every problem by row."""
