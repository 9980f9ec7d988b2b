import { z } from "zod";
import { isUnitId } from "../assignment/unit.ts";
import { currencyCode, decimalAmount, isoTime, key } from "./fields.ts";
import { MOST_EVENTS } from "./limits.ts";
export const unitReference = z.strictObject({
  kind: z.enum(["visitor", "account"]),
  id: z.string().refine(isUnitId, "use 1 to 512 bytes of UTF-8"),
});
const base = { id: z.string().min(1).max(128), unit: unitReference, occurredAt: isoTime };
const shownPrice = z.strictObject({ price: key, amount: decimalAmount, currency: currencyCode });
/** Reads one event. */
export const pricingEvent = z.discriminatedUnion("type", [
  z.strictObject({
    ...base,
    type: z.literal("exposure"),
    experiment: key,
    variant: key,
    shown: z.array(shownPrice).max(100),
  }),
  z.strictObject({ ...base, type: z.literal("conversion"), price: key, amount: decimalAmount, currency: currencyCode }),
]);
export const trackRequest = z.strictObject({
  events: z.array(z.unknown()).min(1).max(MOST_EVENTS),
});
export const fieldProblem = z.object({
  field: z.string(),
  code: z.string(),
  message: z.string(),
});
export const trackResponse = z.object({
  results: z.array(
    z.union([
      z.object({ id: z.string(), status: z.enum(["accepted", "duplicate", "unverified"]) }),
      z.object({ id: z.string().nullable(), status: z.literal("rejected"), problems: z.array(fieldProblem) }),
    ]),
  ),
});
