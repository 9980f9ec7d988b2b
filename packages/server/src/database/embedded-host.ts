import { existsSync } from "node:fs";
import { Duplex } from "node:stream";
import { Worker } from "node:worker_threads";

/**
 * Runs the embedded database in a thread of its own: what it computes does not hold up requests that need nothing of it.
 * node-postgres speaks to it as to a server. It has one session, so one client at a time may speak.
 */
export class EmbeddedHost {
  readonly #thread: Worker;
  readonly #ended: Promise<void>;
  #stream: Duplex | null = null;
  #failure: Error | null = null;

  /** @param folder Where it keeps its data; null for memory. */
  constructor(folder: string | null) {
    // Options of the process, such as a script to run, are not the thread's.
    this.#thread = new Worker(threadFile(), { workerData: { folder }, execArgv: [] });
    // A process ends although its database is open, as long as nothing is asked of it.
    this.#thread.unref();
    this.#thread.on("message", (answer: Uint8Array) => this.#stream?.push(answer));
    this.#thread.on("error", (cause: Error) => this.#fail(cause));
    this.#ended = new Promise((ended) => {
      this.#thread.on("exit", () => {
        this.#fail(undefined);
        ended();
      });
    });
  }

  /** What a client takes for a socket. */
  connect(): Duplex {
    this.#stream = new EmbeddedStream(this.#thread);
    if (this.#failure) this.#stream.destroy(this.#failure);
    return this.#stream;
  }

  /** Ends it, once nobody speaks to it. */
  async close(): Promise<void> {
    this.#thread.ref();
    this.#thread.postMessage(null);
    await this.#ended;
  }

  #fail(cause: Error | undefined): void {
    const reason = cause ? `has failed: ${cause.message}` : "is closed.";
    this.#failure ??= new Error(`Connection ended: the embedded database ${reason}`, { cause });
    this.#stream?.destroy(this.#failure);
  }
}

/** Carries what a client writes to the thread. */
class EmbeddedStream extends Duplex {
  readonly #thread: Worker;

  constructor(thread: Worker) {
    super();
    this.#thread = thread;
  }

  connect(): void {
    this.ref();
    process.nextTick(() => this.emit("connect"));
  }

  setNoDelay(): void {}

  setKeepAlive(): void {}

  ref(): void {
    this.#thread.ref();
  }

  unref(): void {
    this.#thread.unref();
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _: BufferEncoding, done: () => void): void {
    this.#send([chunk]);
    done();
  }

  /** What is written together is sent together: the database answers each message as if nothing of a question followed. */
  override _writev(chunks: readonly { readonly chunk: Uint8Array }[], done: () => void): void {
    this.#send(chunks.map(({ chunk }) => chunk));
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  #send(chunks: readonly Uint8Array[]): void {
    // A copy, which is handed over: clients write into the same memory again.
    const message = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
    let length = 0;
    for (const chunk of chunks) {
      message.set(chunk, length);
      length += chunk.length;
    }
    this.#thread.postMessage(message, [message.buffer]);
  }
}

/** The thread's file, which lies beside this one in `src`, and beside the one that holds this in `dist`. */
function threadFile(): URL {
  const source = new URL("./embedded-thread.ts", import.meta.url);
  return existsSync(source) ? source : new URL("./embedded-thread.js", import.meta.url);
}
