/** Who makes a request, by what the app itself knows. */
export interface Visit {
  /** From the signed cookie; null where there is none. */
  readonly visitor: string | null;
  /** From the app's session; null where nobody is signed in. */
  readonly account: string | null;
}
