import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fieldProblems } from "./problem-response.ts";

const schema = z.strictObject({
  name: z.string().min(3),
  kind: z.enum(["a", "b"]),
  type: z.literal("c"),
  share: z.number().max(1),
  list: z.array(z.string()).max(1),
  price: z.string().regex(/^\d+$/, "use digits"),
  event: z.discriminatedUnion("type", [z.object({ type: z.literal("x") }), z.object({ type: z.literal("y") })]),
});
const good = { name: "abc", kind: "a", type: "c", share: 1, list: [], price: "1", event: { type: "x" } };

function messageOf(change: object) {
  const { error } = schema.safeParse({ ...good, ...change });
  return error && fieldProblems(error).map(({ field, message }) => `${field}: ${message}`);
}

describe("what a wrong field is told", () => {
  it.each([
    [{ name: undefined }, "name: is missing"],
    [{ name: 1 }, "name: use text"],
    [{ name: "ab" }, "name: use at least 3 characters"],
    [{ kind: "c" }, 'kind: use one of "a", "b"'],
    [{ kind: undefined }, 'kind: use one of "a", "b"'],
    [{ type: "d" }, 'type: use "c"'],
    [{ share: 2 }, "share: use at most 1"],
    [{ list: ["a", "b"] }, "list: use at most 1 entries"],
    [{ price: "x" }, "price: use digits"],
    [{ more: 1 }, 'more: "more" is not a field of this request; remove it'],
  ])("of %j", (change, expected) => {
    expect(messageOf(change)).toEqual([expected]);
  });

  it("says what kinds there are", () => {
    expect(messageOf({ event: { type: "z" } })).toEqual(['event.type: use one of "x", "y"']);
  });
});
