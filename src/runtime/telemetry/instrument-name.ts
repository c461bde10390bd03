/** Where OpenTelemetry's conventions for messaging have a name for what an instrument of ours measures, and where the rule below fails. */
const conventions: { readonly [name: string]: string } = {
  boost_messages_received_total: "messaging.client.consumed.messages",
  boost_handler_seconds: "messaging.process.duration",
  boost_workflow_call_seconds: "boost.workflow.call.duration",
  // Beside the gauge that says whether it is paused now.
  boost_source_paused_total: "boost.source.pauses",
};

/** Prometheus' name → OpenTelemetry's: `boost_messages_handled_total` → `boost.messages.handled`. */
export function instrumentName(name: string): string {
  return conventions[name] ?? name.replace(/_total$/, "").replace(/^([a-z]+)_([a-z]+)_/, "$1.$2.");
}
