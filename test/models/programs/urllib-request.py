import json
import os
import urllib.error
import urllib.request

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"
body = {"model": "claude-sonnet-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]}

try:
    with urllib.request.urlopen(urllib.request.Request(URL, data=json.dumps(body).encode(), method="POST")) as response:
        print(response.status)
except OSError as error:
    print(type(error).__name__)
