// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { TellPriceHandlers } from "../generated/operations.js";

/**
 * What does it cost?
 * Receives from `price.requests` (RabbitMQ).
 */
export const tellPrice: TellPriceHandlers = {
  priceRequestsPriceAsked(message, context) {
    throw new HandlerNotWritten("tellPrice.priceRequestsPriceAsked", context);
  },
};
