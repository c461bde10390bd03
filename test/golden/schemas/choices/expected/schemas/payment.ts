import { type Validator, z } from "boost-gen/runtime";
import { Card } from "./card.js";
import { Transfer } from "./transfer.js";

/** @generated from #/Payment */
export type Payment = Card | Transfer;

export const Payment: Validator<Payment> = z.discriminatedUnion("kind", [Card, Transfer]);
