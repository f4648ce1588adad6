import os

import requests
from tenacity import retry, stop_after_attempt

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"
HEADERS = {"x-api-key": os.environ["ANTHROPIC_API_KEY"], "anthropic-version": "2023-06-01"}
BODY = {"model": "claude-haiku-5-5", "max_tokens": 16, "messages": [{"role": "user", "content": "Hi"}]}


@retry(stop=stop_after_attempt(3))
def ask():
    return requests.post(URL, headers=HEADERS, json=BODY, timeout=30).json()["content"][0]["text"]


try:
    ask()
except Exception as error:
    print(repr(error))
