"""Addresses of files that answer one caller only.

Streamlit answers ``/media/…`` to everybody who knows the address, and takes uploads for any
session. Here every such address is sealed for whom it was made, and the gate opens it to nobody
else.
"""

import hmac
import secrets
from collections.abc import Sequence
from hashlib import sha256

from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadFileUrlInfo

from stool.host.caller import caller

PARAMETER = "for"
KEY = secrets.token_bytes(32)  # files live in this process, and so do their addresses


def seal(path: str, of: str) -> str:
    """What the address of a path carries when it was made for that caller."""
    return hmac.new(KEY, f"{of}\n{path}".encode(), sha256).hexdigest()


def opens(path: str, found: str, of: str) -> bool:
    """Whether that seal opens a path to that caller."""
    return hmac.compare_digest(seal(path, of).encode(), found.encode())


def sealed(path: str) -> str:
    """The address of a path for whoever is being answered."""
    return f"{path}?{PARAMETER}={seal(path, caller())}"


class SealedMedia(MemoryMediaFileStorage):
    """Downloads and pictures, each for whom it was made."""

    def get_url(self, file_id: str) -> str:
        """Address of a file for whoever is being answered."""
        return sealed(super().get_url(file_id))


class SealedUploads(MemoryUploadedFileManager):
    """Files that are dropped on a page, each from whom the page was made for."""

    def get_upload_urls(
        self, session_id: str, file_names: Sequence[str]
    ) -> list[UploadFileUrlInfo]:
        """Addresses the browser sends files to, for whoever is being answered."""
        return [
            each._replace(upload_url=sealed(each.upload_url), delete_url=sealed(each.delete_url))
            for each in super().get_upload_urls(session_id, file_names)
        ]
