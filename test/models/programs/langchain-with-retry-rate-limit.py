import anthropic
from langchain_anthropic import ChatAnthropic

llm = ChatAnthropic(model="claude-sonnet-4-5", max_tokens=8, max_retries=0)
patient = llm.with_retry(retry_if_exception_type=(anthropic.RateLimitError,), stop_after_attempt=2, wait_exponential_jitter=False)
try:
    print(patient.invoke("hi").content)
except Exception as error:
    print(type(error).__name__)
