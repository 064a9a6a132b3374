"""AWS' own client: of each line {service, operation, parameters} makes a line {answer} or {error}."""

import json
import sys

import botocore.session
from botocore.exceptions import ClientError


def plain(value):
    if hasattr(value, "read"):
        value = value.read()
    return value.decode() if isinstance(value, bytes) else str(value)


session = botocore.session.get_session()
clients = {}

for line in sys.stdin:
    call = json.loads(line)
    service = call["service"]
    if service not in clients:
        clients[service] = session.create_client(service)
    try:
        answer = getattr(clients[service], call["operation"])(**call["parameters"])
        answer.pop("ResponseMetadata", None)
        said = {"answer": answer}
    except ClientError as error:
        said = {"error": error.response["Error"]}
    print(json.dumps(said, default=plain), flush=True)
