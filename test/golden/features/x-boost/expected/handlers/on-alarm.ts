// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnAlarmHandlers } from "../generated/operations.js";

/** Receives from `alarms.{house}` (Redis). */
export const onAlarm: OnAlarmHandlers = {
  alarmRaised(message, context) {
    throw new HandlerNotWritten("onAlarm.alarmRaised", context);
  },
};
