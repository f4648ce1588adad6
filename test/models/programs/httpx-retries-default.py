import os

import httpx
from httpx_retries import RetryTransport

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"

try:
    with httpx.Client(transport=RetryTransport()) as client:
        response = client.post(URL, json={"model": "claude-sonnet-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]})
        print(response.status_code)
except httpx.HTTPError as error:
    print(type(error).__name__)
