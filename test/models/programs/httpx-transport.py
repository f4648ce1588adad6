import os

import httpx

BASE = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com")

try:
    with httpx.Client(base_url=BASE, transport=httpx.HTTPTransport(retries=3)) as client:
        request = client.build_request("POST", "/v1/messages", json={"model": "claude-sonnet-5", "max_tokens": 8, "messages": []})
        print(client.send(request).status_code)
except httpx.HTTPError as error:
    print(type(error).__name__)
