"""Every error Gongkai raises on purpose: one base class, stable codes, two languages.

GongkaiError
├── MoveRefused          an act that the flow or the law does not allow now
├── NotPermitted         an act that this person may not do
├── UnreadableSource     a file that cannot be read; names file and place
├── InvalidInput         a value given by a caller: option, form field, event file
│   ├── UnknownEdition   no edition of the national tables fits
│   └── CalendarUnknown  a working day is asked for a year that no notice covers
└── InvalidDeclaration   a data file of ours (law, edition, flow) that is wrong; names file and place

A wrong program raises AssertionError or TypeError instead; nobody catches those.
A fault in what a report says is not an error but a Finding.
"""

from __future__ import annotations

import errno

from gongkai.bilingual import Text

SYSTEM_REASONS: dict[int, Text] = {
    errno.ENOENT: Text("没有这个文件或文件夹", "no such file or folder"),
    errno.EACCES: Text("没有权限", "permission denied"),
    errno.EPERM: Text("没有权限", "permission denied"),
    errno.EROFS: Text("磁盘只读", "the disk is read-only"),
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.EISDIR: Text("这是文件夹", "it is a folder"),
    errno.ENOTDIR: Text("上一级不是文件夹", "what stands above it is no folder"),
    errno.EEXIST: Text("上一级不是文件夹", "what stands above it is no folder"),
    errno.ENAMETOOLONG: Text("文件名太长", "the name is too long"),
}


def system_reason(error: OSError) -> Text:
    """Why the system refused a file; its own words where the reason is a rare one."""
    words = error.strerror or type(error).__name__
    return SYSTEM_REASONS.get(error.errno or 0, Text(words, words))


class GongkaiError(Exception):
    """An error with a stable code that a face can show and an interface can return.

    code     lower case with hyphens, listed in docs/reference/errors.md
    message  what is wrong, in both languages
    where    file, line, cell or field; "" when the error has no place
    hint     what would help; None when there is nothing to do
    """

    def __init__(self, code: str, message: Text, *, where: str = "", hint: Text | None = None) -> None:
        super().__init__(code, message, where, hint)
        self.code = code
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.where}: {self.message.en}" if self.where else self.message.en


class MoveRefused(GongkaiError):
    """The flow or the law does not allow this act now."""


class NotPermitted(GongkaiError):
    """This person may not do this act."""


class UnreadableSource(GongkaiError):
    """A file that cannot be read; `where` names file and place."""


class InvalidInput(GongkaiError):
    """A value given by a caller is not usable."""


class UnknownEdition(InvalidInput):
    """No edition of the national tables fits the year or the labels."""


class CalendarUnknown(InvalidInput):
    """Working days are asked for a year that no notice and no estimate covers."""


class InvalidDeclaration(GongkaiError):
    """A data file of the project is wrong; `where` names file and place."""


REFUSALS = (MoveRefused, UnreadableSource, InvalidInput)
"""What stands beside the form that was sent. NotPermitted is none of them: it is answered as a wrong door is."""
