"""Settings: what is unsafe, missing or misspelt does not start, and the variable is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.errors import InvalidInput
from gongkai.server.config import Config, load_config, unknown_variables
from tools.handbook.settings import description

PROXIED = {"GONGKAI_HOSTS": "gk.example", "GONGKAI_TRUSTED_PROXIES": "1"}

WECHAT = {
    **PROXIED,
    "GONGKAI_WECHAT_URL": "https://wx.example/send?access_token={token}",
    "GONGKAI_WECHAT_SUCCESS": "errcode=0",
    "GONGKAI_WECHAT_TOKEN_URL": "https://wx.example/gettoken?corpid=a&corpsecret=s3cret",
}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GONGKAI_")]:
        monkeypatch.delenv(name)


def configured(monkeypatch: pytest.MonkeyPatch, folder: Path, **variables: str) -> Config:
    places = {"GONGKAI_DATA_DIR": str(folder / "data"), "GONGKAI_KEYS_DIR": str(folder / "keys")}
    for name, value in {**places, **variables}.items():
        monkeypatch.setenv(name, value)
    return load_config()


UNSAFE = [
    ("GONGKAI_KEYS_DIR", {"GONGKAI_KEYS_DIR": "{folder}/data/keys"}),
    ("GONGKAI_DATA_DIR", {"GONGKAI_DATA_DIR": "{folder}/keys/data"}),
    ("GONGKAI_DATA_DIR", {"GONGKAI_DATA_DIR": "data"}),
    ("GONGKAI_DATABASE_URL", {"GONGKAI_DATABASE_URL": "mysql://localhost/gongkai"}),
    ("GONGKAI_HOSTS", {"GONGKAI_HOSTS": "*"}),
    ("GONGKAI_HOSTS", {"GONGKAI_HOSTS": ".example.gov.cn"}),
    ("GONGKAI_HOSTS", {"GONGKAI_HOSTS": ""}),
    ("GONGKAI_FACES", {"GONGKAI_FACES": ""}),
    ("GONGKAI_HTTPS", {**PROXIED, "GONGKAI_HTTPS": "0"}),
    ("GONGKAI_DEMO", {**PROXIED, "GONGKAI_DEMO": "1"}),
    ("GONGKAI_DEMO", {"GONGKAI_DEMO": "1", "GONGKAI_LISTEN": "0.0.0.0:8000", "GONGKAI_TRUSTED_PROXIES": "1"}),
    ("GONGKAI_LISTEN", {"GONGKAI_LISTEN": "8000", "GONGKAI_TRUSTED_PROXIES": "1"}),
    ("GONGKAI_LISTEN", {"GONGKAI_LISTEN": "0.0.0.0:8000", "GONGKAI_HTTPS": "0"}),
    ("GONGKAI_TLS_CERTIFICATE", {}),
    ("GONGKAI_TLS_KEY", {"GONGKAI_TLS_CERTIFICATE": "/etc/gongkai/site.pem"}),
    (
        "GONGKAI_HTTPS",
        {"GONGKAI_TLS_CERTIFICATE": "/etc/site.pem", "GONGKAI_TLS_KEY": "/etc/key.pem", "GONGKAI_HTTPS": "0"},
    ),
    ("GONGKAI_METRICS_TOKEN", {**PROXIED, "GONGKAI_METRICS_TOKEN": "short"}),
    (
        "GONGKAI_MAIL_URL",
        {**PROXIED, "GONGKAI_MAIL_URL": "http://mail.example", "GONGKAI_MAIL_FROM": "gk@mail.example"},
    ),
    ("GONGKAI_MAIL_FROM", {**PROXIED, "GONGKAI_MAIL_URL": "smtps://mail.example"}),
    ("GONGKAI_SMS_URL", {**PROXIED, "GONGKAI_SMS_URL": "http://sms.example/send"}),
    ("GONGKAI_WECHAT_TOKEN_URL", {**WECHAT, "GONGKAI_WECHAT_TOKEN_URL": "http://wx.example/token"}),
    ("GONGKAI_WECHAT_TOKEN_URL", {**WECHAT, "GONGKAI_WECHAT_TOKEN_URL": ""}),
    ("GONGKAI_WECHAT_TOKEN_URL", {**PROXIED, "GONGKAI_WECHAT_TOKEN_BODY": "secret=s"}),
    ("GONGKAI_WECHAT_URL", {**WECHAT, "GONGKAI_WECHAT_URL": ""}),
    ("GONGKAI_WECHAT_URL", {**WECHAT, "GONGKAI_WECHAT_URL": "https://wx.example/send"}),
    ("GONGKAI_WECHAT_SUCCESS", {**WECHAT, "GONGKAI_WECHAT_SUCCESS": ""}),
    ("GONGKAI_WECHAT_TOKEN_INVALID", {**WECHAT, "GONGKAI_WECHAT_TOKEN_INVALID": "40014"}),
    ("GONGKAI_WECHAT_TOKEN_BODY", {**WECHAT, "GONGKAI_WECHAT_TOKEN_BODY": '{"secret": '}),
    ("GONGKAI_PORTAL_URL", {**PROXIED, "GONGKAI_PORTAL_URL": "http://gk.example"}),
    ("GONGKAI_PORTAL_URL", {**PROXIED, "GONGKAI_PORTAL_URL": "https://gk.example/shifan"}),
    ("GONGKAI_OIDC_ISSUER", {**PROXIED, "GONGKAI_OIDC_ISSUER": "http://id.example", "GONGKAI_OIDC_CLIENT_ID": "gk"}),
    ("GONGKAI_OIDC_CLIENT_ID", {**PROXIED, "GONGKAI_OIDC_ISSUER": "https://id.example"}),
]


@pytest.mark.parametrize(("variable", "settings"), UNSAFE, ids=lambda value: value if isinstance(value, str) else "")
def test_unsafe_setting_is_refused_by_name(
    variable: str, settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    filled = {name: value.replace("{folder}", str(tmp_path)) for name, value in settings.items()}

    with pytest.raises(InvalidInput) as refused:
        configured(monkeypatch, tmp_path, **filled)

    assert (refused.value.code, refused.value.where) == ("setting-unsafe", variable)


@pytest.mark.parametrize(
    ("settings", "code", "variable"),
    [
        ({"GONGKAI_TRUSTED_PROXIES": "many"}, "setting-wrong", "GONGKAI_TRUSTED_PROXIES"),
        ({"GONGKAI_TRUSTED_PROXIES": "-1"}, "setting-wrong", "GONGKAI_TRUSTED_PROXIES"),
        ({"GONGKAI_WORKERS": "0"}, "setting-wrong", "GONGKAI_WORKERS"),
        ({"GONGKAI_SETTINGS_FILE": "/nowhere"}, "setting-missing", "GONGKAI_SETTINGS_FILE"),
    ],
)
def test_value_of_a_wrong_kind_is_refused(
    settings: dict[str, str], code: str, variable: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput) as refused:
        configured(monkeypatch, tmp_path, **settings)

    assert (refused.value.code, refused.value.where) == (code, variable)


def test_missing_place_is_named() -> None:
    with pytest.raises(InvalidInput) as refused:
        load_config()

    assert (refused.value.code, refused.value.where) == ("setting-missing", "GONGKAI_DATA_DIR")


def test_service_with_a_token_starts_once_its_settings_are_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = configured(monkeypatch, tmp_path, **WECHAT)

    assert config.wechat_token_invalid == "errcode=40014,42001"
    assert "s3cret" not in repr(config)


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config = configured(
        monkeypatch,
        tmp_path,
        **PROXIED,
        GONGKAI_DATABASE_URL="postgresql://gk:s3cret@db/gk",
        GONGKAI_METRICS_TOKEN="s3cret" * 5,
    )

    assert "s3cret" not in repr(config)


def test_refused_value_is_not_repeated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        configured(monkeypatch, tmp_path, GONGKAI_WORKERS="s3cret")

    assert "s3cret" not in str(refused.value.message.en)


def test_file_of_settings_is_read_below_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = tmp_path / "gongkai.env"
    named.write_text("GONGKAI_HTTPS=0\nGONGKAI_WORKERS=3\nGONGKAI_THREADS=7\n", encoding="utf-8")

    config = configured(monkeypatch, tmp_path, GONGKAI_SETTINGS_FILE=str(named), GONGKAI_THREADS="2")

    assert (config.workers, config.threads) == (3, 2)


def test_unknown_line_of_the_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = tmp_path / "gongkai.env"
    named.write_text("GONGKAI_HTTPS=0\nGONGKAI_HTPPS=1\n", encoding="utf-8")

    with pytest.raises(InvalidInput) as refused:
        configured(monkeypatch, tmp_path, GONGKAI_SETTINGS_FILE=str(named))

    assert (refused.value.code, refused.value.where) == ("setting-unknown", "GONGKAI_HTPPS")


def test_misspelt_variable_is_found() -> None:
    assert unknown_variables({"GONGKAI_HTPPS": "1", "GONGKAI_HTTPS": "1", "PATH": ""}) == ["GONGKAI_HTPPS"]


def test_every_setting_says_what_it_means_in_both_languages() -> None:
    silent = [name for name, field in Config.model_fields.items() if not (words := description(field)) or not words.en]

    assert silent == []
