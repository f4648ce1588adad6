import os

import urllib3
from urllib3.util import Retry

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"

try:
    http = urllib3.PoolManager()
    response = http.request("POST", URL, json={"model": "claude-sonnet-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]}, retries=Retry(total=None, status=2, connect=0, read=0, allowed_methods=frozenset(["POST"]), status_forcelist=range(500, 600), respect_retry_after_header=False))
    print(response.status)
except urllib3.exceptions.HTTPError as error:
    print(type(error).__name__)
