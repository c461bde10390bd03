"""The Redis pages of FastStream's documentation and of temporal-boost's, each as both sides: `redis_pages.py <url> <page> <name> publish|subscribe`."""

from faststream import Path
from faststream.redis import ListSub, PubSub, RedisBroker, StreamSub

from page import OrderMessage, TaskMessage, name, page, run, saw, url

broker = RedisBroker(url, logger=None)


async def no_publish():
    raise NotImplementedError


publish = no_publish

if page == "channel":

    @broker.subscriber(name)
    async def handle(msg: str):
        saw("handle", msg)

    async def publish():
        await broker.publish("Hi!", name)
        await broker.publish("grün ✓", channel=name)

elif page == "pattern":

    @broker.subscriber(PubSub(name + ".*", pattern=True))
    async def by_pattern(msg: str):
        saw("by_pattern", msg)

    @broker.subscriber(name + ".{data}")
    async def by_path(msg: str, data: str = Path()):
        saw("by_path", [msg, data])

    async def publish():
        await broker.publish("Hi!", name + ".smth")

elif page == "publishers":
    to_object = broker.publisher(name + ".object")

    @broker.subscriber(name)
    @broker.publisher(name + ".decorated")
    async def handle(msg: TaskMessage) -> TaskMessage:
        await to_object.publish(msg)
        return msg.model_copy(update={"priority": msg.priority + 1})

elif page == "stream":

    # Their default begins at the end, anew at each read until something came, and so may miss the first.
    @broker.subscriber(stream=StreamSub(name, last_id="0"))
    async def handle(msg: str):
        saw("handle", msg)

    async def publish():
        await broker.publish("Hi!", stream=name)

elif page == "group":

    @broker.subscriber(stream=StreamSub(name, group="shop", consumer="1", last_id=">"))
    async def handle(msg: TaskMessage):
        saw("handle", msg)

    async def publish():
        await broker.publish(TaskMessage(task_id="1", description="tea", priority=7), stream=name, maxlen=100)

elif page == "batch":

    @broker.subscriber(stream=StreamSub(name, batch=True, last_id="0"))
    async def handle(msgs: list[str]):
        for msg in msgs:
            saw("handle", msg)

    async def publish():
        for msg in ("one", "two", "three"):
            await broker.publish(msg, stream=name)

elif page == "list":

    @broker.subscriber(list=name)
    async def handle(msg: str):
        saw("handle", msg)

    @broker.subscriber(list=ListSub(name + ".batch", batch=True))
    async def handle_batch(msgs: list[str]):
        for msg in msgs:
            saw("handle_batch", msg)

    async def publish():
        await broker.publish("Hi!", list=name)
        await broker.publish_batch("one", "two", list=name)

elif page == "rpc":

    @broker.subscriber(name)
    async def on_channel(msg: dict):
        return {"price": int(msg["sku"])}

    @broker.subscriber(stream=StreamSub(name + ".stream", last_id="0"))
    async def on_stream(msg: dict):
        return {"price": int(msg["sku"])}

    async def publish():
        for where in ({"channel": name}, {"stream": name + ".stream"}):
            told = await broker.request({"sku": "7"}, **where, timeout=30.0)
            saw("told", await told.decode())

elif page == "temporal-boost":

    @broker.subscriber(name + ".orders")
    async def handle_order(message: OrderMessage):
        saw("handle_order", message)

    @broker.subscriber(name + ".tasks")
    async def process_task(message: TaskMessage):
        saw("process_task", message)

    async def publish():
        order = OrderMessage(order_id="1001", customer_id="42", items=[{"item_id": "item1", "quantity": 1, "price": 99.99}], total=99.99)
        await broker.publish(order.model_dump(), name + ".orders")
        await broker.publish(TaskMessage(task_id="1", description="tea", priority=7).model_dump(), name + ".tasks")


run(broker, publish)
