from pydantic_ai import Agent

agent = Agent("anthropic:claude-sonnet-4-5", retries=5)
try:
    print(agent.run_sync("hi").output)
except Exception as error:
    print(type(error).__name__)
