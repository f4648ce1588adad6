import os

import httpx
from httpx_retries import Retry, RetryTransport

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"

try:
    with httpx.Client(transport=RetryTransport(retry=Retry(total=3, allowed_methods=["POST"], status_forcelist=[429, 529], backoff_factor=0.05))) as client:
        response = client.post(URL, json={"model": "claude-sonnet-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]})
        print(response.status_code)
except httpx.HTTPError as error:
    print(type(error).__name__)
