"""Commands where nobody can sign in: the first government and administrator, and an administrator locked out."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from gongkai.cli.above import server, start_django
from gongkai.cli.words import LanguageOption, say

Kind = Literal["province", "city", "county"]

government = typer.Typer(name="government", no_args_is_help=True, help="安装所服务的政府。 Governments served.")
account = typer.Typer(name="account", no_args_is_help=True, help="账号。 Accounts.")


def register(app: typer.Typer) -> None:
    """Mount these commands."""
    app.add_typer(government)
    app.add_typer(account)


@government.callback()
def _government() -> None:
    """Keeps `open` a command of a group."""


@government.command("open")
def open_government(
    name: Annotated[str, typer.Option("--name", help="名称，如 示范县人民政府。 Name.")],
    slug: Annotated[str, typer.Option("--slug", help="网址中的名称（小写字母、数字、连字符）。 Name in addresses.")],
    kind: Annotated[Kind, typer.Option("--kind", help="哪一级。 Level.")] = "county",
    division_code: Annotated[str, typer.Option("--division-code", help="行政区划代码。 Division code.")] = "",
    host: Annotated[
        list[str] | None, typer.Option("--host", help="专用主机名，可重复。 Host name of its own; may be repeated.")
    ] = None,
    *,
    language: LanguageOption = "zh",
) -> None:
    """登记一个政府，由本安装提供服务。 Enter a government that this installation serves."""
    from django.utils import timezone

    start_django()
    server("beginning").found_government(
        name=name, kind=kind, slug=slug, division_code=division_code, hosts=tuple(host or ()), at=timezone.now()
    )
    say(f"已登记 {name}。", f"Entered {name}.", language)


@account.command("create")
def create_account(
    username: Annotated[str, typer.Argument(metavar="USERNAME", help="登录名。 Name to sign in with.")],
    name: Annotated[str, typer.Option("--name", help="姓名。 Name of the person.")],
    government: Annotated[str, typer.Option("--government", help="政府的网址名称。 Short name of the government.")],
    *,
    language: LanguageOption = "zh",
) -> None:
    """为政府开立第一个安全管理员，一次性口令只显示一次。 Open the first security administrator of a government.

    其他账号由安全管理员在工作台上开立。 The password is shown once; further accounts are opened on the desk.
    """
    from django.utils import timezone

    start_django()
    password = server("beginning").create_first_administrator(
        username=username, name=name, slug=government, at=timezone.now()
    )
    say("一次性口令，首次登录须更换：", "One-time password, to be changed at the first sign-in:", language)
    typer.echo(password)


@account.command("unlock")
def unlock_account(
    username: Annotated[str, typer.Argument(metavar="USERNAME", help="登录名。 Name to sign in with.")],
    *,
    language: LanguageOption = "zh",
) -> None:
    """解除登录锁定，记入审计。用于安全管理员本人被锁。 Let a locked account try again; recorded in the audit log.

    其他人由安全管理员在工作台上解除；从同一地址试错过多的，须等锁定期满。
    Others are unlocked on the desk; a locked address waits until its lock has run out.
    """
    from django.utils import timezone

    start_django()
    server("unlocking").unlock(username, at=timezone.now())
    say(f"已解除 {username} 的锁定。", f"{username} may try again.", language)
