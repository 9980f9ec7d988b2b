import { PricewrightError } from "@pricewright/core";

/**
 * Posts JSON, and reads JSON.
 *
 * @throws PricewrightError with the answer's code, or `unreachable`.
 */
export async function postJson<Answer>(url: string, body: unknown, key?: string): Promise<Answer> {
  let answer: (Partial<Answer> & { readonly code?: string; readonly detail?: string }) | undefined;
  let status = "";
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify(body),
    });
    status = `${response.status}`;
    answer = await response.json();
    if (response.ok) return answer as Answer;
  } catch (cause) {
    if (status === "") throw new PricewrightError("unreachable", `${url} could not be reached.`, { cause });
  }
  const { code = "unreachable", detail = `${url} answered ${status}.` } = answer ?? {};
  throw new PricewrightError(code, detail);
}
