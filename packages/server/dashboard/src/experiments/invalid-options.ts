import type { Failure } from "../api/call-api.ts";

/** What somebody has to mend before the server is asked. */
export function invalidOptions(problems: Failure["problems"]): Failure {
  return { code: "", status: 0, message: "This cannot be saved yet:", problems };
}
