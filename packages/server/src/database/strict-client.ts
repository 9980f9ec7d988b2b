import pg from "pg";

/**
 * A client that never says that a transaction is stored which was undone: where a statement failed and nobody minded,
 * PostgreSQL answers a `commit` with `ROLLBACK`.
 */
export class StrictClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: node-postgres takes what it is asked in a dozen ways
  override query(...question: any[]): any {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const answer = (super.query as any)(...question);
    if (textOf(question) !== "commit") return answer;
    return answer.then((result: pg.QueryResult) => {
      if (result.command !== "COMMIT") throw new Error("The transaction was undone: one of its statements had failed.");
      return result;
    });
  }
}

/** What a client is asked, in whichever way it is said. */
export function textOf([question]: readonly unknown[]): unknown {
  return typeof question === "object" && question !== null && "text" in question ? question.text : question;
}
