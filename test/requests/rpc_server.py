"""Answers requests as servers of other people do. Takes one object of JSON on standard input; prints `ready`, and answers until it is killed."""

import json
import sys


def told(body):
    return json.dumps({"price": float(json.loads(body)["sku"])}).encode()


def rabbitmq(asked):
    import pika

    connection = pika.BlockingConnection(pika.URLParameters(asked["url"]))
    channel = connection.channel()
    channel.queue_declare(asked["requests"], durable=True)

    def answer(channel, method, properties, body):
        channel.basic_publish("", properties.reply_to, told(body), pika.BasicProperties(correlation_id=properties.correlation_id))
        channel.basic_ack(method.delivery_tag)

    channel.basic_consume(asked["requests"], answer)
    print("ready", flush=True)
    channel.start_consuming()


def kafka(asked):
    from confluent_kafka import Consumer, Producer

    consumer = Consumer({"bootstrap.servers": asked["url"], "group.id": asked["requests"], "auto.offset.reset": "earliest"})
    producer = Producer({"bootstrap.servers": asked["url"], "linger.ms": 0})
    consumer.subscribe([asked["requests"]])
    print("ready", flush=True)
    while True:
        message = consumer.poll(0.5)
        producer.poll(0)
        if message is None or message.error() is not None:
            continue
        headers = dict(message.headers())
        producer.produce(headers["replyTo"].decode(), told(message.value()), headers=[("request-id", headers["request-id"])])


def redis(asked):
    import redis as client

    server = client.Redis.from_url(asked["url"])
    last = "0"
    print("ready", flush=True)
    while True:
        for _, entries in server.xread({asked["requests"]: last}, count=100, block=1000):
            for last, fields in entries:
                server.xadd(fields[b"h:replyTo"].decode(), {"data": told(fields[b"data"]), "h:request-id": fields[b"h:request-id"]})


def pubsub(asked):
    import redis as client

    server = client.Redis.from_url(asked["url"])
    listener = server.pubsub(ignore_subscribe_messages=False)
    listener.subscribe(asked["requests"])
    for message in listener.listen():
        if message["type"] == "subscribe":
            print("ready", flush=True)
            continue
        request = json.loads(message["data"])
        server.publish(asked["replies"], json.dumps({"id": request["id"], "price": float(request["sku"])}))


asked = json.load(sys.stdin)
{"rabbitmq": rabbitmq, "kafka": kafka, "redis": redis, "pubsub": pubsub}[asked["as"]](asked)
