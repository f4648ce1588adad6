import os

import backoff
import requests

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"


@backoff.on_predicate(backoff.constant, lambda response: response.status_code == 429, interval=0.05, max_tries=3)
def ask():
    return requests.post(URL, json={"model": "claude-sonnet-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]})


try:
    print(ask().status_code)
except requests.RequestException as error:
    print(type(error).__name__)
