"""What everybody may get of the scenarios' form."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from scenarios.json_schema import json_schema


@require_safe
def schema(request: HttpRequest) -> JsonResponse:
    """The JSON Schema of scenario.yaml."""
    answer = JsonResponse(
        json_schema(request.build_absolute_uri(request.path)), json_dumps_params={"indent": 1}
    )
    answer["Content-Type"] = "application/schema+json"
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
