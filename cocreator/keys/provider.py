"""The municipality's own log-in as django-allauth looks for it: in a module of this name, in each app."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.cache import cache

#: So long it is remembered where the log-in has its doors, so that not each press asks it.
REMEMBERED_SECONDS = 300
NEEDED = {"issuer", "authorization_endpoint", "token_endpoint"}
PARTS = ("id_token", "userinfo")


class Doors(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Where the log-in has its doors."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What it tells of itself, asked once in five minutes."""
        key = f"own-log-in:{sha256(self.get_provider().server_url.encode()).hexdigest()}"
        told: dict[str, Any] | None = cache.get(key)
        if told is None:
            told = super().openid_config
            if not told.keys() >= NEEDED:
                raise ValueError("the log-in does not tell where its doors are")
            cache.set(key, told, REMEMBERED_SECONDS)
        return told


class OwnLogIn(OpenIDConnectProvider):  # type: ignore[misc]
    """OpenID Connect, of which nothing is kept but the number by which it knows a person."""

    oauth2_adapter_class = Doors

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """Nothing: names, addresses and whatever else it tells are not stored."""
        return {}

    def extract_uid(self, data: Any) -> str:
        """The number of the person. A ValueError if the two answers speak of two persons (OpenID Connect Core 1.0, 5.3.2)."""
        subjects = {data[part]["sub"] for part in PARTS if data.get(part)}
        if len(subjects) != 1:
            raise ValueError("the answers do not name one person")
        return str(super().extract_uid(data))

    def extract_common_fields(self, data: Any) -> dict[str, Any]:
        """What it calls the person, in whichever of the two answers; no address, because an address may be anybody's."""
        told = {name: value for part in PARTS for name, value in (data.get(part) or {}).items()}
        return {"username": told.get("preferred_username")}

    def extract_email_addresses(self, data: Any) -> list[EmailAddress]:
        """The address, from the answer that names one, and verified only if that same answer says so."""
        for part in reversed(PARTS):
            told = data.get(part) or {}
            if isinstance(address := told.get("email"), str) and address:
                said = told.get("email_verified")
                is_verified = said is True or said == "true"
                return [EmailAddress(email=address, verified=is_verified, primary=True)]
        return []


provider_classes = [OwnLogIn]
