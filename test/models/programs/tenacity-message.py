import anthropic
from tenacity import retry, retry_if_exception_message, stop_after_attempt, wait_fixed

client = anthropic.Anthropic(max_retries=0)


@retry(retry=retry_if_exception_message(match=".*(429|529).*"), stop=stop_after_attempt(3), wait=wait_fixed(0.05))
def ask():
    return client.messages.create(model="claude-sonnet-5", max_tokens=8, messages=[{"role": "user", "content": "Hi"}])


try:
    print(ask())
except Exception as error:
    print(type(error).__name__)
