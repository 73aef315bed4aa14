"""Words of the settings: what each is for, and what `check` says of them."""

from collections.abc import Sequence

from stool.catalogue import say
from stool.settings import Settings, names, variable

CHECK = say("say what is wrong with the settings, the store and the identity provider")
SERVE = say("start the dashboard: local by default, hosted with STOOL_MODE=hosted")
PORT = say("port to listen on (default: 8501)")
ADDRESS = say("address to listen on (default: this machine alone; hosted: all)")
ALL_WELL = say("Nothing is wrong with these settings.")
NOT_SHOWN = say("set, not shown")
NOT_SET = say("not set")
NO_OBJECT = say("it is no JSON object")

ABOUT = {
    "mode": say("local: one person, this machine, no login; hosted: many people, behind a login"),
    "store": say("path of a SQLite file, or the URL of a PostgreSQL database; hosted: the latter"),
    "url": say("address people open, such as https://stool.example.com"),
    "secret": say("signs links: 32 characters or more; to renew it, put a new one behind a comma"),
    "hosts": say("host names the server answers to; that of the address if left out"),
    "oidc_issuer": say("address of the identity provider (OpenID Connect)"),
    "oidc_client_id": say("what the identity provider knows Stool by"),
    "oidc_client_secret": say("what Stool shows to the identity provider"),
    "oidc_groups": say("claim that lists the groups of a person"),
    "operators": say("e-mail addresses of those who may do everything"),
    "proxies": say("addresses or networks of reverse proxies whose headers are believed"),
    "session_hours": say("hours a login lasts, 1 to 24"),
    "upload_mb": say("largest file, MB"),
    "uploads_mb_an_hour": say("largest sum of the files of one person in an hour, MB"),
    "requests_a_minute": say("most requests of one person in a minute"),
    "logins_a_minute": say("most logins and openings of links from one address in a minute"),
    "metrics_token": say("lets a monitor read /metrics as a bearer token; else operators alone"),
}
HIDDEN = ("secret", "oidc_client_secret", "metrics_token")


def table(settings: Settings) -> str:
    """Every setting with its value and what it is for; no secret among them."""
    width = max(len(variable(name)) for name in names())
    lines = []
    for name in names():
        value = getattr(settings, name)
        shown = ", ".join(value) if isinstance(value, tuple) else str(value)
        if value and (name in HIDDEN or ("@" in shown and name == "store")):  # it has a password
            shown = NOT_SHOWN
        lines += [
            f"{variable(name):<{width}}  {shown or NOT_SET}",
            f"{'':<{width}}  {ABOUT[name]}",
        ]
    return "\n".join(lines)


def not_told(missing: Sequence[str]) -> str:
    """What an identity provider leaves out."""
    return say("it does not tell {names}", names=", ".join(missing))


def another(issuer: str) -> str:
    """That an identity provider is not the one the settings name."""
    return say("it says it is {issuer}", issuer=issuer)
