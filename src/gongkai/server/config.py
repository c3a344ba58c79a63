"""Settings of an installation, typed and read once from GONGKAI_*; what is unsafe or missing stops the start."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ValidationError
from pydantic.functional_validators import BeforeValidator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

Face = Literal["portal", "desk", "api"]


def _listed(value: object) -> object:
    """Names between commas, as an environment variable holds them."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class Config(BaseSettings):
    """One installation. Every field is the environment variable GONGKAI_ and its name in capitals.

    data_dir   registers (when embedded), uploaded files, audit heads; backed up
    keys_dir   secrets; never inside data_dir, never in a backup
    hosts      names under which the installation may be asked for
    faces      which faces this process serves
    """

    model_config = SettingsConfigDict(env_prefix="GONGKAI_", extra="forbid", frozen=True)

    data_dir: Path
    keys_dir: Path
    database_url: str = ""
    hosts: Annotated[list[str], NoDecode, BeforeValidator(_listed)] = ["127.0.0.1", "localhost"]
    https: bool = True
    demo: bool = False
    faces: Annotated[list[Face], NoDecode, BeforeValidator(_listed)] = ["portal", "desk", "api"]
    trusted_proxies: int = 0
    upload_max_mb: int = 50
    mail_url: str = ""
    mail_from: str = ""
    sms_url: str = ""
    notices_dir: Path | None = None
    clamav_socket: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    separate_duties: bool = True
    require_totp: bool = True
    audit_mail: str = ""

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Every unsafe combination, with the variable to change."""
        if self.keys_dir.resolve().is_relative_to(self.data_dir.resolve()):
            yield (
                "GONGKAI_KEYS_DIR",
                Text("密钥不得放在数据目录之内。", "Keys must not lie inside the data folder."),
            )
        if not self.hosts or any("*" in host for host in self.hosts):
            yield "GONGKAI_HOSTS", Text("请逐一写明主机名，不用通配符。", "Name each host; no wildcard.")
        if not self.https and not self.is_local:
            yield (
                "GONGKAI_HTTPS",
                Text("只有本机地址可以不用 HTTPS。", "Only addresses of this machine may do without HTTPS."),
            )
        if self.demo and not self.is_local:
            yield (
                "GONGKAI_DEMO",
                Text("演示账号只能在 127.0.0.1 上使用。", "Demonstration accounts are for 127.0.0.1 only."),
            )

    @property
    def is_local(self) -> bool:
        return all(_is_loopback(host) for host in self.hosts)


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def load_config() -> Config:
    """Read the environment. Raises InvalidInput that names the variable and says what would help."""
    try:
        config = Config.model_validate({})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        variable = "GONGKAI_" + "_".join(str(part) for part in first["loc"]).upper()
        if first["type"] == "missing":
            words = Text("没有设置。", "It is not set.")
            hint = Text("运行 gongkai doctor 查看全部设置。", "Run gongkai doctor to see every setting.")
            raise InvalidInput("setting-missing", words, where=variable, hint=hint) from None
        words = Text("设置的值不能用：{why}", "The value cannot be used: {why}").format(why=first["msg"])
        raise InvalidInput("setting-wrong", words, where=variable) from None
    for variable, words in config.faults():
        raise InvalidInput("setting-unsafe", words, where=variable)
    return config
