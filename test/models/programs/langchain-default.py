from langchain_anthropic import ChatAnthropic

llm = ChatAnthropic(model="claude-sonnet-4-5", max_tokens=8)
try:
    print(llm.invoke("hi").content)
except Exception as error:
    print(type(error).__name__)
