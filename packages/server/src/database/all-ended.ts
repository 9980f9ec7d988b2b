/**
 * Waits for all parts of a transaction's work. `Promise.all` would let the transaction be undone while some of them still ask
 * something of its connection, which may be another transaction's by then. Of several that fail it throws what the earliest
 * in the list does: once one statement has failed, all that follow do.
 */
export async function allEnded<const Parts extends readonly Promise<unknown>[]>(
  parts: Parts,
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  const ended = await Promise.allSettled(parts);
  return ended.map((part) => {
    if (part.status === "rejected") throw part.reason;
    return part.value;
  }) as { -readonly [Index in keyof Parts]: Awaited<Parts[Index]> };
}
