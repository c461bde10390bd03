/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/forecasts/messages/forecast/payload */
export interface ForecastsForecast {
  day: string;
}

export const ForecastsForecast: Validator<ForecastsForecast> = z.looseObject({
  day: z.string().check(json.annotatedFormat("date")),
});
