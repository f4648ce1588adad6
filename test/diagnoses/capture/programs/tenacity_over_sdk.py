import logging

import anthropic
from tenacity import before_sleep_log, retry, stop_after_attempt, wait_exponential

from show import FORM, prepare, show

prepare()
client = anthropic.Anthropic()


@retry(stop=stop_after_attempt(4), wait=wait_exponential(multiplier=0.3, max=2), before_sleep=before_sleep_log(logging.getLogger("app"), logging.WARNING), reraise=FORM != "raise")
def summarize():
    return client.messages.create(model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": "Summarize the report."}])


try:
    summarize()
except anthropic.APIError as error:
    show(error)
