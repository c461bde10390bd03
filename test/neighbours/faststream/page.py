"""What the pages have in common: the models, the arguments, and how a side says what it saw."""

import asyncio
import json
import sys

from pydantic import BaseModel

url, page, name, side = sys.argv[1:]


class OrderMessage(BaseModel):
    order_id: str
    customer_id: str
    items: list[dict]
    total: float


class TaskMessage(BaseModel):
    task_id: str
    description: str
    priority: int


def saw(handler, message):
    value = message.model_dump() if isinstance(message, BaseModel) else message
    print(json.dumps([handler, value]), flush=True)


def run(broker, publish):
    async def both():
        if side == "publish":
            await broker.connect()
            await publish()
        else:
            await broker.start()
            print("ready", flush=True)
            await asyncio.Event().wait()
        await (broker.stop() if hasattr(broker, "stop") else broker.close())

    asyncio.run(both())
