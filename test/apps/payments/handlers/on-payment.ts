// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnPaymentHandlers } from "../../../../generated/payments/operations.ts";

/**
 * Books a payment.
 * Receives from `payments.v1` (Kafka).
 */
export const onPayment: OnPaymentHandlers = {
  /** Money arrived. */
  async paymentReceived(message, context) {
    await context.publish.paymentBooked({ payment_id: message.payment_id, account: message.account, amount: message.amount });
  },
};
