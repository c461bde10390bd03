// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { PublishForecastHandlers } from "../generated/operations.js";

/** Receives from `forecasts` (Kafka). */
export const publishForecast: PublishForecastHandlers = {
  async forecastsForecast() {
    throw new RejectMessage("publishForecast.forecastsForecast is not written yet");
  },
};
