"""Receive uploads in memory alone: a file that must not be kept never touches the disk on its way in."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class MemoryUploadHandler(FileUploadHandler):
    """Holds each file in memory up to the limit of the installation; of a larger one nothing is held.

    The file handed on has `is_too_large`, so that the refusal can be told in words.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held: BytesIO | None = BytesIO()
        self.limit = settings.CONFIG.upload_max_mb << 20

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.held is None:
            return
        if start + len(raw_data) > self.limit:
            self.held = None
            return
        self.held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        held = self.held or BytesIO()
        held.seek(0)
        uploaded = InMemoryUploadedFile(
            file=held,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        uploaded.is_too_large = self.held is None  # type: ignore[attr-defined]
        return uploaded
