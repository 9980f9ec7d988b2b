/** Thrown where nothing was promised: no answer, or 503. */
export class Interrupted extends Error {
  name = "Interrupted";
}

/**
 * Calls a server, and writes into the book what goes wrong.
 *
 * @param {{ url: string, keys: Record<"secret" | "publishable" | "test", string>, book: object }} input
 */
export function newCaller({ url, keys, book }) {
  return async (path, body, { key = "secret", headers = {} } = {}) => {
    book.requests++;
    let answer;
    try {
      const response = await fetch(`${url}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${keys[key]}`, "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      });
      answer = {
        status: response.status,
        retryAfter: response.headers.get("retry-after"),
        body: await response.json(),
      };
    } catch (error) {
      book.refused++;
      throw new Interrupted(path, { cause: error });
    }
    if (answer.status === 503) {
      book.unavailable++;
      if (answer.retryAfter !== null) book.retryAfter++;
      if (path === "/v1/evaluate") book.evaluateRefused++;
      throw new Interrupted(`${path} answered 503`);
    }
    if (answer.status >= 500) {
      book.faults.push(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      throw new Interrupted(path);
    }
    return answer;
  };
}
