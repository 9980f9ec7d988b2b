/**
 * Where `createLocal` keeps what it must remember: texts by collection and key. All rules are in core, so a store only
 * has to be exact: what a transaction writes lands all or not at all, and stays.
 */
export interface Store extends StoreReader {
  /**
   * Does work that nobody else does meanwhile who names one of the same locks, in whichever process. What it writes is
   * kept once the promise resolves; when the work throws, nothing is.
   */
  readonly transaction: <Result>(
    locks: readonly string[],
    work: (transaction: StoreTransaction) => Promise<Result>,
  ) => Promise<Result>;
  /** Lets go of files and connections. */
  readonly close: () => Promise<void>;
}

/** Reads a store. */
export interface StoreReader {
  /** Texts by key; a key without a text is left out. */
  readonly read: (collection: string, keys: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Every text whose key begins so, in the order of keys. */
  readonly list: (collection: string, prefix: string) => Promise<ReadonlyMap<string, string>>;
}

/** Reads a store as this transaction has changed it, and writes. */
export interface StoreTransaction extends StoreReader {
  /** Keeps a text in place of the one before; null removes it. */
  readonly write: (collection: string, key: string, text: string | null) => void;
}
