// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnForecastHandlers } from "../generated/operations.js";

/** Receives from `forecasts` (Kafka). */
export const onForecast: OnForecastHandlers = {
  forecastsForecast(message, context) {
    throw new HandlerNotWritten("onForecast.forecastsForecast", context);
  },
};
