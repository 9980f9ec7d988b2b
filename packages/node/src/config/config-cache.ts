/** Keeps a copy of the configuration outside of the process, so that a start does not depend on the server. */
export interface ConfigCache {
  /** The copy, or null where there is none. */
  readonly read: () => Promise<string | null>;
  readonly write: (text: string) => Promise<void>;
}
