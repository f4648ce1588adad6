import json
import os
import sys

from show import FORM, prepare, show

prepare()
ADDRESS = os.environ["ANTHROPIC_BASE_URL"]
PROMPT = {"max_tokens": 1024, "messages": [{"role": "user", "content": "Summarize the report."}]}
ID = "anthropic.claude-sonnet-4-5-20250929-v1:0"


def with_boto3():
    import boto3
    from botocore.config import Config

    client = boto3.client("bedrock-runtime", endpoint_url=ADDRESS, region_name="us-east-1", aws_access_key_id="id", aws_secret_access_key="secret", config=Config(retries={"total_max_attempts": 2}))
    client.invoke_model(modelId=ID, body=json.dumps({"anthropic_version": "bedrock-2023-05-31", **PROMPT}))


def with_bedrock():
    from anthropic import AnthropicBedrock

    AnthropicBedrock(base_url=ADDRESS, aws_region="us-east-1", aws_access_key="id", aws_secret_key="secret").messages.create(model=ID, **PROMPT)


def with_vertex():
    from anthropic import AnthropicVertex

    AnthropicVertex(base_url=ADDRESS + "/v1", region="us-east5", project_id="my-project", access_token="token").messages.create(model="claude-sonnet-4-5@20250929", **PROMPT)


try:
    {"boto3": with_boto3, "bedrock": with_bedrock, "vertex": with_vertex}[sys.argv[1]]()
except Exception as error:
    if FORM == "raise":
        raise
    show(error)
