/** Runs work alone among all work that names one of its locks, in the order in which it was given. */
export type TakeTurns = <Result>(locks: readonly string[], work: () => Promise<Result>) => Promise<Result>;

/** Makes it, for this process. */
export function takeTurns(): TakeTurns {
  const last = new Map<string, Promise<unknown>>();
  return (locks, work) => {
    // Queued for all locks at once, so nobody waits in a circle.
    const mine = Promise.all(locks.map((lock) => last.get(lock))).then(work);
    const over = mine.then(
      () => {},
      () => {},
    );
    for (const lock of locks) last.set(lock, over);
    void over.then(() => {
      for (const lock of locks) if (last.get(lock) === over) last.delete(lock);
    });
    return mine;
  };
}
