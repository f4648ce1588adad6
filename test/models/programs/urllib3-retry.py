import os

import urllib3
from urllib3.util import Retry

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"

try:
    http = urllib3.PoolManager(retries=Retry(3, status_forcelist=[429, 500, 502, 503, 504, 529], allowed_methods=None, backoff_factor=0.05))
    response = http.request("POST", URL, json={"model": "claude-sonnet-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]})
    print(response.status)
except urllib3.exceptions.HTTPError as error:
    print(type(error).__name__)
