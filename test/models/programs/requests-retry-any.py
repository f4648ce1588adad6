import os

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"


class PatientAdapter(HTTPAdapter):
    def __init__(self, *args, **kwargs):
        self.timeout = kwargs.pop("timeout", 30)
        super().__init__(*args, **kwargs)


session = requests.Session()
for prefix in ("https://", "http://"):
    session.mount(prefix, PatientAdapter(timeout=60, max_retries=Retry(2, allowed_methods=[], raise_on_status=False)))

try:
    response = session.post(URL, json={"model": "claude-sonnet-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]})
    print(response.status_code)
except requests.RequestException as error:
    print(type(error).__name__)
