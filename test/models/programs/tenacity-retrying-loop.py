import anthropic
from tenacity import Retrying, stop_after_attempt, wait_fixed

client = anthropic.Anthropic(max_retries=0)

try:
    for attempt in Retrying(stop=stop_after_attempt(4), wait=wait_fixed(2)):
        with attempt:
            client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])
except Exception as error:
    print(repr(error))
