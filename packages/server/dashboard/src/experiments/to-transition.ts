import { type ExperimentResource, experimentResource } from "@pricewright/core/api";
import type { ApiRequest } from "../api/call-api.ts";

/** A request that changes the state of an experiment, if nobody else changed it since it was read. */
export function toTransition(
  { key, version }: Pick<ExperimentResource, "key" | "version">,
  action: "start" | "pause" | "conclude" | "archive" | "reweight",
  body: object = {},
): ApiRequest<ExperimentResource> {
  return {
    path: `/v1/experiments/${encodeURIComponent(key)}/${action}`,
    method: "POST",
    ifMatch: `"v${version}"`,
    body,
    schema: experimentResource,
  };
}
