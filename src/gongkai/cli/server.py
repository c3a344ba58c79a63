"""Commands that set up and run an installation: keys, migrate, serve, web, worker."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli.above import server, start_django
from gongkai.cli.words import LanguageOption, say

keys = typer.Typer(name="keys", no_args_is_help=True, help="安装的密钥。 Keys of the installation.")

QuietOption = Annotated[bool, typer.Option("--quiet", help="不报告进展。 Report no progress.")]


def register(app: typer.Typer) -> None:
    """Mount these commands."""
    app.add_typer(keys)
    for command in (migrate, serve, web, worker):
        app.command()(command)


@keys.command("create")
def create(language: LanguageOption = "zh") -> None:
    """为新安装生成密钥。 Make the keys of a new installation.

    密钥写入 GONGKAI_KEYS_DIR，不覆盖已有的。密钥丢失，申请人信息就无法再读取：请另行保管一份。
    Keys go to GONGKAI_KEYS_DIR and replace nothing. Without them applicants' data cannot be read: keep a copy apart.
    """
    config = server("config").load_config()
    server("keys").create_keys(config.keys_dir)
    say(f"密钥已写入 {config.keys_dir}。", f"Keys written to {config.keys_dir}.", language)


@keys.command("check")
def check(language: LanguageOption = "zh") -> None:
    """检查密钥是否齐全、只有本服务可读。 Check that the keys are whole and readable by the service alone."""
    config = server("config").load_config()
    server("keys").check_keys(config.keys_dir)
    say("密钥齐全。", "The keys are whole.", language)


def migrate(*, quiet: QuietOption = False, language: LanguageOption = "zh") -> None:
    """新建或升级数据库，收集静态文件。 Make or upgrade the database, collect static files.

    首次安装和每次升级后执行一次；重复执行无妨。
    Run it after installing and after each upgrade; running it again is safe.
    """
    start_django()
    server("installation").migrate(is_quiet=quiet)
    if not quiet:
        say("数据库和静态文件已是最新。", "Database and static files are up to date.", language)


def serve(language: LanguageOption = "zh") -> None:
    """运行整个平台：网页和后台任务，出错自动重启。 Run the platform: web and worker, restarted when they fail."""
    config = server("config").load_config()
    say(f"公开运行于 {config.listen}。", f"Gongkai runs on {config.listen}.", language)
    raise typer.Exit(server("supervisor").run(config))


def web(_language: LanguageOption = "zh") -> None:
    """只运行网页服务。 Run the web processes alone."""
    start_django()
    server("installation").refuse_unless_migrated()
    server("web").run()


def worker(_language: LanguageOption = "zh") -> None:
    """只运行后台任务：通知、定时事项、审计封存。 Run the worker alone: notices, schedule, sealing of the audit log."""
    start_django()
    server("installation").refuse_unless_migrated()
    server("background").run()
