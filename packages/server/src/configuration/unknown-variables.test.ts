import { describe, expect, it } from "vitest";
import { VARIABLES } from "./configuration.ts";
import { findUnknownVariables } from "./unknown-variables.ts";

describe("findUnknownVariables", () => {
  it("names what was probably meant", () => {
    expect(findUnknownVariables({ DATABSE_URL: "x", Log_Level: "x", PRICEWRIGHT_DTA: "x" })).toEqual([
      "DATABSE_URL is not read; did you mean DATABASE_URL?",
      "Log_Level is not read; did you mean LOG_LEVEL?",
      "PRICEWRIGHT_DTA is not read; did you mean PRICEWRIGHT_DATA?",
    ]);
  });

  it("names what begins like ours and is not", () => {
    expect(findUnknownVariables({ PRICEWRIGHT_COLOUR: "x" })).toEqual([
      "PRICEWRIGHT_COLOUR is not read; the server knows no variable of this name",
    ]);
  });

  it("says nothing of variables that are known, or other programs'", () => {
    const known = Object.fromEntries(VARIABLES.map((name) => [name, "x"]));
    expect(findUnknownVariables({ ...known, PATH: "x", HOME: "x", HOSTNAME: "x", PGPORT: "x", POST: "x" })).toEqual([]);
  });
});
