/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition, Publisher } from "boost-gen/runtime";
import { forecastsChannel, questionsChannel } from "./channels.js";
import type { ForecastsForecast } from "./schemas/forecasts-forecast.js";
import type { QuestionsQuestion } from "./schemas/questions-question.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/operations/publishForecast */
export interface OnForecastHandlers {
  forecastsForecast(message: ForecastsForecast, context: Context<ForecastsForecast>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export interface Publish {
  readonly questionsQuestion: Publisher<QuestionsQuestion>;
}

/**
 * Receives from `forecasts` (Kafka).
 * @generated from #/operations/publishForecast
 */
export const onForecastOperation: OperationDefinition = {
  key: "publishForecast",
  name: "onForecast",
  action: "receive",
  channel: forecastsChannel,
  messages: { forecastsForecast: { rules: [] } },
  options: { concurrency: 4 },
};

/**
 * Sends to `questions` (Kafka).
 * @generated from #/operations/takeQuestion
 */
export const takeQuestionOperation: OperationDefinition = {
  key: "takeQuestion",
  name: "takeQuestion",
  action: "send",
  channel: questionsChannel,
  messages: { questionsQuestion: { rules: [] } },
  options: {},
};
