import anthropic
from tenacity import retry, retry_if_exception, stop_after_attempt, wait_fixed

client = anthropic.Anthropic(max_retries=0)


def is_retryable(error):
    return isinstance(error, anthropic.APIStatusError) and error.status_code in (429, 529)


@retry(retry=retry_if_exception(is_retryable), stop=stop_after_attempt(4), wait=wait_fixed(2))
def ask():
    return client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])


try:
    ask()
except Exception as error:
    print(repr(error))
