"""The parts of an installation that can be looked at once the registers are loaded."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from socket import create_connection
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from gongkai.apps.accounts.models import RoleGrant
from gongkai.apps.accounts.separation import duties_that_meet
from gongkai.apps.core.models import AuditEntry
from gongkai.bilingual import Text
from gongkai.errors import GongkaiError
from gongkai.law import load_calendar
from gongkai.server import pulse
from gongkai.server.beginning import ADMINISTRATOR
from gongkai.server.config import Config
from gongkai.server.examined import Finding
from gongkai.server.installation import unapplied_migrations
from gongkai.server.mail import PORTS

FREE_LEAST, FREE_WISHED = 512 << 20, 4 << 30
OLDEST_POSTGRES, OLDEST_SQLITE = 14_00_00, (3, 37, 0)
DRIFT = timedelta(seconds=10)
CALENDAR_AHEAD = timedelta(days=60)
CONNECT_SECONDS = 5
MIGRATE = Text("请运行 gongkai migrate。", "Run gongkai migrate.")


def examine(config: Config) -> Iterator[Finding]:
    yield from _folder(config)
    yield from _calendar()
    yield from _fonts()
    yield from _static()
    yield from _mail(config)
    try:
        yield _database()
        missing = unapplied_migrations()
    except DatabaseError:
        hint = Text(
            "检查 GONGKAI_DATABASE_URL，数据库是否在运行。", "Check GONGKAI_DATABASE_URL and that it is running."
        )
        yield Finding("database", "fail", Text("连不上数据库。", "The database cannot be reached."), hint)
        return
    if missing:
        words = Text(f"有 {len(missing)} 项升级没有执行。", f"{len(missing)} migrations are not applied.")
        yield Finding("migrations", "fail", words, MIGRATE)
        return
    yield Finding("migrations", "ok", Text("数据库已是最新。", "The database is up to date."))
    yield from _registers()


def _folder(config: Config) -> Iterator[Finding]:
    folder = config.data_dir
    if not folder.is_dir():
        yield Finding("data", "fail", Text(f"没有数据目录 {folder}。", f"There is no data folder {folder}."), MIGRATE)
        return
    if folder.stat().st_mode & 0o077:
        words = Text("其他账户可以进入数据目录。", "Other accounts of this machine can enter the data folder.")
        yield Finding("data", "warn", words, Text(f"请运行 chmod 700 {folder}。", f"Run chmod 700 {folder}."))
    free = shutil.disk_usage(folder).free
    words = Text(f"磁盘剩余 {free >> 20} MB。", f"{free >> 20} MB are free.")
    level = "fail" if free < FREE_LEAST else "warn" if free < FREE_WISHED else "ok"
    hint = None if level == "ok" else Text("清理或扩充磁盘。", "Make room on the disk.")
    yield Finding("disk", level, words, hint)  # type: ignore[arg-type]


def _database() -> Finding:
    """Raises DatabaseError where it cannot be reached."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if connection.vendor == "sqlite":
            version = sqlite3.sqlite_version
            is_old = sqlite3.sqlite_version_info < OLDEST_SQLITE
        else:
            number = connection.cursor().connection.info.server_version
            version, is_old = str(number // 10000), number < OLDEST_POSTGRES
    words = Text(f"{connection.display_name} {version}", f"{connection.display_name} {version}")
    hint = Text("请升级数据库。", "Upgrade the database.") if is_old else None
    return Finding("database", "fail" if is_old else "ok", words, hint)


def _registers() -> Iterator[Finding]:
    now = timezone.now()
    last = AuditEntry.objects.order_by("-at").values_list("at", flat=True).first()
    if last is not None and last > now + DRIFT:
        words = Text("本机时间早于最近的记录。", "The clock of this machine is behind the latest entry.")
        yield Finding("clock", "fail", words, Text("校准时间（NTP）。", "Set the clock (NTP)."))
    else:
        yield Finding("clock", "ok", Text("时间不早于记录。", "The clock is not behind the entries."))
    age = pulse.worker_age()
    if age is not None and age < pulse.WORKER_SILENT:
        yield Finding("worker", "ok", Text("后台任务在运行。", "A worker is at work."))
    else:
        hint = Text("运行 gongkai serve 或 gongkai worker。", "Run gongkai serve, or gongkai worker.")
        yield Finding("worker", "warn", Text("没有后台任务在运行。", "No worker is at work."), hint)
    if not RoleGrant.objects.filter(role=ADMINISTRATOR).exists():
        hint = Text("运行 gongkai account create。", "Run gongkai account create.")
        words = Text("还没有安全管理员。", "There is no security administrator yet.")
        yield Finding("accounts", "warn", words, hint)
    if settings.SEPARATE_DUTIES:
        yield from _duties()


def _duties() -> Iterator[Finding]:
    """Offices that met in one person before separation was asked for; new ones are refused where they are granted."""
    for one in duties_that_meet(timezone.localdate()):
        words = Text(
            "{name}（{user}）身兼“{control}”和“{other}”。", "{name} ({user}): {control} and {other} in one."
        ).format(name=one.user.name, user=one.user.username, control=one.control, other=one.other)
        hint = Text("由安全管理员在工作台上撤销其一。", "The security administrator withdraws one of them on the desk.")
        yield Finding("duties", "warn", words, hint)


def _calendar() -> Iterator[Finding]:
    through = load_calendar().announced_through
    words = Text(f"工作日历有通知可依至 {through}。", f"The working calendar is announced through {through}.")
    is_short = through < timezone.localdate() + CALENDAR_AHEAD
    hint = (
        Text("下一年度的通知发布后请升级。", "Upgrade once the notice on the next year is out.") if is_short else None
    )
    yield Finding("calendar", "warn" if is_short else "ok", words, hint)


def _fonts() -> Iterator[Finding]:
    from gongkai.reports.render.fonts import font_shelf

    try:
        shelf = font_shelf()
    except GongkaiError as error:
        yield Finding("fonts", "warn", error.message, error.hint)
        return
    family = shelf.roles["body"][0]
    if shelf.is_sans:
        hint = Text(
            "安装 fonts-noto-cjk，或公文用的仿宋字体。", "Install fonts-noto-cjk, or the FangSong of documents."
        )
        words = Text(f"只有 {family}，没有宋体、仿宋。", f"There is only {family}, no Song or FangSong.")
        yield Finding("fonts", "warn", words, hint)
    else:
        yield Finding("fonts", "ok", Text(f"正文字体 {family}。", f"Text is set in {family}."))


def _static() -> Iterator[Finding]:
    if (settings.STATIC_ROOT / "staticfiles.json").is_file():
        yield Finding("static", "ok", Text("静态文件已收集。", "Static files are collected."))
    else:
        yield Finding("static", "fail", Text("静态文件没有收集。", "Static files are not collected."), MIGRATE)


def _mail(config: Config) -> Iterator[Finding]:
    parts = urlsplit(config.mail_url)
    if not config.mail_url:
        hint = Text("设置 GONGKAI_MAIL_URL 后才会发邮件通知。", "Set GONGKAI_MAIL_URL to send notices by mail.")
        yield Finding("mail", "warn", Text("没有设置发信服务器。", "No mail server is set."), hint)
        return
    if parts.scheme == "file":
        yield Finding("mail", "warn", Text("邮件写成文件，不发出。", "Mail is written to files, not sent."))
        return
    try:
        with create_connection((parts.hostname or "", parts.port or PORTS[parts.scheme]), CONNECT_SECONDS):
            yield Finding("mail", "ok", Text("发信服务器可达。", "The mail server can be reached."))
    except OSError:
        hint = Text("检查 GONGKAI_MAIL_URL 和网络。", "Check GONGKAI_MAIL_URL and the network.")
        yield Finding("mail", "fail", Text("连不上发信服务器。", "The mail server cannot be reached."), hint)
