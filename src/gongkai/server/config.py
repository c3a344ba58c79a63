"""Settings of an installation, typed and read once from GONGKAI_*; what is unsafe or missing stops the start."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError
from pydantic.functional_validators import BeforeValidator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.server.config_tokens import token_faults

PREFIX = "GONGKAI_"
SETTINGS_FILE = PREFIX + "SETTINGS_FILE"
ELSEWHERE = frozenset({SETTINGS_FILE, PREFIX + "LANGUAGE"})
"""Variables with our prefix that are no field: where the fields may stand, and the language of the shell."""

TOKEN_LENGTH = 24
MAIL_SCHEMES = frozenset({"smtp", "smtp+tls", "smtps", "file"})
DATABASE_SCHEMES = frozenset({"postgres", "postgresql", "sqlite"})

Face = Literal["portal", "desk", "api"]
Fault = tuple[str, Text]


def _listed(value: object) -> object:
    """Names between commas, as an environment variable holds them."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Names = Annotated[list[str], NoDecode, BeforeValidator(_listed)]
Faces = Annotated[list[Face], NoDecode, BeforeValidator(_listed)]


class Config(BaseSettings):
    """One installation. Every field is the environment variable GONGKAI_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_file_encoding="utf-8")

    data_dir: Annotated[
        Path,
        Text(
            "数据目录：内置数据库、上传文件、静态文件、审计摘要。须备份。",
            "Data folder: embedded database, files, static files, audit heads. Back it up.",
        ),
    ]
    keys_dir: Annotated[
        Path,
        Text(
            "密钥目录：不得在数据目录之内，不进备份，另行保管。",
            "Key folder: never inside the data folder, never in a backup; kept apart.",
        ),
    ]
    database_url: Annotated[
        str,
        Field(repr=False),
        Text(
            "PostgreSQL 地址，如 postgresql:///gongkai；不设则用内置 SQLite。",
            "Address of PostgreSQL, such as postgresql:///gongkai; SQLite in the data folder without it.",
        ),
    ] = ""
    hosts: Annotated[
        Names,
        Text("对外主机名，逗号分隔，不用通配符。", "Host names answered for, between commas; no wildcard."),
    ] = ["127.0.0.1", "localhost"]
    portal_url: Annotated[
        str,
        Text(
            "通知中门户的地址，如 https://gk.example.gov.cn；不设则用第一个主机名。",
            "Address of the portal in notices, such as https://gk.example.gov.cn; the first host name without it.",
        ),
    ] = ""
    https: Annotated[
        bool,
        Text(
            "读者经 HTTPS 访问；关闭只限本机地址。",
            "Readers come by HTTPS; off is for addresses of this machine only.",
        ),
    ] = True
    listen: Annotated[str, Text("监听地址和端口。", "Address and port to listen on.")] = "127.0.0.1:8000"
    tls_certificate: Annotated[
        Path | None,
        Text("证书链文件（PEM）；前面有代理时不设。", "Certificate chain (PEM); not set behind a proxy."),
    ] = None
    tls_key: Annotated[Path | None, Text("证书私钥文件（PEM）。", "Private key of the certificate (PEM).")] = None
    trusted_proxies: Annotated[
        int,
        Field(ge=0, le=5),
        Text(
            "本服务前面的可信代理层数；只据此取来访地址。",
            "Number of our own proxies in front; the client address is taken from that many and no more.",
        ),
    ] = 0
    workers: Annotated[int, Field(ge=1, le=64), Text("网页进程数。", "Processes that answer pages.")] = 2
    threads: Annotated[int, Field(ge=1, le=64), Text("每个进程的线程数。", "Threads of each process.")] = 4
    faces: Annotated[
        Faces,
        Text("本进程提供哪些界面。", "Faces this process serves."),
    ] = ["portal", "desk", "api"]
    upload_max_mb: Annotated[int, Field(ge=1, le=1024), Text("单个请求的上限（MB）。", "Largest request (MB).")] = 50
    metrics_token: Annotated[
        str,
        Field(repr=False),
        Text(
            "从别的机器读取 /metrics 的口令，至少24个字符；不设则只限本机。",
            "Token for /metrics from other machines, 24 characters or more; this machine only without it.",
        ),
    ] = ""
    log_form: Annotated[Literal["json", "plain"], Text("日志的形式。", "Form of the log.")] = "json"
    mail_url: Annotated[
        str,
        Field(repr=False),
        Text(
            "发信服务器，如 smtp+tls://用户:口令@主机:587；不设则不发邮件。",
            "Mail server, such as smtp+tls://user:password@host:587; no mail without it.",
        ),
    ] = ""
    mail_from: Annotated[str, Text("发件人地址。", "Address mail is sent from.")] = ""
    sms_url: Annotated[str, Field(repr=False), Text("短信接口地址。", "Address of the SMS service.")] = ""
    sms_body: Annotated[
        str,
        Text(
            "短信接口的请求内容（JSON或表单），含 {phone}、{text}、{reference}。",
            "Body sent to the SMS service, JSON or form, with {phone}, {text} and {reference}.",
        ),
    ] = '{"phone": "{phone}", "text": "{text}", "reference": "{reference}"}'
    sms_success: Annotated[
        str,
        Text(
            "短信接口成功时应答所含的项，如 code=0；不设则以状态码为准。",
            "What an answer of the SMS service holds on success, such as code=0; its status counts without it.",
        ),
    ] = ""
    sms_headers: Annotated[
        dict[str, str],
        Field(repr=False),
        Text("短信接口的请求头（JSON）。", "Headers sent to the SMS service, as JSON."),
    ] = {}
    wechat_url: Annotated[str, Field(repr=False), Text("微信接口地址。", "Address of the WeChat service.")] = ""
    wechat_body: Annotated[
        str,
        Text(
            "微信接口的请求内容（JSON或表单），含 {phone}、{text}、{reference}。",
            "Body sent to the WeChat service, JSON or form, with {phone}, {text} and {reference}.",
        ),
    ] = '{"phone": "{phone}", "text": "{text}", "reference": "{reference}"}'
    wechat_success: Annotated[
        str,
        Text(
            "微信接口成功时应答所含的项，如 code=0；不设则以状态码为准。",
            "What an answer of the WeChat service holds on success, such as code=0; its status counts without it.",
        ),
    ] = ""
    wechat_headers: Annotated[
        dict[str, str],
        Field(repr=False),
        Text("微信接口的请求头（JSON）。", "Headers sent to the WeChat service, as JSON."),
    ] = {}
    wechat_address: Annotated[
        Literal["phone", "username"],
        Text("按什么找到收件的工作人员：手机号或账号名。", "How a member of staff is found: telephone or user name."),
    ] = "phone"
    wechat_token_url: Annotated[
        str,
        Field(repr=False),
        Text(
            "微信接口的令牌地址；令牌填入接口地址、请求头或内容中的 {token}。",
            "Address that gives the token of the WeChat service; it fills {token} in address, headers or body.",
        ),
    ] = ""
    wechat_token_body: Annotated[
        str,
        Field(repr=False),
        Text("取令牌时的请求内容（JSON或表单）；不设则用GET。", "Body sent for the token; asked by GET without it."),
    ] = ""
    wechat_token_invalid: Annotated[
        str,
        Text(
            "应答中表示令牌失效的项，如 errcode=40014,42001；状态码401总是失效。",
            "What an answer holds when the token is invalid, such as errcode=40014,42001; status 401 always says so.",
        ),
    ] = "errcode=40014,42001"
    notices_dir: Annotated[
        Path | None,
        Text("把通知写成文件的目录（试用、测试）。", "Folder that receives notices as files (trials, tests)."),
    ] = None
    refused_file_days: Annotated[
        int,
        Field(ge=1, le=3650),
        Text(
            "有差错的导入文件保留多少天后删除。",
            "Days after which an import file with faults is deleted.",
        ),
    ] = 30
    clamav_socket: Annotated[
        str, Text("ClamAV 套接字；设置后上传文件先查毒。", "Socket of ClamAV; uploads are scanned first.")
    ] = ""
    oidc_issuer: Annotated[str, Text("统一身份认证地址（OIDC）。", "Issuer for single sign-on (OIDC).")] = ""
    oidc_client_id: Annotated[str, Text("在统一身份认证登记的客户端编号。", "Client id at the issuer.")] = ""
    separate_duties: Annotated[
        bool,
        Text(
            "审计员、安全管理员、系统管理员须为三个人。",
            "Auditor, security administrator and operator must be three people.",
        ),
    ] = True
    require_totp: Annotated[bool, Text("工作人员登录须用动态口令。", "Staff sign in with a one-time code as well.")] = (
        True
    )
    password_days: Annotated[
        int,
        Field(ge=0, le=3650),
        Text("密码多少天后须更换；0 为不限。", "Days after which a password must change; 0 never."),
    ] = 0
    session_idle_minutes: Annotated[
        int, Field(ge=5, le=480), Text("闲置多少分钟后退出登录。", "Idle minutes after which a person is signed out.")
    ] = 30
    session_hours: Annotated[
        int, Field(ge=1, le=24), Text("登录最长有效小时数。", "Hours after which a person signs in anew in any case.")
    ] = 12
    audit_mail: Annotated[str, Text("每日审计摘要寄往的地址。", "Address that receives the daily audit head.")] = ""
    demo: Annotated[bool, Text("允许演示账号；只限 127.0.0.1。", "Allow demonstration accounts; 127.0.0.1 only.")] = (
        False
    )

    def faults(self) -> Iterator[Fault]:
        """Every unsafe combination, with the variable to change."""
        yield from self._faults_of_places()
        yield from self._faults_of_addresses()
        yield from self._faults_of_services()

    def _faults_of_places(self) -> Iterator[Fault]:
        data, keys = self.data_dir, self.keys_dir
        for name, folder in (("DATA_DIR", data), ("KEYS_DIR", keys)):
            if not folder.is_absolute():
                yield PREFIX + name, Text("请写绝对路径。", "Give an absolute path.")
        if keys.resolve().is_relative_to(data.resolve()):
            yield "GONGKAI_KEYS_DIR", Text("密钥不得放在数据目录之内。", "Keys must not lie inside the data folder.")
        elif data.resolve().is_relative_to(keys.resolve()):
            yield "GONGKAI_DATA_DIR", Text("数据不得放在密钥目录之内。", "Data must not lie inside the key folder.")
        if self.database_url and urlsplit(self.database_url).scheme not in DATABASE_SCHEMES:
            yield "GONGKAI_DATABASE_URL", Text("只支持 PostgreSQL 和 SQLite。", "PostgreSQL and SQLite only.")

    def _faults_of_addresses(self) -> Iterator[Fault]:
        if not self.hosts or any("*" in host or host.startswith(".") for host in self.hosts):
            yield "GONGKAI_HOSTS", Text("请逐一写明主机名，不用通配符。", "Name each host; no wildcard.")
        if not self.faces:
            yield "GONGKAI_FACES", Text("至少提供一个界面。", "Serve one face at least.")
        if not self.https and not self.is_local:
            yield (
                "GONGKAI_HTTPS",
                Text("只有本机地址可以不用 HTTPS。", "Only addresses of this machine may do without HTTPS."),
            )
        if self.demo and not (self.is_local and self.listens_locally):
            yield (
                "GONGKAI_DEMO",
                Text("演示账号只能在 127.0.0.1 上使用。", "Demonstration accounts are for 127.0.0.1 only."),
            )
        if self.port is None:
            yield "GONGKAI_LISTEN", Text("请写成“地址:端口”。", "Write it as address:port.")
        yield from self._faults_of_tls()

    def _faults_of_tls(self) -> Iterator[Fault]:
        has_tls = self.tls_certificate is not None
        if has_tls != (self.tls_key is not None):
            yield "GONGKAI_TLS_KEY", Text("证书和私钥须一起设置。", "Certificate and key go together.")
        if has_tls and not self.https:
            yield "GONGKAI_HTTPS", Text("有证书就须用 HTTPS。", "With a certificate HTTPS must be on.")
        if self.https and not has_tls and not self.trusted_proxies:
            yield (
                "GONGKAI_TLS_CERTIFICATE",
                Text(
                    "HTTPS 需要证书，或在前面设可信代理（GONGKAI_TRUSTED_PROXIES）。",
                    "HTTPS needs a certificate, or a trusted proxy in front (GONGKAI_TRUSTED_PROXIES).",
                ),
            )
        if not has_tls and not self.trusted_proxies and not self.listens_locally:
            yield (
                "GONGKAI_LISTEN",
                Text("没有加密时只能监听本机。", "Without encryption listen on this machine only."),
            )

    def _faults_of_services(self) -> Iterator[Fault]:
        if self.metrics_token and len(self.metrics_token) < TOKEN_LENGTH:
            yield "GONGKAI_METRICS_TOKEN", Text("口令至少24个字符。", "The token needs 24 characters.")
        if self.mail_url and urlsplit(self.mail_url).scheme not in MAIL_SCHEMES:
            yield (
                "GONGKAI_MAIL_URL",
                Text(
                    "应以 smtp+tls://、smtps:// 或 smtp:// 开头。", "It begins with smtp+tls://, smtps:// or smtp://."
                ),
            )
        if self.mail_url and "@" not in self.mail_from:
            yield "GONGKAI_MAIL_FROM", Text("发邮件须有发件人地址。", "Mail needs an address it is sent from.")
        for name, address in (
            ("SMS_URL", self.sms_url),
            ("WECHAT_URL", self.wechat_url),
            ("WECHAT_TOKEN_URL", self.wechat_token_url),
            ("PORTAL_URL", self.portal_url),
            ("OIDC_ISSUER", self.oidc_issuer),
        ):
            if address and not _is_guarded(address):
                yield PREFIX + name, Text("别的机器须用 https://。", "Another machine needs https://.")
        if self.portal_url and not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+/?", self.portal_url):
            yield "GONGKAI_PORTAL_URL", Text("只写协议和主机名。", "Give scheme and host only.")
        yield from token_faults(self)
        if bool(self.oidc_issuer) != bool(self.oidc_client_id):
            yield "GONGKAI_OIDC_CLIENT_ID", Text("与认证地址须一起设置。", "Issuer and client id go together.")

    @property
    def is_local(self) -> bool:
        return all(is_loopback(host) for host in self.hosts)

    @property
    def address(self) -> str:
        """The address listened on, without brackets."""
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int | None:
        port = self.listen.rpartition(":")[2]
        return int(port) if self.address and port.isascii() and port.isdigit() and int(port) < 65536 else None

    @property
    def listens_locally(self) -> bool:
        return is_loopback(self.address)


def is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_guarded(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


def unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """Variables with our prefix that mean nothing: a misspelt one would leave its setting at the default."""
    known = {PREFIX + name.upper() for name in Config.model_fields} | ELSEWHERE
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in known)


def load_config() -> Config:
    """Read the environment, and the file GONGKAI_SETTINGS_FILE names; the environment stands above the file.

    raises  InvalidInput that names the variable and says what would help
    """
    try:
        config = Config(_env_file=_settings_file())  # type: ignore[call-arg]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise _refusal(name if name.startswith(PREFIX) else PREFIX + name, first["type"], first["msg"]) from None
    for variable, words in config.faults():
        raise InvalidInput("setting-unsafe", words, where=variable)
    return config


def _settings_file() -> Path | None:
    named = os.environ.get(SETTINGS_FILE, "")
    if named and not Path(named).is_file():
        raise InvalidInput(
            "setting-missing", Text("没有这个设置文件。", "There is no such file of settings."), where=SETTINGS_FILE
        )
    return Path(named) if named else None


def _refusal(variable: str, kind: str, why: str) -> InvalidInput:
    hint = Text("各项设置见手册“设置”一页。", "The handbook's page on settings lists them.")
    if kind == "missing":
        return InvalidInput("setting-missing", Text("没有设置。", "It is not set."), where=variable, hint=hint)
    if kind == "extra_forbidden":
        return InvalidInput(
            "setting-unknown", Text("没有这项设置。", "There is no such setting."), where=variable, hint=hint
        )
    words = Text("设置的值不能用：{why}", "The value cannot be used: {why}").format(why=why)
    return InvalidInput("setting-wrong", words, where=variable)
