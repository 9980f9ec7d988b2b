import { describe, expect, it } from "vitest";
import { readPreviewQuery } from "./preview-query.ts";

describe("readPreviewQuery", () => {
  it("reads which arm to look at, and the token", () => {
    const read = { overrides: { "price-of-pro": "price-59" }, previewToken: "a.b" };
    expect(readPreviewQuery("https://shop.example/pricing?x=1&pw_price-of-pro=price-59&pw_preview=a.b#plans")).toEqual(
      read,
    );
    expect(readPreviewQuery("pw_price-of-pro=price-59&pw_preview=a.b")).toEqual(read);
  });

  it("passes on an empty token where there is none, or one that is too long", () => {
    for (const query of ["/?pw_a=b", `/?pw_a=b&pw_preview=${"x".repeat(1025)}`])
      expect(readPreviewQuery(query)).toEqual({ overrides: { a: "b" }, previewToken: "" });
  });

  it.each([
    null,
    undefined,
    "",
    "/pricing",
    "/pricing?pw_preview=a.b",
    "/pw_a/b",
    "/?pw_=b",
    `/?pw_a=${"x".repeat(129)}`,
    "/?pw_a%20b=c",
  ])("finds nothing in %s", (address) => expect(readPreviewQuery(address)).toBeNull());
});
