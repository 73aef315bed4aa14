"""Figures, drawn from results; they compute nothing that is not geometry."""
