import os
import time

import requests

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"
HEADERS = {"x-api-key": os.environ["ANTHROPIC_API_KEY"], "anthropic-version": "2023-06-01"}
BODY = {"model": "claude-haiku-5-5", "max_tokens": 16, "messages": [{"role": "user", "content": "Hi"}]}


def ask():
    for attempt in range(5):
        response = requests.post(URL, headers=HEADERS, json=BODY, timeout=30)
        if response.status_code != 429:
            return response
        time.sleep(float(response.headers.get("retry-after", 2**attempt)))
    raise RuntimeError("rate limited")


try:
    ask()
except Exception as error:
    print(repr(error))
