"""Asks as clients of other people do, with RabbitMQ's direct reply-to; prints what it was told."""

import json
import sys
import uuid

import pika

asked = json.load(sys.stdin)
connection = pika.BlockingConnection(pika.URLParameters(asked["url"]))
channel = connection.channel()
answers = {}
channel.basic_consume("amq.rabbitmq.reply-to", lambda _c, _m, p, body: answers.update({p.correlation_id: json.loads(body)}), auto_ack=True)
ids = {str(uuid.uuid4()): sku for sku in asked["skus"]}
for id, sku in ids.items():
    properties = pika.BasicProperties(reply_to="amq.rabbitmq.reply-to", correlation_id=id, content_type="application/json")
    channel.basic_publish("", asked["requests"], json.dumps({"sku": sku}).encode(), properties)
while len(answers) < len(ids):
    connection.process_data_events(1)
print(json.dumps({sku: answers[id] for id, sku in ids.items()}))
