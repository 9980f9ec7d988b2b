import { describe, expect, it } from "vitest";
import { allEnded } from "./all-ended.ts";

describe("allEnded", () => {
  it("gives what each part gave", async () => {
    expect(await allEnded([Promise.resolve(1), Promise.resolve("two")])).toEqual([1, "two"]);
  });

  it("throws what the earliest throws, once the last has ended", async () => {
    const ended: string[] = [];
    const part = async (name: string, milliseconds: number, fails: boolean) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      ended.push(name);
      if (fails) throw new Error(name);
    };
    const parts = [part("slow", 30, false), part("cause", 10, true), part("consequence", 1, true)];
    await expect(allEnded(parts)).rejects.toThrow("cause");
    expect(ended).toEqual(["consequence", "cause", "slow"]);
  });
});
