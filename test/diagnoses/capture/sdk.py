"""The official SDK for Python; what it raises is printed in the form that the first argument names."""
import json
import logging
import sys
import traceback

import anthropic

form, stream, extra = sys.argv[1], sys.argv[2] == 'stream', json.loads(sys.argv[3])
path, headers = extra.pop('path', None), extra.pop('headers', None)
speed = {key: extra.pop(key) for key in ('speed',) if key in extra}
body = {'model': 'claude-sonnet-4-6', 'max_tokens': 16, 'messages': [{'role': 'user', 'content': 'Hi'}], **extra}
if form == 'logged':
    logging.basicConfig(level=logging.INFO, format='%(asctime)s %(levelname)s %(name)s %(message)s')
client = anthropic.Anthropic(max_retries=2 if form == 'logged' else 0)


def ask():
    if path == '/v1/messages/batches':
        return client.messages.batches.create(requests=[{'custom_id': 'a', 'params': body}])
    if stream:
        for event in client.messages.create(**body, stream=True, extra_headers=headers, extra_body=speed or None):
            pass
        return None
    return client.messages.create(**body, extra_headers=headers, extra_body=speed or None)


try:
    ask()
except anthropic.APIError as error:
    if form == 'traceback':
        traceback.print_exc()
    elif form == 'repr':
        print(repr(error))
    elif form == 'logged':
        logging.getLogger('app').exception('ask failed')
    else:
        response = getattr(error, 'response', None)
        print(f'{type(error).__name__}: {error}')
        print(dict(response.headers) if response is not None else {})
