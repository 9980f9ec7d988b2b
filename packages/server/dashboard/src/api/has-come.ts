import type { Resource } from "./use-resource.ts";

/** Whether there is an answer, or that there is none is known: what stands below may be shown and will not move. */
export function hasCome({ data, failure }: Pick<Resource<unknown>, "data" | "failure">): boolean {
  return data !== null || failure !== null;
}
