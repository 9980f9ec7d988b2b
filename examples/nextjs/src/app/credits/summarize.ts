"use server";
import { isPricewrightError } from "@pricewright/core";
import { revalidatePath } from "next/cache";
import { prices } from "../../shop/prices.ts";
import { visitorCredits } from "../../shop/visitor-credits.ts";

const WORDS_PER_CREDIT = 10;

/**
 * Sums a text up by its first sentence: holds what the words may cost, does the work, and charges those that it read. What the
 * answer says is shown under the form.
 */
export async function summarize(_: string | null, form: FormData): Promise<string> {
  const text = String(form.get("text") ?? "").slice(0, 5000);
  const { unit } = await prices.evaluate();
  const credits = await visitorCredits(unit.id);
  try {
    return await credits.withHold({ amount: creditsFor(text) }, async () => {
      const [sentence = ""] = /^.*?[.!?](?=\s|$)/s.exec(text.trim()) ?? [text.trim()];
      return { result: sentence, actual: { actual: creditsFor(sentence) } };
    });
  } catch (error) {
    if (!isPricewrightError(error) || error.code !== "insufficient-credits") throw error;
    return `This may cost ${creditsFor(text)} credits, which is more than there are. A pack below has more.`;
  } finally {
    revalidatePath("/credits");
  }
}

function creditsFor(text: string): string {
  const words = text.split(/\s+/).filter(Boolean).length;
  return String(Math.max(1, words) / WORDS_PER_CREDIT);
}
