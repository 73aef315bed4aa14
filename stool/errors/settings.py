"""Trouble with the settings; see `stool.settings`."""

from collections.abc import Sequence

from stool.catalogue import say
from stool.errors.base import StoolError


class SettingsError(StoolError):
    """The settings do not let the product start; names every reason."""

    def __init__(self, problems: Sequence[StoolError]) -> None:
        super().__init__(
            "\n".join(
                [
                    say("Stool does not start with these settings:"),
                    *(f"- {problem}" for problem in problems),
                ]
            )
        )
        self.problems = tuple(problems)


class SecretsFileError(StoolError):
    """A file of secrets cannot be read as TOML."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            say(
                "{path} cannot be read: {reason}. It must be TOML, as in deploy/README.md; mend it "
                "or take it away.",
                path=path,
                reason=reason.rstrip("."),
            )
        )


class UnknownSettingError(StoolError):
    """A file of secrets names a setting there is not."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            say(
                "[stool] in the secrets has “{name}”, which is no setting. There are {known}.",
                name=name,
                known=", ".join(known),
            )
        )


class ModeError(StoolError):
    """The mode is none there is."""

    def __init__(self, found: str, modes: Sequence[str]) -> None:
        super().__init__(
            say(
                "STOOL_MODE is “{found}”; it is one of {modes}.",
                found=found,
                modes=", ".join(modes),
            )
        )


class SettingNumberError(StoolError):
    """A setting that is a number is not, or is beyond its range."""

    def __init__(self, variable: str, found: str, low: int, high: int) -> None:
        super().__init__(
            say(
                "{variable} is “{found}”; it is a whole number from {low} to {high}.",
                variable=variable,
                found=found,
                low=low,
                high=high,
            )
        )


class NoSecretError(StoolError):
    """Hosted, and there is no secret to sign with."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "STOOL_SECRET is empty, and links are signed with it. Make one with "
                'python -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
        )


class WeakSecretError(StoolError):
    """A secret can be guessed."""

    def __init__(self, place: int, least: int) -> None:
        super().__init__(
            say(
                "STOOL_SECRET number {place} can be guessed: it needs {least} characters or more, "
                "made by chance. Make one with "
                'python -c "import secrets; print(secrets.token_urlsafe(48))"',
                place=place,
                least=least,
            )
        )


class PublicUrlError(StoolError):
    """The public address is none a browser can be sent to safely."""

    def __init__(self, found: str) -> None:
        super().__init__(
            say(
                "STOOL_URL is “{found}”; it is the address people open, https:// and a host name "
                "without a path, such as https://stool.example.com. Plain http is for localhost "
                "only.",
                found=found,
            )
        )


class AnyHostError(StoolError):
    """Every host name is allowed, or none is known."""

    def __init__(self, found: str) -> None:
        super().__init__(
            say(
                "STOOL_HOSTS is “{found}”; it lists the host names the server answers to, without "
                "wildcards. Leave it out to answer to the one of STOOL_URL.",
                found=found,
            )
        )


class HostedStoreError(StoolError):
    """Hosted, and the store is no PostgreSQL database."""

    def __init__(self, found: str) -> None:
        super().__init__(
            say(
                "STOOL_STORE is “{found}”; a hosted server keeps its data in PostgreSQL: "
                "postgresql://user:password@host/database.",
                found=found,
            )
        )


class NoLoginError(StoolError):
    """Hosted, and people cannot sign in."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(
            say(
                "{missing} must be set: a hosted server signs people in by OpenID Connect. "
                "Register Stool with your identity provider, with STOOL_URL followed by "
                "/login/callback as the address to return to.",
                missing=", ".join(missing),
            )
        )


class IssuerError(StoolError):
    """The identity provider's address is not safe."""

    def __init__(self, found: str) -> None:
        super().__init__(
            say(
                "STOOL_OIDC_ISSUER is “{found}”; it is the https:// address of your identity "
                "provider, below which /.well-known/openid-configuration is found.",
                found=found,
            )
        )


class NoOperatorError(StoolError):
    """Hosted, and nobody could give access to anybody."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "STOOL_OPERATORS is empty, so nobody could give access to anybody. Name the e-mail "
                "address of at least one person."
            )
        )


class ProxyAddressError(StoolError):
    """A trusted proxy is no address."""

    def __init__(self, found: str) -> None:
        super().__init__(
            say(
                "STOOL_PROXIES has “{found}”; it lists the addresses or networks of your reverse "
                "proxies, such as 10.0.0.5 or 10.0.0.0/24.",
                found=found,
            )
        )


class LoopbackError(StoolError):
    """Local, and to be reached from elsewhere."""

    def __init__(self, address: str) -> None:
        super().__init__(
            say(
                "A local server asks nobody who they are, so it listens on this machine only and "
                "not on {address}. For others to reach it, set STOOL_MODE=hosted.",
                address=address,
            )
        )


class ProviderError(StoolError):
    """People cannot sign in by the identity provider."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            say(
                "The identity provider did not answer as it should at {address}: {reason}. Check "
                "STOOL_OIDC_ISSUER, and that this machine may reach it.",
                address=address,
                reason=reason.rstrip("."),
            )
        )
