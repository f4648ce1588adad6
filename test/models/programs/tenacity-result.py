import os

import requests
import tenacity

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"


@tenacity.retry(
    retry=tenacity.retry_if_result(lambda response: response.status_code in (429, 529)),
    stop=tenacity.stop_after_attempt(3),
    wait=tenacity.wait_fixed(0.05),
    retry_error_callback=lambda state: state.outcome.result(),
)
def ask():
    return requests.post(URL, json={"model": "claude-sonnet-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]})


try:
    print(ask().status_code)
except requests.RequestException as error:
    print(type(error).__name__)
