"""The store: a ledger of revisions, and the cells and documents published in them."""

from stool.store.access import digest_of
from stool.store.backup import Backup
from stool.store.changes import GRANT, LINK
from stool.store.ledger import Store
from stool.store.parts import VOICE
from stool.store.records import Change, Document, Merge, Renaming, Upload
from stool.store.standing import Sequel, Standing

__all__ = [
    "GRANT",
    "LINK",
    "VOICE",
    "Backup",
    "Change",
    "Document",
    "Merge",
    "Renaming",
    "Sequel",
    "Standing",
    "Store",
    "Upload",
    "digest_of",
]
