import os

import urllib3

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"

try:
    http = urllib3.PoolManager()
    response = http.request("POST", URL, json={"model": "claude-sonnet-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]})
    print(response.status)
except urllib3.exceptions.HTTPError as error:
    print(type(error).__name__)
