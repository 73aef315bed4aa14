"""An identity provider for the tests: OpenID Connect on loopback, honest or as hostile as asked."""

import json
import secrets
import socket
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "stool", "a secret between the two"
ANN = {"email": "ann@example.com", "email_verified": True}


@dataclass
class Provider:
    """Signs in whoever `claims` names, without asking.

    Attributes
    ----------
    url : str
    claims : dict
        Of the person, for the next sign-in.
    token : dict
        Claims of the token that are changed; None takes one out.
    forge : str
        "" for an honest signature; "none", "hmac" or "other" for a forged one.
    """

    url: str
    claims: dict[str, Any] = field(default_factory=lambda: dict(ANN))
    token: dict[str, Any] = field(default_factory=dict)
    forge: str = ""
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))

    def be(self, claims: dict[str, Any] | None = None, forge: str = "", **token: Any) -> None:
        """What the next sign-in is to be."""
        self.claims, self.forge, self.token = dict(claims or ANN), forge, token

    async def discovery(self, request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        asked = request.query_params
        code = secrets.token_urlsafe(16)
        self.codes[code] = {
            "nonce": asked.get("nonce"),
            "challenge": asked.get("code_challenge"),
            "claims": self.claims,
        }
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 303)

    async def give_token(self, request: Request) -> Response:
        form = await request.form()
        held = self.codes.pop(str(form.get("code")), None)
        proof = sha256(str(form.get("code_verifier", "")).encode()).digest()
        challenge = urlsafe_b64encode(proof).rstrip(b"=").decode()
        if held is None or held["challenge"] != challenge:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            **{"iss": self.url, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 300},
            **{"nonce": held["nonce"], **held["claims"]},
            **self.token,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        return JSONResponse(
            {"access_token": "opaque", "token_type": "Bearer", "id_token": self._signed(claims)}
        )

    def _signed(self, claims: dict[str, Any]) -> str:
        head = {"alg": "RS256", "kid": "one"}
        if self.forge == "other":
            return jwt.encode(head, claims, RSAKey.generate_key(2048, {"kid": "one"}))
        if self.forge == "hmac":  # the public key taken for a shared secret
            shared = OctKey.import_key(self.key.as_pem(private=False))
            return jwt.encode({"alg": "HS256", "kid": "one"}, claims, shared)
        if self.forge == "none":
            parts = ({"alg": "none"}, claims)
            return ".".join([*(_base64(json.dumps(part).encode()) for part in parts), ""])
        return jwt.encode(head, claims, self.key)


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@contextmanager
def provider() -> Iterator[Provider]:
    """Run one on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Provider(f"http://127.0.0.1:{port}")
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", made.discovery),
            Route("/keys", made.keys),
            Route("/authorize", made.authorize),
            Route("/token", made.give_token, methods=["POST"]),
        ]
    )
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("the identity provider does not start")
        time.sleep(0.02)
    try:
        yield made
    finally:
        server.should_exit = True
        thread.join(30)
