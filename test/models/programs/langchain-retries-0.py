from langchain_anthropic import ChatAnthropic

llm = ChatAnthropic(model="claude-sonnet-4-5", max_tokens=8, max_retries=0)
try:
    print(llm.invoke("hi").content)
except Exception as error:
    print(type(error).__name__)
