import { z } from "zod";
import type { Availability } from "../availability.ts";
import type { CalendarSpan } from "../credit-terms.ts";

/** An id that code, addresses and reports can carry. */
export const idField: z.ZodType<string, string> = z
  .string()
  .regex(/^[\w.-]{1,128}$/, "use 1 to 128 letters, digits, dots, dashes or underscores");

export const nameField: z.ZodType<string, string> = z.string().min(1).max(200);

export const descriptionField: z.ZodType<string, string> = z.string().max(1000);

export const currencyField: z.ZodType<string, string> = z
  .string()
  .regex(/^[A-Z]{3}$/, 'use an ISO 4217 code of three capital letters, such as "USD"');

/** A quantity, a rate or an amount smaller than money has units for: 0 or above. */
export const decimalField: z.ZodType<string, string> = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,12})?$/, 'use a plain decimal string of at most 12 decimals, such as "0.15"');

export const signedDecimalField: z.ZodType<string, string> = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,12})?$/, 'use a plain decimal string of at most 12 decimals, such as "50"');

export const creditsField: z.ZodType<string, string> = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,6})?$/, 'use a plain decimal string of at most 6 decimals, such as "1000"');

export const spanField: z.ZodType<CalendarSpan, CalendarSpan> = z.strictObject({
  count: z.number().int().min(1).max(36_500),
  unit: z.enum(["day", "month", "year"]),
});

const timeField = z.iso.datetime({
  offset: true,
  error: 'use an ISO 8601 time with a zone, such as "2026-03-01T12:00:00Z"',
});

export const availabilityField: z.ZodType<Availability, Availability> = z.strictObject({
  from: timeField.optional(),
  until: timeField.optional(),
});
