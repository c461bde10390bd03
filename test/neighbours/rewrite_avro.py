"""fastavro reads bodies and writes what it read again. Takes a list of JSON objects on standard input, prints one."""

import base64
import datetime
import decimal
import io
import json
import sys
import uuid

import fastavro


def shown(value):
    """A value of Python's own types, as JSON."""
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, (decimal.Decimal, uuid.UUID)):
        return {type(value).__name__: str(value)}
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [shown(item) for item in value]
    return value


def attempt(asked):
    """What a reader of another schema may refuse is told and not raised."""
    try:
        return answer(asked)
    except (ValueError, EOFError, fastavro.schema.SchemaParseException, fastavro.read.SchemaResolutionError) as error:
        return {"error": str(error)}


def answer(asked):
    writer = fastavro.parse_schema(asked["writer"])
    reader = fastavro.parse_schema(asked["reader"]) if "reader" in asked else None
    value = fastavro.schemaless_reader(io.BytesIO(base64.b64decode(asked["body"])), writer, reader, return_record_name=True)
    answered = {"value": shown(fastavro.schemaless_reader(io.BytesIO(base64.b64decode(asked["body"])), writer, reader))}
    if asked.get("again", True):
        out = io.BytesIO()
        fastavro.schemaless_writer(out, reader or writer, value)
        answered["body"] = base64.b64encode(out.getvalue()).decode()
    return answered


print(json.dumps([(attempt if asked.get("mayFail") else answer)(asked) for asked in json.load(sys.stdin)]))
