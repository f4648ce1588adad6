import os

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"
HEADERS = {"x-api-key": os.environ["ANTHROPIC_API_KEY"], "anthropic-version": "2023-06-01"}
BODY = {"model": "claude-haiku-5-5", "max_tokens": 16, "messages": [{"role": "user", "content": "Hi"}]}

session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=Retry(total=4, backoff_factor=1, status_forcelist=[429, 500, 529], allowed_methods=frozenset({"GET", "POST"}))))
session.mount("http://", HTTPAdapter(max_retries=Retry(total=4, backoff_factor=1, status_forcelist=[429, 500, 529], allowed_methods=frozenset({"GET", "POST"}))))

try:
    session.post(URL, headers=HEADERS, json=BODY, timeout=30)
except Exception as error:
    print(repr(error))
