"""FastStream on one side of a broker, for versions 0.5 to 0.7: `neighbour.py <broker> <url> <address> publish <count>`, or `consume <count>`."""

import asyncio
import json
import sys

from faststream import Context
from pydantic import BaseModel

broker_name, url, address, action, count = sys.argv[1:]


class Order(BaseModel):
    id: str
    quantity: int
    note: str


if broker_name in ("pubsub", "stream"):
    from faststream.redis import RedisBroker, StreamSub

    broker = RedisBroker(url, logger=None)
    target = {"channel": address} if broker_name == "pubsub" else {"stream": address}
    source = {"channel": address} if broker_name == "pubsub" else {"stream": StreamSub(address, last_id="0")}
elif broker_name == "rabbitmq":
    from faststream.rabbit import RabbitBroker, RabbitQueue

    broker = RabbitBroker(url, logger=None)
    # The queue is ours to declare; the word for it changed in 0.6.
    try:
        target = {"queue": RabbitQueue(address, durable=True, passive=True)}
    except TypeError:
        target = {"queue": RabbitQueue(address, durable=True, declare=False)}
    source = target
else:
    from faststream.kafka import KafkaBroker

    broker = KafkaBroker(url, logger=None)
    target = {"topic": address}
    source = {"topic": address}


async def publish():
    await broker.start()
    for number in range(int(count)):
        await broker.publish(
            Order(id=f"theirs-{number}", quantity=number, note="grün ✓"),
            **({"topic": address} if broker_name == "kafka" else {"queue": address} if broker_name == "rabbitmq" else target),
            headers={"tenant": "acme", "city": "Zürich"},
            correlation_id=f"c-{number}",
        )
    await stop()


async def consume():
    left = int(count)
    done = asyncio.Event()
    args = (address,) if broker_name == "kafka" else ()
    options = {"auto_offset_reset": "earliest"} if broker_name == "kafka" else source

    @broker.subscriber(*args, **options)
    async def handle(order: Order, message=Context()):
        nonlocal left
        seen = {"order": order.model_dump(), "headers": message.headers, "correlation": message.correlation_id, "type": message.content_type}
        print(json.dumps(seen, default=str), flush=True)
        left -= 1
        if left == 0:
            done.set()

    await broker.start()
    print("ready", flush=True)
    await asyncio.wait_for(done.wait(), 40)
    await stop()


async def stop():
    await (broker.stop() if hasattr(broker, "stop") else broker.close())


asyncio.run(publish() if action == "publish" else consume())
