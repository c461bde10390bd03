import type { ChannelView, ContractView, OperationView } from "../../../shared/contract.ts";

/** The operations, and the channels, in which every word of the search is found somewhere: in names, addresses, messages, workflows. */
export function found(contract: ContractView, search: string): Pick<ContractView, "operations" | "channels"> {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return contract;
  const texts = textsOf(contract);
  const channelTexts = new Map(contract.channels.map((channel) => [channel.key, channelText(channel)]));
  const operations = contract.operations.filter((operation) => {
    const text = `${texts.get(operation)} ${channelTexts.get(operation.channel) ?? ""}`;
    return words.every((word) => text.includes(word));
  });
  const used = new Set(operations.map(({ channel }) => channel));
  const channels = contract.channels.filter(
    ({ key }) => used.has(key) || words.every((word) => (channelTexts.get(key) ?? "").includes(word)),
  );
  return { operations, channels };
}

const known = new WeakMap<ContractView, ReadonlyMap<OperationView, string>>();

function textsOf(contract: ContractView): ReadonlyMap<OperationView, string> {
  const before = known.get(contract);
  if (before !== undefined) return before;
  const names = new Map(contract.messages.map(({ id, name, title = "" }) => [id, `${name} ${title}`]));
  const texts = new Map(
    contract.operations.map((operation) => {
      const messages = operation.messages.map(
        ({ id, rules }) => `${names.get(id) ?? ""} ${rules.map((rule) => `${rule.workflow.name} ${rule.workflowId}`).join(" ")}`,
      );
      return [operation, `${operation.key} ${operation.name} ${operation.summary ?? ""} ${messages.join(" ")}`.toLowerCase()];
    }),
  );
  known.set(contract, texts);
  return texts;
}

function channelText({ key, address, title = "", servers }: ChannelView): string {
  return `${key} ${address ?? ""} ${title} ${servers.join(" ")}`.toLowerCase();
}
