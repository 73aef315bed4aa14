"""What the simulations of the lag analysis share: designs, yardsticks, workers, tables, plots."""
