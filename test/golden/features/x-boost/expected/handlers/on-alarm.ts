// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnAlarmHandlers } from "../generated/operations.js";

/** Receives from `alarms.{house}` (Redis). */
export const onAlarm: OnAlarmHandlers = {
  async alarmRaised() {
    throw new RejectMessage("onAlarm.alarmRaised is not written yet");
  },
};
