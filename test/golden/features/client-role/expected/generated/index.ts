/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { forecastsForecastMessage, questionsQuestionMessage } from "./messages.js";
import { type OnForecastHandlers, onForecastOperation, type Publish, takeQuestionOperation } from "./operations.js";
import type { ForecastsForecast } from "./schemas/forecasts-forecast.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onForecast: OnForecastHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly forecastsForecast: IncomingMessage<ForecastsForecast>;
}

/** Weather Service 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "weather-service",
  title: "Weather Service",
  version: "1.0.0",
  role: "client",
  servers: { kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [onForecastOperation, takeQuestionOperation],
  publishers: { questionsQuestion: { operation: takeQuestionOperation, message: questionsQuestionMessage } },
  incoming: { forecastsForecast: { operation: onForecastOperation, message: forecastsForecastMessage } },
};

export type { OnForecastHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { ForecastsForecast } from "./schemas/forecasts-forecast.js";
export { QuestionsQuestion } from "./schemas/questions-question.js";
