import { type ImportResponse, importResponse } from "@pricewright/core/api";
import type { Failure } from "../api/call-api.ts";
import { failureOf } from "../api/failure-of.ts";

/** What was taken in, or why nothing. */
export type ImportResult =
  | { readonly ok: true; readonly taken: ImportResponse }
  | { readonly ok: false; readonly failure: Failure };

const CUT_OFF = "The server cannot be reached. All of a file is taken in or nothing: try again.";

/** Sends a file to be taken in, and says how much of it has gone out, as a share. `fetch` does not tell that. */
export function sendImport(
  file: Blob,
  headers: Readonly<Record<string, string>>,
  onProgress: (share: number) => void,
): Promise<ImportResult> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/v1/import");
    for (const [name, value] of Object.entries({ ...headers, "content-type": "application/x-ndjson" }))
      request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      const body = parse(request.responseText);
      const taken = importResponse.safeParse(body);
      resolve(
        taken.success ? { ok: true, taken: taken.data } : { ok: false, failure: failureOf(request.status, body) },
      );
    };
    request.onerror = () =>
      resolve({ ok: false, failure: { code: "unreachable", message: CUT_OFF, status: 0, problems: [] } });
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
