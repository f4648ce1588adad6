import os

import backoff
import httpx

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"
HEADERS = {"x-api-key": os.environ["ANTHROPIC_API_KEY"], "anthropic-version": "2023-06-01"}
BODY = {"model": "claude-haiku-5-5", "max_tokens": 16, "messages": [{"role": "user", "content": "Hi"}]}


@backoff.on_exception(backoff.expo, httpx.HTTPStatusError, max_tries=4)
def ask():
    response = httpx.post(URL, headers=HEADERS, json=BODY)
    response.raise_for_status()
    return response.json()


try:
    ask()
except Exception as error:
    print(repr(error))
