"""Headers that Django neither sets nor reads by itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

#: What no page of ours does, so that nothing that slipped into one can; the wall alone keeps its screen awake.
DEVICES = (
    *(
        "accelerometer",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
    ),
    *(
        "hid",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
    ),
    "xr-spatial-tracking",
)
POLICY = ", ".join(f"{device}=()" for device in DEVICES)


class OwnHeaders:
    """Middleware: no page may use a device, and no other site may embed what we serve, but for what says otherwise itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Accept-Language" in response.get("Vary", ""):
            patch_vary_headers(response, ("Cookie",))  # the language may have been chosen by hand
        return response


class BehindProxy:
    """Middleware: the visitor's address is the last one in X-Forwarded-For, which our own proxy added."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if forwarded := request.headers.get("X-Forwarded-For"):
            request.META["REMOTE_ADDR"] = forwarded.split(",")[-1].strip()
        return self.get_response(request)
