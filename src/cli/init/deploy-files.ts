import { jsonText, renderTemplate } from "../../compiler/code/index.ts";
import { type Contract, type Server, serversOf, usesRegistry } from "../../compiler/model/index.ts";
import type { ProjectFile } from "./project-files.ts";

type Container = {
  readonly name: string;
  readonly image: string;
  readonly lines: readonly string[];
  /** The command that succeeds once it answers, as JSON, which is YAML as well. */
  readonly healthy: string;
};

/** A broker without logins for each protocol that boost-gen speaks, and the address at which the service finds it. */
const brokers: { readonly [protocol in Exclude<Server["protocol"], "other">]: Container & { readonly url: string } } = {
  kafka: {
    name: "kafka",
    image: "apache/kafka:4.1.0",
    url: "kafka:9092",
    lines: [
      "environment:",
      "  KAFKA_NODE_ID: 1",
      "  KAFKA_PROCESS_ROLES: broker,controller",
      "  KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093",
      "  KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka:9092",
      "  KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER",
      "  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
      "  KAFKA_CONTROLLER_QUORUM_VOTERS: 1@localhost:9093",
      "  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 1",
    ],
    healthy: '["CMD", "/opt/kafka/bin/kafka-broker-api-versions.sh", "--bootstrap-server", "kafka:9092"]',
  },
  amqp: {
    name: "rabbitmq",
    image: "rabbitmq:4.1-management",
    url: "amqp://guest:guest@rabbitmq:5672",
    lines: ['ports: ["15672:15672"]'],
    healthy: '["CMD", "rabbitmq-diagnostics", "--quiet", "ping"]',
  },
  redis: {
    name: "redis",
    image: "redis:8.2",
    url: "redis://redis:6379",
    lines: ['command: ["redis-server", "--appendonly", "yes"]'],
    healthy: '["CMD", "redis-cli", "ping"]',
  },
};

const temporal: Container = {
  name: "temporal",
  image: "temporalio/temporal:1.5.1",
  lines: ['command: ["server", "start-dev", "--ip", "0.0.0.0"]', 'ports: ["8233:8233"]'],
  healthy: '["CMD", "temporal", "operator", "cluster", "health"]',
};

/** In memory, of the version that the tests run; Confluent's API is what both sides speak. */
const registry: Container & { readonly url: string } = {
  name: "registry",
  image: "apicurio/apicurio-registry-mem:2.6.13.Final",
  url: "http://registry:8080/apis/ccompat/v7",
  lines: ['ports: ["8081:8080"]'],
  healthy: '["CMD", "curl", "--fail", "--silent", "http://127.0.0.1:8080/health/ready"]',
};

/** What brings a project into a container, and up beside its brokers. `document`: relative to the project. */
export function deployFiles(contract: Contract, document: string): readonly ProjectFile[] {
  const used = spokenServers(contract);
  const containers = [...new Map(used.map(({ protocol }) => [protocol, brokers[protocol]])).values()];
  const servers = [
    ...containers,
    ...(used.some((server) => usesRegistry(server, contract)) ? [registry] : []),
    ...(contract.workflows.length > 0 ? [temporal] : []),
  ];
  // What lies outside of the project is not in the image.
  const prepare = !document.startsWith("../") && containers.length > 0;
  const dependencies = [
    ...servers.map(({ name }) => ({ name, condition: "service_healthy" })),
    ...(prepare ? [{ name: "prepare", condition: "service_completed_successfully" }] : []),
  ];
  return [
    { path: "Dockerfile", text: renderTemplate("project/dockerfile", {}) },
    { path: ".dockerignore", text: renderTemplate("project/dockerignore", {}) },
    {
      path: "compose.yaml",
      text: renderTemplate("project/compose", { app: "service", variables: variablesOf(used, contract), dependencies, prepare, servers }),
    },
  ];
}

type Spoken = Server & { readonly protocol: keyof typeof brokers };

function spokenServers(contract: Contract): readonly Spoken[] {
  const all = contract.operations.flatMap(({ channel }) => serversOf(channel, contract));
  return [...new Set(all)].filter((server): server is Spoken => server.protocol !== "other");
}

/** @see src/runtime/config/variables.ts */
function variablesOf(servers: readonly Spoken[], contract: Contract): readonly { readonly name: string; readonly value: string }[] {
  return [
    ...servers.flatMap((server) => {
      const { key, protocol, wireProtocol } = server;
      const prefix = `BOOST_${key.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
      const isSecure = /^(kafka-secure|amqps|rediss)$/.test(wireProtocol);
      return [
        { name: `${prefix}_URL`, value: jsonText(brokers[protocol].url) },
        ...(isSecure ? [{ name: `${prefix}_TLS`, value: '"false"' }] : []),
        ...(usesRegistry(server, contract) ? [{ name: `${prefix}_REGISTRY_URL`, value: jsonText(registry.url) }] : []),
      ];
    }),
    ...(contract.workflows.length > 0 ? [{ name: "TEMPORAL_ADDRESS", value: '"temporal:7233"' }] : []),
  ];
}
