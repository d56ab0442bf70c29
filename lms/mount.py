"""Living below a path of another WSGI application, and asking it who is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, request

from lms.people.identities import Identity, IdentityProvider

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HOST_ENVIRON = "lms.host_environ"


class Mount:
    """Sends requests below a path to one application and all others, untouched, to another."""

    def __init__(self, host: WSGIApplication, guest: WSGIApplication, path: str) -> None:
        self.host = host
        self.guest = guest
        self.path = path

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        path = environ.get("PATH_INFO", "")
        if path != self.path and not path.startswith(self.path + "/"):
            return self.host(environ, start_response)
        inner = dict(environ)
        inner["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + self.path
        inner["PATH_INFO"] = path[len(self.path) :] or "/"
        inner[HOST_ENVIRON] = environ
        return self.guest(inner, start_response)


class BoundIdentity:
    """Puts questions to a host's identity provider in the host's own request context."""

    def __init__(self, provider: IdentityProvider, host: Flask) -> None:
        self.provider = provider
        self.host = host

    def current(self) -> Identity | None:
        """Who is signed in at the host."""
        with self.host.request_context(request.environ[HOST_ENVIRON]):
            return self.provider.current()

    def sign_in_url(self, next: str) -> str:
        """Where to sign in at the host."""
        with self.host.request_context(request.environ[HOST_ENVIRON]):
            return self.provider.sign_in_url(next)

    def sign_out_url(self) -> str:
        """Where to sign out at the host."""
        with self.host.request_context(request.environ[HOST_ENVIRON]):
            return self.provider.sign_out_url()
