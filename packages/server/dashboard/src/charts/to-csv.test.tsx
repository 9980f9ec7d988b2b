import { describe, expect, it } from "vitest";
import { toCsv } from "./to-csv.ts";

describe("toCsv", () => {
  it("quotes what would break a line apart", () => {
    expect(toCsv(["arm", "mean"], [['a "b", c', "1.5"]])).toBe('arm,mean\r\n"a ""b"", c",1.5');
  });

  it("keeps a spreadsheet from running what it finds, and numbers as they are", () => {
    expect(toCsv(["name", "difference"], [["=1+1", "-0.25"]])).toBe("name,difference\r\n'=1+1,-0.25");
  });
});
