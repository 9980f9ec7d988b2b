import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { RequestProblem } from "../problems/problem.ts";

/** A file that nobody else reads, to be removed after use. */
export interface TemporaryFile {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** Most bytes of an import; more is for the command line, which has no limit. */
export const LARGEST_IMPORT = 1024 ** 3;

/** Names a file that is not there yet. */
export function temporaryFile(): TemporaryFile {
  const path = join(tmpdir(), `pricewright-${randomUUID()}.jsonl`);
  return { path, remove: () => rm(path, { force: true }) };
}

/**
 * Writes a body to a file before anything is done with it: who sends slowly must not keep a transaction open.
 *
 * @throws RequestProblem `body-too-large`.
 */
export async function bodyToFile(body: ReadableStream<Uint8Array>, largest: number): Promise<TemporaryFile> {
  const file = temporaryFile();
  let size = 0;
  const limit = new Transform({
    transform: (chunk: Uint8Array, _, done) => {
      size += chunk.byteLength;
      if (size <= largest) return done(null, chunk);
      done(new RequestProblem("body-too-large", "An import may hold 1 GiB. Use `pricewright import` for more."));
    },
  });
  try {
    await pipeline(Readable.fromWeb(body as never), limit, createWriteStream(file.path, { flags: "wx", mode: 0o600 }));
    return file;
  } catch (error) {
    await file.remove();
    throw error;
  }
}
