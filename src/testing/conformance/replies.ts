import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { ownReplyAddress } from "../../runtime/brokers/replies.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import type { ConformanceSetup } from "./setup.ts";

const own = (): string => ownReplyAddress("conformance", randomUUID());

const makesAddresses = ({ makesReplyAddresses = true }: ConformanceSetup): string | undefined =>
  makesReplyAddresses ? undefined : "replies come where the document says";

/** Whose text is no ASCII, and looks like what somebody might decode. */
const correlationId = 'größe %20 = 1&2; 注文\t"x"';

export const replies: readonly ConformanceCase[] = [
  {
    title: "a reply at an address of one process reaches that process and no other",
    skip: makesAddresses,
    async run(scene) {
      const [one, other, answering] = [await scene.broker(), await scene.broker(), await scene.broker()];
      const [to, elsewhere] = [own(), own()];
      const replies = await scene.awaitReplies(one, to, { isOwn: true });
      const others = await scene.awaitReplies(other, elsewhere, { isOwn: true });
      await scene.publish(answering, to, "to the one");
      assert.deepEqual(await replies.received(1), ["to the one"]);
      await scene.publish(answering, elsewhere, "to the other");
      assert.deepEqual(await others.received(1), ["to the other"]);
      await scene.silence();
      assert.equal(replies.deliveries.length, 1);
    },
  },
  {
    title: "a reply at an address that the document names reaches who waits there",
    async run(scene) {
      const [asking, answering] = [await scene.broker(), await scene.broker()];
      const address = await scene.address();
      const replies = await scene.awaitReplies(asking, address, { isOwn: false });
      await scene.publish(answering, address, "told");
      assert.deepEqual(await replies.received(1), ["told"]);
    },
  },
  {
    title: "the correlation id of a reply is the request's, byte for byte",
    skip: ({ capabilities }) => (capabilities.headers ? undefined : "headers do not travel"),
    async run(scene) {
      const [asking, answering] = [await scene.broker(), await scene.broker()];
      const [requests, address] = [await scene.address(), await scene.address()];
      const replies = await scene.awaitReplies(asking, address, { isOwn: false });
      const reader = await scene.read(answering, requests);
      await scene.publish(asking, requests, "asked", { correlationId, replyTo: address });
      const [request] = await reader.received(1);
      assert.equal(request?.replyTo, address);
      await scene.publish(answering, address, "told", { correlationId: request.correlationId ?? "" });
      await replies.received(1);
      assert.equal(replies.deliveries[0]?.correlationId, correlationId);
    },
  },
  {
    title: "after the end of waiting no reply comes, and ending it twice is fine",
    async run(scene) {
      const [asking, answering] = [await scene.broker(), await scene.broker()];
      const address = await scene.address();
      const replies = await scene.awaitReplies(asking, address, { isOwn: false });
      await scene.publish(answering, address, "in time");
      await replies.received(1);
      await replies.end();
      await replies.end();
      await scene.publish(answering, address, "late");
      await scene.silence();
      assert.equal(replies.deliveries.length, 1);
    },
  },
];
