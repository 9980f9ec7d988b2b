import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../testing/open-test-database.ts";
import { describeError } from "./describe-error.ts";

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.drop());

describe("what the log keeps of an error", () => {
  it("says what failed, why and where, and nothing of the values", async () => {
    const refused = await opened.database
      .inScope({ tenantId: "t", environment: "test" }, (queries) =>
        queries.execute(sql`select ${"person@shop.example"}::text, 1 / ${0}::int`),
      )
      .catch((error: unknown) => error);
    expect((refused as Error).message).toContain("person@shop.example");
    const described = describeError(refused);
    expect(described).toMatchObject({ code: "22012", message: expect.stringContaining("division by zero") });
    expect(described.stack).toMatch(/\n +at .*\ncaused by /s);
    expect(JSON.stringify(described)).not.toContain("person@");
  });

  it("takes what is no error, and errors that cause themselves", () => {
    expect(describeError("text")).toEqual({ type: "string", message: "text", stack: "" });
    const error = new Error("round");
    error.cause = error;
    expect(describeError(error)).toMatchObject({ type: "Error", message: "round" });
  });
});
