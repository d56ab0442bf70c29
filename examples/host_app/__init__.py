"""An intranet of somebody else: own sign-in, own people, own language, with Lernlotse below ``/lernen``."""

from __future__ import annotations

from typing import Any

from flask import Flask, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from lms.app import Lms
from lms.people.identities import Identity

PEOPLE = {
    "ayse": Identity("intranet", "4711", "Ayşe", "Yıldırım", "ayse.yildirim@stadt.example"),
    "juergen": Identity("intranet", "4712", "Jürgen", "Müller", "juergen.mueller@stadt.example"),
}


class IntranetPeople:
    """Tells Lernlotse who is signed in at the intranet."""

    def current(self) -> Identity | None:
        """The person in the intranet's own session."""
        return PEOPLE.get(session.get("login", ""))

    def sign_in_url(self, next: str) -> str:
        """The intranet's own sign-in page."""
        return url_for("sign_in", next=next)

    def sign_out_url(self) -> str:
        """The intranet's own sign-out page."""
        return url_for("sign_out")


def create_app(config: dict[str, Any] | None = None) -> Flask:
    """The intranet; ``config`` goes to Lernlotse."""
    app = Flask(__name__)
    app.secret_key = "the intranet's own secret"  # noqa: S105 an example, on one's own machine

    @app.get("/")
    def home() -> str:
        person = PEOPLE.get(session.get("login", ""))
        return render_template("home.html", person=person)

    @app.get("/anmelden")
    def sign_in() -> str:
        return render_template("sign_in.html", people=PEOPLE, next=request.args.get("next", "/"))

    @app.post("/anmelden")
    def signed_in() -> ResponseReturnValue:
        session["login"] = request.form["login"]
        target = request.form.get("next", "/")
        return redirect(target if target.startswith("/") and not target.startswith("//") else "/")

    @app.get("/abmelden")
    def sign_out() -> ResponseReturnValue:
        session.clear()
        return redirect(url_for("home"))

    @app.get("/api/telefon")
    def phones() -> dict[str, str]:
        return {identity.family: "0000" for identity in PEOPLE.values()}

    Lms(config, identity=IntranetPeople()).init_app(app, "/lernen")
    return app
