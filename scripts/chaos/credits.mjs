import {
  addRecords,
  balanceAt,
  checkConservation,
  emptyCreditState,
  ledgerEntryFromJson,
  recordsFromJson,
  replayLedger,
} from "@pricewright/core/credits";

const ACCOUNTS = 5;
const COSTS = { id: "chaos", version: "1" };
/** What usage costs, for {@link useCredits}. */
export const COST_TABLE = {
  ...COSTS,
  currency: "USD",
  effectiveFrom: "2026-01-01",
  meters: [{ meter: "images", unitCost: "0.01" }],
};
let counter = 0;

/** Gives, holds, settles, charges and refunds credits of a few accounts; sends again what had no answer, or had one. */
export async function useCredits({ call, book, run, again = Math.random() < 0.4 }) {
  const known = again ? (book.openCommands.pop() ?? anyOf([...book.commands.values()])?.command) : undefined;
  const command = known ?? newCommand(book, run);
  book.openCommands.push(command);
  const { status, body } = await call(command.path, command.body);
  book.openCommands.splice(book.openCommands.indexOf(command), 1);
  const name = `${command.path} ${command.body.id ?? ""}`;
  // Not enough credits is no promise, and another answer may come later.
  if (status === 402 && !book.commands.has(name)) return;
  // Nothing is given or held that is over already.
  if (status === 400 && !book.commands.has(name) && Date.parse(command.body.expiresAt) < Date.now()) return;
  if (status !== 200) {
    // What a hold or charge that was denied would have led to.
    if (status !== 404 || book.holds.has(command.hold)) book.faults.push(`${name} answered ${status}: ${body.detail}`);
    return;
  }
  const answer = JSON.stringify(body);
  const before = book.commands.get(name);
  if (before && before.answer !== answer) book.faults.push(`${name} answered ${before.answer} and then ${answer}`);
  book.commands.set(name, { command, answer });
  if (body.type === "held") book.holds.add(body.hold);
}

function newCommand(book, run) {
  const account = `credits-${Math.floor(Math.random() * ACCOUNTS)}`;
  const path = (rest) => `/v1/accounts/${account}/credits/${rest}`;
  const id = `${run}-${counter++}-${Math.random().toString(36).slice(2)}`;
  const amount = String(1 + Math.floor(Math.random() * 40) / 4);
  const dice = Math.random();
  const held = anyOf([...book.holds]);
  const owner = held && [...book.commands.values()].find(({ command }) => command.body.id === held)?.command.account;
  if (dice < 0.2 || !owner) return { account, path: path("grants"), body: { id, amount: "25", ...lifeOf() } };
  if (dice < 0.45)
    return { account, path: path("holds"), body: { id, amount, onExpiry: "capture-estimate", ...lifeOf(true) } };
  if (dice < 0.6)
    return {
      account: owner,
      hold: held,
      path: `/v1/accounts/${owner}/credits/holds/${held}/settle`,
      body: { actual: amount },
    };
  if (dice < 0.65)
    return { account: owner, hold: held, path: `/v1/accounts/${owner}/credits/holds/${held}/release`, body: {} };
  if (dice < 0.8) return { account, path: path("charges"), body: { id, amount, overdraft: { limit: "50" } } };
  if (dice < 0.9) {
    const usage = { type: "quantity", meter: "images", quantity: amount };
    return { account, path: path("charges"), body: { id, usage, costTable: COSTS } };
  }
  const charges = [...book.commands.values()].filter(
    ({ command, answer }) => !command.refunded && /"charged"/.test(answer),
  );
  const charge = anyOf(charges);
  if (!charge || JSON.parse(charge.answer).type !== "charged")
    return { account, path: path("grants"), body: { id, amount: "25" } };
  charge.command.refunded = true;
  const { command } = charge;
  return {
    account: command.account,
    path: `/v1/accounts/${command.account}/credits/refunds`,
    body: { id, charge: command.body.id, amount: "0.25" },
  };
}

/** Some end soon, so that time does something too. */
function lifeOf(always = false) {
  const seconds = Math.random() < 0.5 ? 1 + Math.random() * 4 : 3600;
  if (!always && seconds === 3600) return {};
  return { expiresAt: new Date(Date.now() + seconds * 1000).toISOString() };
}

function anyOf(list) {
  return list[Math.floor(Math.random() * list.length)];
}

/** Compares the commands that were acknowledged with what is stored, and the ledger with the balances. */
export async function compareCredits({ read, book, expect }) {
  const instant = (column) => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const records = {};
  for (const kind of ["grants", "holds", "charges"])
    records[kind] = await read(`select account, id, record from credit_${kind}`);
  const entries =
    await read(`select account, sequence::int as sequence, transaction::int as transaction, grant_id as "grant",
      moved_from as "from", moved_to as "to", trim_scale(amount / 1000000)::text as amount, reason, reference,
      ${instant("effective_at")} as "effectiveAt", ${instant("recorded_at")} as "recordedAt"
    from ledger_entries order by account, ledger_entries.sequence`);
  for (const { id, time } of await read(`select id, ${instant('"time"')} as time from accounts`)) {
    const of = (rows) => rows.filter(({ account }) => account === id);
    const stored = (kind) => of(records[kind]).map(({ record }) => record);
    const parts = recordsFromJson({ grants: stored("grants"), holds: stored("holds"), charges: stored("charges") });
    const owing = parts.charges.filter(({ owed }) => owed > 0n).sort((a, b) => a.owedSince - b.owedSince);
    const state = addRecords({ ...emptyCreditState, time, owing: owing.map((charge) => charge.id) }, parts);
    const ledger = of(entries).map(({ account: _, ...entry }) => ledgerEntryFromJson(entry));
    expect(`credits of ${id} that are not conserved`, JSON.stringify(checkConservation(state)), "[]");
    expect(`entries of ${id} that are not conserved`, JSON.stringify(checkConservation(ledger)), "[]");
    if (time !== null)
      expect(`balances of ${id} by the ledger`, text(replayLedger(ledger).total), text(balanceAt(state, time)));
  }
  const known = new Set(Object.entries(records).flatMap(([kind, rows]) => rows.map((row) => name(kind, row))));
  const refunds = records.charges.flatMap(({ account, record }) =>
    record.refunds.map(({ refund: id }) => ({ account, id })),
  );
  for (const row of refunds) known.add(name("refunds", row));
  for (const row of records.holds) if (row.record.decision) known.add(name("ends", row));
  const promised = [...book.commands.values()].map(({ command: { account, path, hold, body } }) =>
    hold === undefined ? name(path.split("/").at(-1), { account, id: body.id }) : name("ends", { account, id: hold }),
  );
  expect("acknowledged commands to credits that are lost", promised.filter((one) => !known.has(one)).length, 0);
  expect("refunds that are there twice", refunds.length, new Set(refunds.map((row) => name("refunds", row))).size);
  const [costs] =
    await read(`select (select count(*) from charge_documents where document->>'cost' <> '0')::int as charged,
      (select count(*) from events where source = 'credits')::int as counted`);
  expect("charges whose cost is counted", costs.counted, costs.charged);
}

function name(kind, { account, id }) {
  return `${kind} ${account} ${id}`;
}

function text(balances) {
  return JSON.stringify(balances, (_, value) => (typeof value === "bigint" ? String(value) : value));
}
