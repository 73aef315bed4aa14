"""Units across files: names, aliases, hierarchy."""
