"""Django's handler of requests, which lets go of each request once it is answered."""

from __future__ import annotations

from typing import Any

from django.core.handlers.wsgi import WSGIHandler


class Handler(WSGIHandler):
    """The handler. When an answer is closed, what middleware has put on its request is taken off.

    Several of these things hold the request themselves. In such a ring a request and all it has read stay in memory until
    the garbage collector looks: some 20 kB for each deed, of which a hall does hundreds in a second.
    """

    def get_response(self, request: Any) -> Any:
        """The answer, with one thing more to do when it is closed, as Django has it do."""
        response: Any = super().get_response(request)
        response._resource_closers.append(request.__dict__.clear)  # noqa: SLF001
        return response
