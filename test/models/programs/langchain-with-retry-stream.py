from langchain_anthropic import ChatAnthropic

llm = ChatAnthropic(model="claude-sonnet-4-5", max_tokens=8, max_retries=0).with_retry(stop_after_attempt=3)
try:
    for part in llm.stream("hi"):
        print(part.content)
except Exception as error:
    print(type(error).__name__)
