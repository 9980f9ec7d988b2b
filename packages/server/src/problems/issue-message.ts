import type { ZodError } from "zod";

type Issue = ZodError["issues"][number];

/** What a field should hold instead, where a schema has no words of its own for it. */
export function issueMessage(issue: Issue): string {
  const { message } = issue;
  if (message.startsWith("Invalid input: expected")) {
    if (message.endsWith("received undefined")) return "is missing";
    if (issue.code === "invalid_type") return `use ${NOUNS[issue.expected] ?? issue.expected}`;
    if (issue.code === "invalid_value") return `use ${listed(issue.values)}`;
  }
  if (issue.code === "invalid_value" && message.startsWith("Invalid option:")) return `use ${listed(issue.values)}`;
  if (issue.code === "too_small" && message.startsWith("Too small:"))
    return `use ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unitOf(issue)}`;
  if (issue.code === "too_big" && message.startsWith("Too big:"))
    return `use ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${unitOf(issue)}`;
  if (message.startsWith("Invalid discriminator value."))
    return `use one of ${message
      .replace(/^.*Expected /, "")
      .replaceAll("'", '"')
      .replaceAll(" | ", ", ")}`;
  return message;
}

const NOUNS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  record: "an object",
};

function unitOf({ origin }: { readonly origin: string }): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " entries" : "";
}

function listed(values: readonly unknown[]): string {
  const texts = values.map((value) => JSON.stringify(value));
  return texts.length === 1 ? String(texts[0]) : `one of ${texts.join(", ")}`;
}
