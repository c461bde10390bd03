// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnForecastHandlers } from "../generated/operations.js";

/** Receives from `forecasts` (Kafka). */
export const onForecast: OnForecastHandlers = {
  async forecastsForecast() {
    throw new RejectMessage("onForecast.forecastsForecast is not written yet");
  },
};
