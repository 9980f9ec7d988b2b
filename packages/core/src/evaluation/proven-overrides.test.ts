import { describe, expect, it } from "vitest";
import { readPreviewToken, signPreviewToken } from "./preview-token.ts";
import { provenOverrides } from "./proven-overrides.ts";

const secret = new Uint8Array(32).fill(7);
const at = new Date("2026-03-01T12:00:00Z");
const inAnHour = new Date("2026-03-01T13:00:00Z");
const token = signPreviewToken("price", inAnHour, secret);
const overrides = { price: "cheap" };
const live = { environment: "live", secret, at } as const;

describe("a preview token", () => {
  it("is for one experiment until its time", () => {
    expect(readPreviewToken(token, secret, at)).toBe("price");
    expect(readPreviewToken(token, secret, inAnHour)).toBeNull();
  });

  it("holds for nobody who did not get it from whoever has the secret", () => {
    expect(readPreviewToken(token, new Uint8Array(32).fill(8), at)).toBeNull();
    for (const forged of ["", "x.y", `${token}x`, token.replace(/^./, "X")])
      expect(readPreviewToken(forged, secret, at)).toBeNull();
  });
});

describe("overrides", () => {
  it("hold in the test environment, from whomever they are", () => {
    const options = { environment: "test", secret, at, isTrusted: false } as const;
    expect(provenOverrides({ overrides }, options)).toEqual({ overrides, ignored: [] });
  });

  it("hold in live when a server itself makes them", () => {
    expect(provenOverrides({ overrides }, { ...live, isTrusted: true })).toEqual({ overrides, ignored: [] });
  });

  it.each([true, false])(
    "change nothing in live without a token for them, where the caller's trust is %s",
    (isTrusted) => {
      const other = signPreviewToken("another", inAnHour, secret);
      for (const previewToken of ["", "x.y", other])
        expect(provenOverrides({ overrides, previewToken }, { ...live, isTrusted })).toMatchObject({
          overrides: {},
          ignored: [{ field: "overrides.price", code: "preview-token-required" }],
        });
    },
  );

  it("hold in live by a token for their experiment, and for no other", () => {
    const both = { price: "cheap", another: "cheap" };
    const proven = provenOverrides({ overrides: both, previewToken: token }, { ...live, isTrusted: false });
    expect(proven.overrides).toEqual(overrides);
    expect(proven.ignored.map(({ field }) => field)).toEqual(["overrides.another"]);
  });
});
