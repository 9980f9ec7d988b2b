import type { Failure } from "../api/call-api.ts";
import { formatAmount } from "../numbers/format-numbers.ts";

/** What somebody wrote is no price; how prices are written. */
export function notAPrice(): Failure {
  const message = `Write prices as numbers, such as 39 or ${formatAmount(39.5)}.`;
  return { code: "", status: 0, message, problems: [] };
}
