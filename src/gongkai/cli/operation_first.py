"""Commands where nobody can sign in: governments and their addresses, a first administrator, one locked out."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from gongkai.bilingual import Text
from gongkai.cli.above import server, start_django
from gongkai.cli.words import LanguageOption, say
from gongkai.errors import InvalidInput

Kind = Literal["province", "city", "county"]

government = typer.Typer(name="government", no_args_is_help=True, help="安装所服务的政府。 Governments served.")
host = typer.Typer(name="host", no_args_is_help=True, help="政府专用的主机名。 Host names of a government.")
account = typer.Typer(name="account", no_args_is_help=True, help="账号。 Accounts.")

SlugArgument = Annotated[str, typer.Argument(metavar="SLUG", help="政府的网址名称。 Short name of the government.")]
NewArgument = Annotated[str, typer.Argument(metavar="NEW", help="新的网址名称。 The new name.")]
HostArgument = Annotated[
    str, typer.Argument(metavar="HOST", help="主机名，不带协议和端口。 Without protocol and port.")
]


def register(app: typer.Typer) -> None:
    """Mount these commands."""
    government.add_typer(host)
    app.add_typer(government)
    app.add_typer(account)


@government.command("open")
def open_government(
    slug: Annotated[str, typer.Option("--slug", help="网址中的名称（小写字母、数字、连字符）。 Name in addresses.")],
    name: Annotated[str, typer.Option("--name", help="新登记的名称，如 示范县人民政府。 Name of a new one.")] = "",
    body: Annotated[
        str, typer.Option("--body", help="已在机构台账的单位（名称或代码）。 One of the register, by name or code.")
    ] = "",
    *,
    kind: Annotated[Kind, typer.Option("--kind", help="新登记的哪一级。 Level of a new one.")] = "county",
    division_code: Annotated[str, typer.Option("--division-code", help="行政区划代码。 Division code.")] = "",
    host: Annotated[
        list[str] | None, typer.Option("--host", help="专用主机名，可重复。 Host name of its own; may be repeated.")
    ] = None,
    language: LanguageOption = "zh",
) -> None:
    """为一个政府提供服务：新登记的（--name），或台账里已有的（--body），如市下面的县、乡镇。

    Serve a government: a new one, or one of the register, such as a county below its city or a township.
    """
    from django.utils import timezone

    start_django()
    beginning, hosts, now = server("beginning"), tuple(host or ()), timezone.now()
    if bool(name) == bool(body):
        words = Text("--name 和 --body 写一个，且只写一个。", "Give --name or --body, and not both.")
        raise InvalidInput("government-unnamed", words, where="--name")
    if body:
        beginning.serve_body(body, slug=slug, hosts=hosts, at=now)
    else:
        beginning.found_government(name=name, kind=kind, slug=slug, division_code=division_code, hosts=hosts, at=now)
    say(f"已登记 {name or body}。", f"Entered {name or body}.", language)


@government.command("rename")
def rename_government(slug: SlugArgument, new: NewArgument, *, language: LanguageOption = "zh") -> None:
    """更换网址中的名称；旧网址自动转到新的。 Another name in addresses; the old ones lead on."""
    from django.utils import timezone

    start_django()
    server("beginning").rename(slug, new, at=timezone.now())
    say(f"{slug} 已更名为 {new}。", f"{slug} is now {new}.", language)


@host.command("add")
def add_host(slug: SlugArgument, name: HostArgument, *, language: LanguageOption = "zh") -> None:
    """增加一个专用主机名。 Let a government answer under a host name of its own."""
    from django.conf import settings
    from django.utils import timezone

    start_django()
    kept = server("beginning").answer_under(slug, name, at=timezone.now())
    say(f"{slug} 也用 {kept}。", f"{slug} answers under {kept} too.", language)
    if kept not in settings.CONFIG.hosts:
        say(f"请把 {kept} 加进 GONGKAI_HOSTS 并重启。", f"Add {kept} to GONGKAI_HOSTS and restart.", language)


@host.command("remove")
def remove_host(slug: SlugArgument, name: HostArgument, *, language: LanguageOption = "zh") -> None:
    """去掉一个专用主机名。 Let a government no longer answer under a host name."""
    from django.utils import timezone

    start_django()
    server("beginning").no_longer_answer_under(slug, name, at=timezone.now())
    say(f"{slug} 不再用 {name}。", f"{slug} no longer answers under {name}.", language)


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
