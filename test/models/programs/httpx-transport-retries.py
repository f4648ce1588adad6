import os

import httpx

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"
HEADERS = {"x-api-key": os.environ["ANTHROPIC_API_KEY"], "anthropic-version": "2023-06-01"}
BODY = {"model": "claude-haiku-5-5", "max_tokens": 16, "messages": [{"role": "user", "content": "Hi"}]}

client = httpx.Client(transport=httpx.HTTPTransport(retries=3))

try:
    client.post(URL, headers=HEADERS, json=BODY)
except Exception as error:
    print(repr(error))
