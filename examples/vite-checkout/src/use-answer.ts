import type { BrowserAnswer } from "@pricewright/react";
import { useEffect, useState } from "react";
import { client } from "./client.ts";

let asked: Promise<BrowserAnswer> | undefined;

/** What this visitor sees: null until it is known, `"failed"` where it did not come. It is asked for once a page. */
export function useAnswer(): BrowserAnswer | "failed" | null {
  const [answer, setAnswer] = useState<BrowserAnswer | "failed" | null>(null);
  useEffect(() => {
    asked ??= client.evaluate();
    asked.then(setAnswer, () => setAnswer("failed"));
  }, []);
  return answer;
}
