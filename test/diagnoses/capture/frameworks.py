"""Frameworks for Python around the same call; each prints its exception as it would end a program."""
import json
import os
import sys
import traceback

name, stream, extra = sys.argv[1], sys.argv[2] == 'stream', json.loads(sys.argv[3])
model = extra.get('model', 'claude-sonnet-4-6')
prompt = extra['messages'][0]['content'] if 'messages' in extra else 'Hi'


def langchain():
    from langchain_anthropic import ChatAnthropic

    chat = ChatAnthropic(model=model, max_retries=0, max_tokens=16)
    return list(chat.stream(prompt)) if stream else chat.invoke(prompt)


def litellm():
    import litellm

    litellm.suppress_debug_info = True
    answer = litellm.completion(model=f'anthropic/{model}', messages=[{'role': 'user', 'content': prompt}], max_tokens=16, max_retries=0, stream=stream, api_base=os.environ['ANTHROPIC_BASE_URL'])
    return list(answer) if stream else answer


def pydantic_ai():
    from pydantic_ai import Agent

    return Agent(f'anthropic:{model}').run_sync(prompt)


def requests():
    import requests

    headers = {'x-api-key': 'key', 'anthropic-version': '2023-06-01'}
    answer = requests.post(os.environ['ANTHROPIC_BASE_URL'] + '/v1/messages', headers=headers, json={'model': model, 'max_tokens': 16, 'stream': stream, 'messages': [{'role': 'user', 'content': prompt}]}, timeout=20)
    print(answer.status_code, answer.reason)
    print(dict(answer.headers))
    print(answer.text)


try:
    {'langchain': langchain, 'litellm': litellm, 'pydantic-ai': pydantic_ai, 'requests': requests}[name]()
except Exception:
    traceback.print_exc()
