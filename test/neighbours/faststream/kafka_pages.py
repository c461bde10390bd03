"""The Kafka pages of FastStream's documentation and of temporal-boost's, each as both sides: `kafka_pages.py <url> <page> <name> publish|subscribe`."""

from faststream import Context
from faststream.kafka import KafkaBroker

from page import OrderMessage, TaskMessage, name, page, run, saw, url

broker = KafkaBroker(url, logger=None)
# Their default begins at the end, which a test would race with.
start = {"auto_offset_reset": "earliest"}
task = TaskMessage(task_id="1", description="tea", priority=7)


async def no_publish():
    raise NotImplementedError


publish = no_publish

if page == "topic":

    @broker.subscriber(name, **start)
    async def handle(msg: str):
        saw("handle", msg)

    async def publish():
        await broker.publish("Hi!", name)
        await broker.publish("grün ✓", topic=name)

elif page == "group":

    @broker.subscriber(name, group_id=name, **start)
    async def handle(msg: TaskMessage):
        saw("handle", msg)

    async def publish():
        await broker.publish(task, name)

elif page == "key":

    @broker.subscriber(name, **start)
    async def handle(msg: str, key: bytes = Context("message.raw_message.key")):
        saw("handle", [msg, key.decode()])

    async def publish():
        await broker.publish("Hi!", name, key=b"key")

elif page == "batch":

    @broker.subscriber(name, batch=True, **start)
    async def handle(msgs: list[TaskMessage]):
        for msg in msgs:
            saw("handle", msg)

    async def publish():
        await broker.publish_batch(task, task.model_copy(update={"priority": 8}), topic=name)

elif page == "correlation":

    @broker.subscriber(name, **start)
    async def handle(msg: TaskMessage, message=Context()):
        saw("handle", [msg.task_id, message.correlation_id, message.content_type, message.headers["tenant"]])

    async def publish():
        await broker.publish(task, name, correlation_id="c-1", headers={"tenant": "acme"})

elif page == "publishers":
    to_object = broker.publisher(name + ".object")

    @broker.subscriber(name, **start)
    @broker.publisher(name + ".decorated")
    async def handle(msg: TaskMessage) -> TaskMessage:
        await to_object.publish(msg)
        return msg.model_copy(update={"priority": msg.priority + 1})

elif page == "rpc":

    @broker.subscriber(name, **start)
    async def handle(msg: dict):
        return {"price": int(msg["sku"])}

elif page == "asker":

    @broker.subscriber(name + ".told", **start)
    async def told(msg: dict, message=Context()):
        saw("told", [msg, message.correlation_id])

    async def publish():
        await broker.publish({"sku": "7"}, name, reply_to=name + ".told", correlation_id="c-7")

elif page == "temporal-boost":

    @broker.subscriber(name + ".orders", **start)
    async def handle_order(message: OrderMessage):
        saw("handle_order", message)

    @broker.subscriber(name + ".tasks", **start)
    async def process_task(message: TaskMessage):
        saw("process_task", message)

    async def publish():
        order = OrderMessage(order_id="1001", customer_id="42", items=[{"item_id": "item1", "quantity": 1, "price": 99.99}], total=99.99)
        await broker.publish(order.model_dump(), name + ".orders")
        await broker.publish(task.model_dump(), name + ".tasks")


run(broker, publish)
