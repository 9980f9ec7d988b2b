import { z } from "zod";

/** Keys of experiments, variants, plans and prices. */
export const key: z.ZodType<string> = z
  .string()
  .regex(/^[\w.-]{1,128}$/, "use 1 to 128 letters, digits, dots, dashes or underscores");

/** An amount on the wire: a plain decimal string in major units. */
export const decimalAmount: z.ZodType<string> = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,12})?$/, 'use a plain decimal string in major units, such as "39.00"');

export const currencyCode: z.ZodType<string> = z
  .string()
  .regex(/^[A-Z]{3}$/, 'use an ISO 4217 code of three capital letters, such as "USD"');

export const isoTime: z.ZodType<string> = z.iso.datetime({
  offset: true,
  error: 'use an ISO 8601 time with a zone, such as "2026-03-01T12:00:00Z"',
});

/** Why somebody changes something, for the audit log. */
export const reason: z.ZodType<string> = z.string().min(3, "say why, in a few words").max(1000);
