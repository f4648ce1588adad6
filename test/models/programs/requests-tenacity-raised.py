import os

import requests
from tenacity import retry, stop_after_attempt, wait_fixed

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"
HEADERS = {"x-api-key": os.environ["ANTHROPIC_API_KEY"], "anthropic-version": "2023-06-01"}
BODY = {"model": "claude-haiku-5-5", "max_tokens": 16, "messages": [{"role": "user", "content": "Hi"}]}


@retry(stop=stop_after_attempt(3), wait=wait_fixed(2))
def ask():
    response = requests.post(URL, headers=HEADERS, json=BODY, timeout=30)
    response.raise_for_status()
    return response.json()


try:
    ask()
except Exception as error:
    print(repr(error))
