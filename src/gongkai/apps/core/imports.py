"""The import door: a file is checked as a whole, then entered in batches that can be resumed and taken back.

    run = check_file(upload, name=…, template="publications", body_id=…, by=…, at=…)   the dry run: nothing is entered
    confirm_import(run, by=…, at=…)                                                    puts it into the outbox
    run_import(run, at=…)                                                              the worker enters the rows
    undo_import(run, by=…, at=…)                                                       while nothing depends on them

`gongkai` on the shell and the demo call check_file and run_import themselves. See `imports_templates` for templates.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.module_loading import import_string

from gongkai.apps.core import audit, outbox
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.attachments import Readable, check_upload, keep_checked, path_of, read_within_limit
from gongkai.apps.core.attachments_kinds import FileKind, kind_of
from gongkai.apps.core.imports_reading import Reading, in_time, read_rows
from gongkai.apps.core.imports_templates import Fault, Import, Row, Template
from gongkai.apps.core.models import AuditEntry, ImportedRow, ImportRun
from gongkai.apps.core.typed import refuse_marked_rows
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused

Item = TypeVar("Item")
BATCH, FAULTS_KEPT, CHECK_SECONDS = 500, 1000, 120.0


def templates() -> Mapping[str, Template]:
    """Every template by name, as listed in server/providers.py."""
    found: Mapping[str, Template] = import_string(settings.IMPORT_TEMPLATES)
    return found


def template_of(name: str) -> Template:
    """Raises InvalidInput where there is no template of that name."""
    found = templates().get(name)
    if found is None:
        words = Text("没有“{name}”这一导入模板。", "There is no import template {name!r}.").format(name=name)
        raise InvalidInput("unknown-template", words)
    return found


def check_file(file: Readable, *, name: str, template: str, body_id: int, by: Actor, at: datetime) -> ImportRun:
    """The dry run: read every row, keep the file and all faults, enter nothing. Call it outside any transaction.

    returns  the run in state "checked", or "faulty" with its faults
    raises   InvalidInput where the file or a row has a secrecy mark, the file as a whole cannot be used, or was
             imported before; then nothing of it is kept
    """
    declared, data = template_of(template), read_within_limit(file)
    kind = check_upload(data, name=name, by=by, at=at, body_id=body_id)
    run = ImportRun(
        template=template,
        body_id=body_id,
        sha256=hashlib.sha256(data).hexdigest(),
        started_by_id=by.id if by.kind == "staff" else None,
        created_at=at,
    )
    _refuse_again(run)
    reading = _checked(run, declared, data, kind, at)
    refuse_marked_rows(reading.rows, by=by, at=at, body_id=body_id)
    run.attachment = keep_checked(data, kind, name=name, by=by, at=at, body_id=body_id)
    run.state = "faulty" if reading.faults else "checked"
    run.rows_total = reading.total
    run.faults = [_as_json(fault) for fault in reading.faults[:FAULTS_KEPT]]
    run.fault_count = len(reading.faults)
    with transaction.atomic():
        run.full_clean()
        run.save()
        facts: dict[str, audit.Fact] = {"template": template, "rows": reading.total, "faults": run.fault_count}
        audit.record("core.check_import", by=by, at=at, subject=run, body_id=body_id, facts=facts)
    return run


@transaction.atomic
def confirm_import(run: ImportRun, *, by: Actor, at: datetime) -> None:
    """Let the worker enter a checked file. Also sets a stopped import going again."""
    _lock(run)
    if run.state not in ("checked", "stopped"):
        raise _wrong_state()
    _refuse_again(run)
    run.state, run.confirmed_at = "waiting", at
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as error:
        raise _imported_before() from error
    facts: dict[str, audit.Fact] = {"template": run.template, "rows": run.rows_total}
    audit.record("core.confirm_import", by=by, at=at, subject=run, body_id=run.body_id, facts=facts)
    outbox.queue("core.import_confirmed", run)


def run_import(run: ImportRun, *, at: datetime) -> ImportRun:
    """Enter the rows behind those already entered, 500 to a transaction. Safe to call twice and after a kill.

    A fault that appeared since the dry run stops the import before its first new row.
    """
    declared = template_of(run.template)
    if run.state in ("done", "undone", "faulty"):
        return run
    data = path_of(run.sha256).read_bytes()
    reading = _checked(run, declared, data, kind_of(data, run.attachment.name), at)
    if reading.faults:
        _finish(run, "stopped", at, faults=reading.faults)
        return run
    last = _last_number(run)
    waiting = (row for row in reading.rows if row.number > last)
    for batch in _batches(waiting):
        if not _enter(run, declared, batch, at):
            return run
    _finish(run, "done", at)
    return run


def forget_refused(*, before: datetime, by: Actor, at: datetime) -> int:
    """Delete the refused dry runs that are older; of each the audit log keeps that it was.

    Their files have no owner then, and are dropped by `attachments.sweep_files`.
    returns  how many runs were deleted
    """
    refused = ImportRun.objects.filter(state="faulty", created_at__lt=before).order_by("pk")
    return sum(_forget(pk, by, at) for pk in list(refused.values_list("pk", flat=True)))


@transaction.atomic
def _forget(pk: int, by: Actor, at: datetime) -> bool:
    """False where somebody else has deleted it meanwhile."""
    run = ImportRun.objects.select_for_update().filter(pk=pk).first()
    if run is None:
        return False
    facts: dict[str, audit.Fact] = {"template": run.template, "faults": run.fault_count}
    audit.record("core.forget_import", by=by, at=at, subject=run, body_id=run.body_id, facts=facts)
    run.delete()
    return True


def enter_confirmed(run: ImportRun, at: datetime) -> None:
    """What answers to "core.import_confirmed": it may be run again."""
    run_import(run, at=at)


def give_up_import(run: ImportRun, at: datetime) -> None:
    """The worker has tried in vain: the import stands as stopped, and may be confirmed once more."""
    if run.state in ("waiting", "running"):
        _finish(run, "stopped", at)


HANDLER = outbox.Handler(enter_confirmed, buried=give_up_import)


@transaction.atomic
def undo_import(run: ImportRun, *, by: Actor, at: datetime) -> None:
    """Take back all rows of an import. Raises MoveRefused once one of them was changed or something points to it."""
    _lock(run)
    if run.state not in ("done", "stopped"):
        raise _wrong_state()
    declared = template_of(run.template)
    about = _about(run, at)
    for numbers in _batches(run.rows.order_by("-number").iterator()):
        _refuse_changed(run, numbers)
        try:
            with transaction.atomic():
                declared.undo([row.subject_id for row in numbers], about)
        except (ProtectedError, IntegrityError) as error:
            raise _in_use() from error
        facts: dict[str, audit.Fact] = {"import": run.pk}
        AuditEntry.objects.bulk_create(
            audit.new_entry(
                f"{declared.act}_undone", by=by, at=at, body_id=run.body_id, facts={**facts, "row": row.number}
            )
            for row in numbers
        )
    ImportedRow.objects.filter(run=run).delete()
    run.state, run.rows_done, run.finished_at = "undone", 0, at
    run.save()
    audit.record("core.undo_import", by=by, at=at, subject=run, body_id=run.body_id)


def _checked(run: ImportRun, declared: Template, data: bytes, kind: FileKind, at: datetime) -> Reading:
    """The rows of the file and every fault, of cells first, then of rows together."""
    until = time.monotonic() + CHECK_SECONDS
    reading = read_rows(data, kind, declared, body_id=run.body_id, until=until)
    reading.faults.extend(in_time(declared.check(reading.rows, _about(run, at)), until))
    if not reading.total:
        raise InvalidInput("import-no-rows", Text("表头之下没有内容。", "There is nothing below the head."))
    reading.faults.sort(key=lambda fault: fault.row)
    return reading


def _enter(run: ImportRun, declared: Template, batch: Sequence[Row], at: datetime) -> bool:
    """Write one batch with its audit entries and its progress. False where somebody else went on with the run."""
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if locked.state not in ("checked", "waiting", "running", "stopped") or _last_number(run) >= batch[0].number:
            return False
        about = _about(run, at)
        subjects = declared.write(batch, about)
        if len(subjects) != len(batch):
            raise AssertionError(f"{declared.name}: one written object for each row")
        ImportedRow.objects.bulk_create(
            ImportedRow(run=run, number=row.number, subject_type=one._meta.label_lower, subject_id=one.pk)
            for row, one in zip(batch, subjects, strict=True)
        )
        AuditEntry.objects.bulk_create(_entries(run, declared, batch, subjects, about))
        run.state, run.rows_done = "running", locked.rows_done + len(batch)
        run.save(update_fields=["state", "rows_done"])
    return True


def _entries(
    run: ImportRun, declared: Template, batch: Sequence[Row], subjects: Sequence[models.Model], about: Import
) -> Iterator[AuditEntry]:
    for row, subject in zip(batch, subjects, strict=True):
        facts: dict[str, audit.Fact] = {"import": run.pk, "row": row.number}
        body_id = declared.body_of(subject)
        yield audit.new_entry(declared.act, by=about.by, at=about.at, subject=subject, body_id=body_id, facts=facts)


@transaction.atomic
def _finish(run: ImportRun, state: str, at: datetime, *, faults: Sequence[Fault] = ()) -> None:
    _lock(run)
    run.state, run.finished_at = state, at
    run.faults = [_as_json(fault) for fault in faults[:FAULTS_KEPT]]
    run.fault_count = len(faults)
    run.save()
    facts: dict[str, audit.Fact] = {"state": state, "rows": run.rows_done}
    audit.record("core.finish_import", by=_about(run, at).by, at=at, subject=run, body_id=run.body_id, facts=facts)


def _refuse_again(run: ImportRun) -> None:
    same = ImportRun.objects.filter(template=run.template, body_id=run.body_id, sha256=run.sha256)
    if same.filter(state__in=["waiting", "running", "done", "stopped"]).exclude(pk=run.pk).exists():
        raise _imported_before()


def _refuse_changed(run: ImportRun, rows: Sequence[ImportedRow]) -> None:
    kinds: dict[str, list[int]] = {}
    for row in rows:
        kinds.setdefault(row.subject_type, []).append(row.subject_id)
    for subject_type, ids in kinds.items():
        acts = AuditEntry.objects.filter(subject_type=subject_type, subject_id__in=ids)
        if acts.exclude(actor_kind="import", actor_id=run.pk).exists():
            raise _in_use()


def _lock(run: ImportRun) -> None:
    run.refresh_from_db(from_queryset=ImportRun.objects.select_for_update())


def _last_number(run: ImportRun) -> int:
    return ImportedRow.objects.filter(run=run).aggregate(last=models.Max("number"))["last"] or 0


def _about(run: ImportRun, at: datetime) -> Import:
    return Import(run.pk, run.body_id, Actor("import", run.pk), at)


def _as_json(fault: Fault) -> dict[str, object]:
    def both(text: Text | None) -> dict[str, str] | None:
        return {"zh": text.zh, "en": text.en} if text else None

    return {
        "row": fault.row,
        "column": both(fault.column),
        "message": both(fault.message),
        "hint": both(fault.hint),
    }


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    held = iter(items)
    while batch := list(islice(held, BATCH)):
        yield batch


def _wrong_state() -> MoveRefused:
    return MoveRefused("import-state", Text("此导入现在不能这样办。", "This cannot be done with the import now."))


def _imported_before() -> InvalidInput:
    words = Text("这个文件已经导入过。", "This file was imported before.")
    hint = Text("要重新导入，请先撤销上一次。", "To import it anew, undo the earlier import first.")
    return InvalidInput("import-again", words, hint=hint)


def _in_use() -> MoveRefused:
    words = Text(
        "导入的记录已被修改或引用，不能撤销。", "Imported records were changed or are in use; it cannot be undone."
    )
    return MoveRefused("import-in-use", words)
