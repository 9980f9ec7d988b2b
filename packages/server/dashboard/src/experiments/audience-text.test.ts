import { describe, expect, it } from "vitest";
import { audienceText, readAudience } from "./audience-text.ts";

describe("who takes part", () => {
  it.each([
    ["", {}],
    ["country: DE, US\ndevice: mobile", { country: { $in: ["DE", "US"] }, device: { $in: ["mobile"] } }],
    ['{\n  "age": {\n    "$gte": 18\n  }\n}', { age: { $gte: 18 } }],
  ])("is %j, read and written", (text, audience) => {
    expect(readAudience(text)).toEqual(audience);
    expect(audienceText(audience)).toBe(text);
  });

  it.each([["country"], ["my country: DE"], ["country: DE\ncountry: US"], ["{ country: DE }"]])("is not %j", (text) => {
    expect(readAudience(text)).toBeNull();
  });

  it.each([
    [{ age: { $in: [1, 2] } }],
    [{ name: { $in: ["a, b"] } }],
    [{ country: { $in: ["DE"], $ne: "US" } }],
    [{ $or: [{ country: "DE" }] }],
    [{ country: "DE" }],
  ])("is written as JSON where lines cannot say %j", (audience) => {
    expect(readAudience(audienceText(audience))).toEqual(audience);
    expect(audienceText(audience)).toContain("{");
  });
});
