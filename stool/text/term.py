"""A word of the product with what it means, how it is computed, and where that comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the product.

    Attributes
    ----------
    name : str
    meaning : str
        One or two plain sentences.
    formula : str
        How it is computed, empty where there is nothing to compute.
    source : str
        Where the method comes from, empty for the product's own definitions.
    """

    name: str
    meaning: str
    formula: str = ""
    source: str = ""
