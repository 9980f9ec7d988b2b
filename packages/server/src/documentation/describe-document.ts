import { pricingEvent } from "@pricewright/core/api";
import { z } from "zod";
import { FIELD_MEANINGS } from "./field-meanings.ts";

type Json = Record<string, unknown>;

/** Says in an OpenAPI document what each field and parameter means, where its schema does not say so itself. */
export function describeDocument<Document extends object>(document: Document): Document {
  const copy = structuredClone(document);
  nameEvents(copy as Json);
  visit(copy, "");
  return copy;
}

/** The route takes anything for an event, so that each is judged by itself; the document says what it should be. */
function nameEvents(document: Json): void {
  const events = at(document, [
    "paths",
    "/v1/events",
    "post",
    "requestBody",
    "content",
    "application/json",
    "schema",
    "properties",
    "events",
  ]);
  if (!isJson(events)) return;
  const { $schema: _, ...items } = z.toJSONSchema(pricingEvent, { io: "input" });
  events.items = items;
}

function at(value: unknown, [name, ...path]: readonly string[]): unknown {
  if (name === undefined) return value;
  return isJson(value) ? at(value[name], path) : undefined;
}

function visit(value: unknown, around: string): void {
  if (Array.isArray(value)) for (const part of value) visit(part, around);
  if (!isJson(value)) return;
  if (typeof value.in === "string" && typeof value.name === "string") describe(value, "?", value.name);
  const { properties, ...rest } = value;
  if (isJson(properties))
    for (const [name, field] of Object.entries(properties)) {
      if (isJson(field)) describe(field, around, name);
      visit(field, name);
    }
  visit(Object.values(rest), around);
}

function describe(field: Json, around: string, name: string): void {
  const meaning = FIELD_MEANINGS[`${around}.${name}`] ?? FIELD_MEANINGS[name];
  if (meaning !== undefined) field.description ??= meaning;
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
