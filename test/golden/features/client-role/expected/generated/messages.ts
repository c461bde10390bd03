/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { ForecastsForecast } from "./schemas/forecasts-forecast.js";
import { QuestionsQuestion } from "./schemas/questions-question.js";

/** @generated from #/channels/forecasts/messages/forecast */
export const forecastsForecastMessage: MessageDefinition<ForecastsForecast> = {
  name: "ForecastsForecast",
  member: "forecastsForecast",
  contentType: "application/json",
  payload: ForecastsForecast,
};

/** @generated from #/channels/questions/messages/question */
export const questionsQuestionMessage: MessageDefinition<QuestionsQuestion> = {
  name: "QuestionsQuestion",
  member: "questionsQuestion",
  contentType: "application/json",
  payload: QuestionsQuestion,
};
