import anthropic
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_fixed

client = anthropic.Anthropic(max_retries=0)


@retry(retry=retry_if_exception_type((anthropic.RateLimitError, anthropic.InternalServerError)), stop=stop_after_attempt(4), wait=wait_fixed(1))
def ask():
    return client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])


try:
    ask()
except Exception as error:
    print(repr(error))
