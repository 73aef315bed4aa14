"""Whether the identity provider is there and is who the settings say."""

import httpx2

from stool.errors import ProviderError, StoolError
from stool.host.login import DISCOVERY
from stool.settings import Settings
from stool.text import settings as words

PATIENCE = 10.0  # s
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def trouble(settings: Settings) -> list[StoolError]:
    """What is wrong with the identity provider; nothing where people can sign in by it."""
    address = settings.oidc_issuer + DISCOVERY
    try:
        answer = httpx2.get(address, timeout=PATIENCE, follow_redirects=False)
        answer.raise_for_status()
        said = answer.json()
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        return [ProviderError(address, str(error))]
    if not isinstance(said, dict):
        return [ProviderError(address, words.NO_OBJECT)]
    missing = [name for name in NEEDED if not said.get(name)]
    if missing:
        return [ProviderError(address, words.not_told(missing))]
    if str(said.get("issuer", "")).rstrip("/") != settings.oidc_issuer:
        return [ProviderError(address, words.another(str(said.get("issuer"))))]
    return []
