/** Notes a mistake: where, a stable code, and what to do. */
export type ReportIssue = (path: readonly (string | number)[], code: string, message: string) => void;

/** The part of zod's context that checks need. */
export interface IssueContext {
  addIssue(issue: {
    readonly code: "custom";
    readonly path: (string | number)[];
    readonly message: string;
    readonly params: { readonly code: string };
  }): void;
}

/** The stable code of an issue: that of our own checks, else zod's. */
export function issueCode(issue: {
  readonly code: string;
  readonly params?: { readonly code?: unknown } | undefined;
}): string {
  const own = issue.params?.code;
  return typeof own === "string" ? own : issue.code;
}
