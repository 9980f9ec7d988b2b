import type { ExclusionRequest } from "@pricewright/core/api";
import type { FormValues } from "../forms/form.tsx";

/** What is to be left out, of what somebody filled in. Times are of the reader's zone. */
export function toExclusion({ from = "", to = "", label = "", reason = "" }: FormValues): ExclusionRequest {
  return {
    ...(from === "" ? {} : { from: new Date(from).toISOString() }),
    ...(to === "" ? {} : { to: new Date(to).toISOString() }),
    ...(label === "" ? {} : { label }),
    reason,
  };
}
