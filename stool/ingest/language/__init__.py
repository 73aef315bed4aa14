"""What single texts mean: numbers, dates, quarters, worded answers, in four languages."""
