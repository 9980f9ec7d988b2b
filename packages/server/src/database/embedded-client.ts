import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";

/** What the embedded database's thread is asked. */
export type Question = { readonly id: number } & Task;

type Task =
  | {
      readonly do: "query";
      readonly text: string;
      readonly values: readonly unknown[];
      readonly rowMode: "array" | "object";
    }
  | { readonly do: "exec"; readonly text: string }
  | { readonly do: "begin" | "commit" | "roll-back" | "close" };

/** What it answers. */
export type Answer = { readonly id: number } & (
  | { readonly value: unknown }
  | { readonly error: { readonly name: string; readonly message: string } }
);

/** What a statement answers with. */
interface Results {
  readonly rows: unknown[];
}

/** Runs statements, as PGlite does. */
interface Statements {
  readonly query: (
    text: string,
    values?: readonly unknown[],
    options?: { readonly rowMode?: "array" | "object" },
  ) => Promise<Results>;
  readonly exec: (text: string) => Promise<unknown>;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The embedded database in a thread of its own: what it computes does not hold up requests that need nothing of it. It has
 * one connection, so transactions come one after another.
 */
export class EmbeddedClient implements Statements {
  readonly #thread: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  /** Ends when whoever has the connection is done with it. */
  #turn: Promise<unknown> = Promise.resolve();
  #failure: Error | null = null;

  /** @param folder Where it keeps its data; null for memory. */
  constructor(folder: string | null) {
    // Options of the process, such as a script to run, are not the thread's.
    this.#thread = new Worker(threadFile(), { workerData: { folder }, execArgv: [] });
    // A process ends although its database is open, as long as nothing is asked of it.
    this.#thread.unref();
    this.#thread.on("message", (answer: Answer) => this.#settle(answer));
    this.#thread.on("error", (error: Error) => this.#fail(error));
    this.#thread.on("exit", () => this.#fail(new Error("The embedded database has ended.")));
  }

  query(...statement: Parameters<Statements["query"]>): Promise<Results> {
    return this.#inTurn(() => this.#statements.query(...statement));
  }

  exec(text: string): Promise<unknown> {
    return this.#inTurn(() => this.#statements.exec(text));
  }

  /** Runs work in a transaction, which is undone when the work throws. */
  transaction<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result> {
    return this.#inTurn(async () => {
      await this.#ask({ do: "begin" });
      let result: Result;
      try {
        result = await work(this.#statements);
      } catch (error) {
        await this.#ask({ do: "roll-back" });
        throw error;
      }
      await this.#ask({ do: "commit" });
      return result;
    });
  }

  /** Waits for what runs, and ends the thread. */
  async close(): Promise<void> {
    await this.#inTurn(() => this.#ask({ do: "close" }));
    this.#failure = new Error("The embedded database is closed.");
    await this.#thread.terminate();
  }

  readonly #statements: Statements = {
    query: (text, values = [], { rowMode = "object" } = {}) => this.#ask({ do: "query", text, values, rowMode }),
    exec: (text) => this.#ask({ do: "exec", text }),
  };

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  #ask<Value>(task: Task): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      const id = this.#count++;
      if (this.#waiting.size === 0) this.#thread.ref();
      this.#waiting.set(id, { resolve, reject });
      this.#thread.postMessage({ id, ...task });
    });
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#thread.unref();
    if ("error" in answer) waiting?.reject(Object.assign(new Error(answer.error.message), answer.error));
    else waiting?.resolve(answer.value as never);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}

/** The thread's file, which lies beside this one in `src`, and beside the one that holds this in `dist`. */
function threadFile(): URL {
  const source = new URL("./embedded-thread.ts", import.meta.url);
  return existsSync(source) ? source : new URL("./embedded-thread.js", import.meta.url);
}
