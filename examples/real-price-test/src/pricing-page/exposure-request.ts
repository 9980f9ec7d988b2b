import type { SeenVariant } from "@pricewright/react";
import { z } from "zod";

const text = z.string().min(1).max(128);

/** What the page reports: which prices were seen. Who saw them is not its to say. */
export const exposureRequest: z.ZodType<SeenVariant> = z.strictObject({
  experiment: text,
  variant: text,
  shown: z.array(z.strictObject({ price: text, amount: text, currency: text })).max(20),
});
