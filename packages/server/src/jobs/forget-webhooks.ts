import { sql } from "drizzle-orm";
import type { Queries } from "../database/database.ts";

const DAY = 86_400_000;
/** Days for which the body of a processed webhook is kept: it holds what buyers typed. */
const BODIES_KEPT_DAYS = 30;
/** Days for which webhooks are known by their ids; their payments are known for ever. */
const KEPT_DAYS = 400;
/** Days for which messages to endpoints are kept. */
const MESSAGES_KEPT_DAYS = 90;
const AT_ONCE = 10_000;

/** Forgets what is not needed of webhooks any more, in the transaction's scope. */
export async function forgetWebhooks(queries: Queries, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY).toISOString();
  await queries.execute(sql`update received_webhooks set sealed = '' where ctid = any(array(select ctid from received_webhooks
    where due_at is null and sealed <> '' and received_at < ${before(BODIES_KEPT_DAYS)} limit ${AT_ONCE}))`);
  await queries.execute(sql`delete from received_webhooks where ctid = any(array(select ctid from received_webhooks
    where due_at is null and received_at < ${before(KEPT_DAYS)} limit ${AT_ONCE}))`);
  await queries.execute(sql`delete from webhook_deliveries where ctid = any(array(select ctid from webhook_deliveries
    where due_at is null and created_at < ${before(MESSAGES_KEPT_DAYS)} limit ${AT_ONCE}))`);
}
