"""Confluent's own serializers at both ends of a topic. Takes one object of JSON on standard input, prints one."""

import json
import sys
import uuid

from confluent_kafka import Consumer, Producer
from confluent_kafka.schema_registry import SchemaRegistryClient, header_schema_id_serializer
from confluent_kafka.schema_registry import record_subject_name_strategy, topic_record_subject_name_strategy
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.schema_registry.json_schema import JSONDeserializer, JSONSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

strategies = {"record": record_subject_name_strategy, "topic-record": topic_record_subject_name_strategy}


def serializer(asked, registry):
    config = {}
    if asked.get("header"):
        config["schema.id.serializer"] = header_schema_id_serializer
    if asked.get("strategy"):
        config["subject.name.strategy"] = strategies[asked["strategy"]]
    text = json.dumps(asked["schema"])
    if asked["format"] == "json":
        return JSONSerializer(text, registry, conf=config)
    return AvroSerializer(registry, text, conf=config)


def produce(asked, registry):
    producer = Producer({"bootstrap.servers": asked["bootstrap"]})
    write = serializer(asked, registry)
    key = asked.get("key")
    write_key = None if key is None else AvroSerializer(registry, json.dumps(key["schema"]))
    for value in asked["values"]:
        headers = []
        body = write(value, SerializationContext(asked["topic"], MessageField.VALUE, headers))
        name = None if key is None else write_key(key["value"], SerializationContext(asked["topic"], MessageField.KEY, headers))
        producer.produce(asked["topic"], body, name, headers=headers)
    producer.flush(30)
    return {"produced": len(asked["values"])}


def consume(asked, registry):
    consumer = Consumer({"bootstrap.servers": asked["bootstrap"], "group.id": str(uuid.uuid4()), "auto.offset.reset": "earliest"})
    read = JSONDeserializer(None, schema_registry_client=registry) if asked["format"] == "json" else AvroDeserializer(registry)
    read_key = AvroDeserializer(registry)
    consumer.subscribe([asked["topic"]])
    values = []
    keys = []
    for _ in range(120):
        message = consumer.poll(0.5)
        if message is not None and message.error() is None:
            context = SerializationContext(asked["topic"], MessageField.VALUE, message.headers() or [])
            values.append(read(message.value(), context))
            if asked.get("keys"):
                keys.append(read_key(message.key(), SerializationContext(asked["topic"], MessageField.KEY, message.headers() or [])))
        if len(values) == asked["count"]:
            break
    consumer.close()
    return {"values": values, "keys": keys}


def main():
    asked = json.load(sys.stdin)
    registry = SchemaRegistryClient({"url": asked["registry"]})
    print(json.dumps((produce if asked["do"] == "produce" else consume)(asked, registry)))


main()
