import { vi } from "vitest";

/** Answers of a stand-in for the server, by path; a path that is not there answers 404. */
export type Answers = Record<string, { readonly status?: number; readonly body: unknown }>;

/** Puts a stand-in for the server in place. The answers may be changed while it is used. */
export function stubApi(answers: Answers): void {
  vi.stubGlobal("fetch", async (address: string) => {
    const path = address.split("?")[0] as string;
    const answer = answers[path] ?? { status: 404, body: { detail: `Nothing at ${path}.` } };
    return new Response(JSON.stringify(answer.body), { status: answer.status ?? 200 });
  });
}
