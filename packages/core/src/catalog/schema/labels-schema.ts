import { z } from "zod";
import type { DocumentLabels } from "../document/document-labels.ts";

/** A label with places, each of which has to be there: what is left out would be told to nobody. */
function label(...places: string[]) {
  return places.reduce(
    (field, place) =>
      field.refine((text) => text.includes(`{${place}}`), { error: `write {${place}} where it is to stand` }),
    z.string().min(1).max(200),
  );
}

const word = z.string().min(1).max(100);

const dictionary: z.ZodType<DocumentLabels, DocumentLabels> = z.strictObject({
  feature: label("name", "value"),
  unlimited: word,
  limitPer: label("value", "period"),
  periods: z.strictObject({ day: word, week: word, month: word, year: word }),
  includedCredits: label("credits", "interval"),
  intervals: z.strictObject({ once: word, month: word, year: word }),
  trial: z.strictObject({
    zero: word.optional(),
    // Languages that have a form for one may write the number out.
    one: word.optional(),
    two: word.optional(),
    few: label("days").optional(),
    many: label("days").optional(),
    other: label("days"),
  }),
  packCredits: label("credits"),
  packBonus: label("credits", "bonus"),
  perUnit: label("meter", "price", "unit"),
  fromPerUnit: label("meter", "price", "unit"),
  fee: label("name", "price", "interval"),
});

/** Dictionaries by language. */
export const labelsSchema: z.ZodType<Record<string, DocumentLabels>, Record<string, DocumentLabels>> = z
  .record(z.string().refine(isLanguageTag, { error: 'use a BCP 47 language tag such as "de" or "pt-BR"' }), dictionary)
  .refine((labels) => Object.keys(labels).length <= 100, { error: "use at most 100 languages" });

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
