import { z } from "zod";

/** An export in memory, or in words why there is none. */
export type ExportResult =
  | { readonly ok: true; readonly file: Blob; readonly lines: number }
  | { readonly ok: false; readonly message: string };

const problem = z.object({ detail: z.string() });
const CUT_OFF = "The export was cut off. Try again.";

/** Reads an export part by part, and says after each how many bytes there are. */
export async function readExport(
  headers: Readonly<Record<string, string>>,
  onProgress: (bytes: number) => void,
): Promise<ExportResult> {
  try {
    const response = await fetch("/v1/export", { headers });
    if (!response.ok || !response.body) {
      const told = problem.safeParse(await response.json().catch(() => null));
      return { ok: false, message: told.success ? told.data.detail : `The server answered ${response.status}.` };
    }
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let [bytes, lines] = [0, 0];
    for await (const part of response.body) {
      parts.push(part);
      bytes += part.length;
      lines += part.filter((byte) => byte === 10).length;
      onProgress(bytes);
    }
    return { ok: true, file: new Blob(parts, { type: "application/x-ndjson" }), lines };
  } catch {
    return { ok: false, message: CUT_OFF };
  }
}
