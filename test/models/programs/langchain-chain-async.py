import asyncio

from langchain_anthropic import ChatAnthropic
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate

llm = ChatAnthropic(model="claude-sonnet-4-5", max_tokens=8, max_retries=1)
chain = ChatPromptTemplate.from_template("{question}") | llm | StrOutputParser()


async def main():
    try:
        print(await chain.ainvoke({"question": "hi"}))
    except Exception as error:
        print(type(error).__name__)


asyncio.run(main())
