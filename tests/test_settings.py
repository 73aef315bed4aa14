"""Settings are read from the environment and the secrets, and say what is wrong with them."""

import secrets
from pathlib import Path

import pytest

from stool.errors import (
    AnyHostError,
    HostedStoreError,
    IssuerError,
    ModeError,
    NoLoginError,
    NoOperatorError,
    NoSecretError,
    ProxyAddressError,
    PublicUrlError,
    SecretsFileError,
    SettingNumberError,
    UnknownSettingError,
    WeakSecretError,
)
from stool.settings import LOOPBACK, Settings, names, variable
from stool.text import settings as words

ROOT = Path(__file__).parents[1]
HOSTED = {
    "STOOL_MODE": "hosted",
    "STOOL_STORE": "postgresql://stool:pass@db/stool",
    "STOOL_URL": "https://stool.example.com/",
    "STOOL_SECRET": secrets.token_urlsafe(48),
    "STOOL_OIDC_ISSUER": "https://id.example.com/",
    "STOOL_OIDC_CLIENT_ID": "stool",
    "STOOL_OIDC_CLIENT_SECRET": "of the provider",
    "STOOL_OPERATORS": "Ann@Example.com, bob@example.com",
    "STOOL_PROXIES": "10.0.0.5,10.1.0.0/16",
}


def read(**changed: str) -> Settings:
    return Settings.read({**HOSTED, **changed}, [])


def test_without_settings_it_is_local_and_nothing_is_wrong() -> None:
    settings = Settings.read({}, [])
    assert settings == Settings()
    assert not settings.is_hosted
    assert settings.problems() == []
    assert settings.allowed_hosts == LOOPBACK


def test_a_hosted_server_reads_its_settings() -> None:
    settings = read()
    assert settings.problems() == []
    assert settings.url == "https://stool.example.com"
    assert settings.allowed_hosts == ("stool.example.com",)
    assert settings.operators == ("ann@example.com", "bob@example.com")
    assert settings.proxies == ("10.0.0.5", "10.1.0.0/16")
    assert settings.secret == (HOSTED["STOOL_SECRET"],)
    assert settings.is_secure


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"STOOL_SECRET": ""}, NoSecretError),
        ({"STOOL_SECRET": "change-me"}, WeakSecretError),
        ({"STOOL_SECRET": "a" * 64}, WeakSecretError),
        ({"STOOL_SECRET": f"short,{HOSTED['STOOL_SECRET']}"}, WeakSecretError),
        ({"STOOL_URL": "http://stool.example.com"}, PublicUrlError),
        ({"STOOL_URL": "https://example.com/stool"}, PublicUrlError),
        ({"STOOL_URL": "stool.example.com", "STOOL_HOSTS": "stool"}, PublicUrlError),
        ({"STOOL_HOSTS": "*"}, AnyHostError),
        ({"STOOL_HOSTS": "a.example.com,*.example.com"}, AnyHostError),
        ({"STOOL_STORE": "stool.db"}, HostedStoreError),
        ({"STOOL_STORE": "sqlite:///stool.db"}, HostedStoreError),
        ({"STOOL_OIDC_CLIENT_ID": ""}, NoLoginError),
        ({"STOOL_OIDC_ISSUER": "http://id.example.com"}, IssuerError),
        ({"STOOL_OPERATORS": ""}, NoOperatorError),
        ({"STOOL_PROXIES": "proxy"}, ProxyAddressError),
    ],
)
def test_what_is_wrong_is_said_alone(changed: dict[str, str], problem: type[Exception]) -> None:
    assert [type(each) for each in read(**changed).problems()] == [problem]


def test_without_an_address_neither_it_nor_its_host_is_known() -> None:
    problems = [type(each) for each in read(STOOL_URL="").problems()]
    assert problems == [PublicUrlError, AnyHostError]


def test_plain_http_is_for_this_machine() -> None:
    settings = read(STOOL_URL="http://localhost:8501", STOOL_OIDC_ISSUER="http://127.0.0.1:9000")
    assert settings.problems() == []
    assert not settings.is_secure


@pytest.mark.parametrize(
    ("changed", "error", "named"),
    [
        ({"STOOL_MODE": "cloud"}, ModeError, "cloud"),
        ({"STOOL_SESSION_HOURS": "25"}, SettingNumberError, "STOOL_SESSION_HOURS"),
        ({"STOOL_UPLOAD_MB": "1e3"}, SettingNumberError, "1e3"),
    ],
)
def test_what_cannot_be_read_is_refused(
    changed: dict[str, str], error: type[Exception], named: str
) -> None:
    with pytest.raises(error, match=named):
        read(**changed)


def test_a_file_gives_way_to_the_environment_and_to_the_file_before_it(tmp_path: Path) -> None:
    near, far = tmp_path / "near.toml", tmp_path / "far.toml"
    near.write_text('[stool]\nmode = "hosted"\noperators = ["ann@example.com"]\n')
    far.write_text(
        '[stool]\nmode = "local"\nurl = "https://far"\nupload_mb = 5\n'
        '[connections.stool]\nurl = "far.db"\n'
    )
    settings = Settings.read({"STOOL_UPLOAD_MB": "7"}, [near, far, tmp_path / "none.toml"])
    assert settings.mode == "hosted"
    assert settings.operators == ("ann@example.com",)
    assert settings.url == "https://far"
    assert settings.upload_mb == 7
    assert settings.store == "far.db"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text("[stool\n")
    with pytest.raises(SecretsFileError, match=r"secrets\.toml"):
        Settings.read({}, [path])
    path.write_text("[stool]\nmdoe = 'local'\n")
    with pytest.raises(UnknownSettingError, match="mdoe"):
        Settings.read({}, [path])


def test_every_setting_is_documented() -> None:
    assert set(words.ABOUT) == {*names()}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in names() if f"`{variable(name)}`" not in readme] == []


def test_the_table_shows_no_secret() -> None:
    shown = words.table(read(STOOL_METRICS_TOKEN="of the monitor"))
    assert "https://stool.example.com" in shown
    for hidden in (HOSTED["STOOL_SECRET"], "pass@", "of the provider", "of the monitor"):
        assert hidden not in shown
