import type { AuditEntry } from "./write-audit.ts";

/** What people are called, by how the log names them. */
export type ActorNames = ReadonlyMap<string, string>;

/** What was done, by its code; what it was done to comes after. */
const DEEDS: Readonly<Record<string, string>> = {
  "account.move": "moved the account",
  "billing.change": "changed the billing of the tenant",
  "billing.checkout": "went to buy a plan for the tenant",
  "billing.trial-ended": "ended the trial of the tenant",
  "catalog.publish": "published the price list",
  "checkout.create": "opened the checkout",
  "connected-account.change": "changed the connected account",
  "connected-account.create": "connected the account",
  "connected-account.remove": "took back access to the connected account",
  "cost-table.publish": "published the cost table",
  "credits.expire": "ended credits of the account",
  "credits.grant": "gave credits to the account",
  "credits.refund": "gave back credits to the account",
  "credits.void": "took back credits of the account",
  "environment.empty": "emptied the environment",
  "environment.import": "imported into the environment",
  "experiment.archive": "archived the experiment",
  "experiment.clone": "cloned the experiment",
  "experiment.conclude": "concluded the experiment",
  "experiment.create": "created the experiment",
  "experiment.exclude": "left traffic out of the experiment",
  "experiment.pause": "paused the experiment",
  "experiment.reweight": "reweighted the experiment",
  "experiment.start": "started the experiment",
  "experiment.update": "changed the experiment",
  "key.create": "made the key",
  "key.revoke": "revoked the key",
  "key.rotate": "rotated the key",
  "member.change-role": "gave another role to the member",
  "member.invite": "sent the invitation",
  "member.join": "joined as",
  "member.remove": "removed the member",
  "member.revoke-sessions": "signed out everywhere the member",
  "member.withdraw-invitation": "withdrew the invitation",
  "price.withdraw": "withdrew the price",
  "provider.delete": "forgot the keys of the provider",
  "provider.rotate": "replaced a secret of the provider",
  "provider.set": "set a key of the provider",
  "tenant.ask-for-deletion": "asked to delete the tenant",
  "tenant.create": "signed up the tenant",
  "tenant.take-deletion-back": "took back the deletion of the tenant",
  "unit.erase": "erased a unit, which was one",
  "unit.leave-out": "left out of experiments the unit",
  "unit.take-in": "took into experiments again the unit",
  "webhook-endpoint.create": "added the webhook endpoint",
  "webhook-endpoint.delete": "removed the webhook endpoint",
  "webhook-endpoint.redeliver": "sent again a message to the webhook endpoint",
};

/** Who acts without being a person or a key. */
const OTHERS: Readonly<Record<string, string>> = {
  "command-line": "The command line",
  lemonsqueezy: "Lemon Squeezy",
  purchase: "A purchase",
  schedule: "The schedule",
  stripe: "Stripe",
};

/** Characters of a value that a sentence repeats. */
const LONGEST = 120;

/** An entry as a sentence: who did what to what, what it was before and after, and why. */
export function describeEntry({ actor, action, target, detail }: AuditEntry, names: ActorNames): string {
  const deed = DEEDS[action] ?? `did "${action}" to`;
  const { reason, ...values } = detail;
  const changes = describeValues(values);
  const why = typeof reason === "string" && reason !== "" ? ` Reason: ${shorten(reason)}.` : "";
  return `${describeActor(actor, names)} ${deed} ${describeTarget(target, names)}${changes && `: ${changes}`}.${why}`;
}

function describeActor(actor: string, names: ActorNames): string {
  const known = OTHERS[actor] ?? names.get(actor);
  if (known !== undefined) return `${known.charAt(0).toUpperCase()}${known.slice(1)}`;
  return actor.startsWith("person/") ? "Somebody who is no member any more" : `The caller ${actor}`;
}

function describeTarget(target: string, names: ActorNames): string {
  // The deed says already what kind of thing it is.
  return names.get(target)?.replace(/^the key /, "") ?? `"${target.slice(target.indexOf("/") + 1)}"`;
}

type Values = Readonly<Record<string, unknown>>;

/** What changed, where both are told; else what is told. */
function describeValues(values: Values): string {
  const { before, after, from, to, ...rest } = values;
  const changed = isObject(before) && isObject(after) ? changesBetween(before, after) : [];
  const moved = isObject(from) && isObject(to) ? changesBetween(from, to) : pairs({ from, to });
  const told = isObject(before) ? { ...rest, ...(isObject(after) ? {} : { before }) } : { ...rest, before, after };
  return [...changed, ...moved, ...pairs(told)].join("; ");
}

function changesBetween(before: Values, after: Values): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field) => {
    const [was, is] = [describeValue(before[field]), describeValue(after[field])];
    return was === is ? [] : [`${toWords(field)} from ${was} to ${is}`];
  });
}

function pairs(values: Values): readonly string[] {
  return Object.entries(values).flatMap(([field, value]) =>
    value === undefined || value === null ? [] : [`${toWords(field)} ${describeValue(value)}`],
  );
}

function describeValue(value: unknown): string {
  if (value === undefined || value === null) return "none";
  if (Array.isArray(value) && value.every((part) => typeof part === "string"))
    return shorten(value.join(", ") || "none");
  return shorten(typeof value === "string" ? value : JSON.stringify(value));
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function toWords(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
