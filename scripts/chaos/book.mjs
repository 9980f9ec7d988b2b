/** What a server was asked, and what it promised. */
export function newBook() {
  return {
    /** Batches of events that no answer came to; they are sent again. */
    open: [],
    /** Requests for a checkout that no answer came to; they are sent again. */
    openCheckouts: [],
    /** Commands to credits that no answer came to; they are sent again. */
    openCommands: [],
    /** Commands to credits that were acknowledged, and their answers, which must stay. */
    commands: new Map(),
    /** Ids of holds that were acknowledged. */
    holds: new Set(),
    /** Ids of events that were acknowledged. */
    events: new Set(),
    /** The variant that a unit saw, by kind and id. */
    seen: new Map(),
    /** Those of them that are kept: they came with a signed record. */
    shown: new Map(),
    /** The account that a visitor was acknowledged to be. */
    identified: new Map(),
    /** Accounts that several visitors turned out to be: they may have seen two arms. */
    shared: new Set(),
    /** Idempotency keys whose experiment was promised. */
    created: new Set(),
    /** Ids of checkouts, by id of the quote. */
    checkouts: new Map(),
    faults: [],
    /** Requests that had no answer. */
    refused: 0,
    unavailable: 0,
    /** Evaluations among them: there must be none. */
    evaluateRefused: 0,
    retryAfter: 0,
    requests: 0,
    /** Strangers who were shown the control while the database was away. */
    fromMemory: 0,
    /** New units that were given the control because of the quota. */
    overQuota: 0,
  };
}

/** In a few words. */
export function describeBook(book) {
  const { events, shown, identified, created, checkouts, commands, requests, unavailable } = book;
  return `${requests} requests, ${events.size} events, ${shown.size} prices, ${identified.size} identifications, ${created.size} idempotent writes, ${checkouts.size} checkouts and ${commands.size} commands to credits acknowledged, ${unavailable} answered 503`;
}

/** What was never acknowledged once, so that nothing is known of it. */
export function findUntried(book) {
  return ["events", "shown", "identified", "created", "checkouts", "commands"]
    .filter((name) => book[name].size === 0)
    .map((name) => `nothing was acknowledged of: ${name}`);
}
