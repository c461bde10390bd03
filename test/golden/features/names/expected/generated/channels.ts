/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { contractMessage, deleteMessage, outMessage, processMessage } from "./messages.js";

/** @generated from #/channels/contracts */
export const contractsChannel: ChannelDefinition = {
  key: "contracts",
  address: "contracts",
  servers: [],
  messages: { contract: contractMessage, out: outMessage, delete: deleteMessage },
  dispatch: {
    by: "payload",
    path: ["kind"],
    cases: [["contract", "contract"], ["incoming", "out"], ["context", "delete"]],
  },
};

/** @generated from #/channels/processed */
export const processedChannel: ChannelDefinition = {
  key: "processed",
  address: "processed",
  servers: [],
  messages: { process: processMessage },
  dispatch: { by: "single" },
};
