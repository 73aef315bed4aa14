"""Which leg follows which, after how many quarters, and how sure that is."""
