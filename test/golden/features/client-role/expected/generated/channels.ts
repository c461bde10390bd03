/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { forecastsForecastMessage, questionsQuestionMessage } from "./messages.js";

/** @generated from #/channels/forecasts */
export const forecastsChannel: ChannelDefinition = {
  key: "forecasts",
  address: "forecasts",
  servers: [],
  messages: { forecastsForecast: forecastsForecastMessage },
  dispatch: { by: "single" },
};

/** @generated from #/channels/questions */
export const questionsChannel: ChannelDefinition = {
  key: "questions",
  address: "questions",
  servers: [],
  messages: { questionsQuestion: questionsQuestionMessage },
  dispatch: { by: "single" },
};
