import type { CreateCheckoutRequest } from "@pricewright/core/api";
import { findProductPrice, type Price } from "@pricewright/core/catalog";
import { chargesOf, isMintedVisitorId } from "@pricewright/core/evaluation";
import type { ChargeablePrice, Quote } from "@pricewright/core/quotes";
import { armsOf } from "@pricewright/core/recording";
import { writeAudit } from "../audit/write-audit.ts";
import type { Queries, Scope } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import { checkouts } from "../database/schema/index.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";
import { checkQuote, PRICE_WITHDRAWN } from "../quotes/check-quote.ts";
import { unknownPlan } from "../quotes/routes.ts";
import type { Services } from "../services.ts";
import { newCheckoutId } from "./checkout-id.ts";
import { createProviderSession, findSellers, isSessionExpired, type Seller, sellerOf } from "./provider-session.ts";
import { beginAttempt, type CheckoutRow, findCheckout, setCheckoutPage, setCheckoutStatus } from "./queries.ts";

/** Before any quote expires: asks whether a quote is genuine, whenever that is. */
const WHENEVER = new Date(0);

/** A session, and whether this request made it. */
export interface CheckoutResult {
  readonly row: CheckoutRow;
  readonly isNew: boolean;
}

/**
 * Makes the session of a quote for one plan, or answers with the one that there is. Expiry and withdrawal are judged when
 * it is made: who came in time pays what was quoted.
 *
 * @throws RequestProblem with the quote's code, `wrong-origin`, `no-payment-provider`, or what is wrong with the fields.
 */
export async function createCheckout(
  services: Services,
  caller: Principal,
  request: CreateCheckoutRequest,
  baseUrl: string,
): Promise<CheckoutResult> {
  const { scope } = caller;
  const sellers = await findSellers(services, scope);
  if (sellers.length === 0 && scope.environment === "live") throw noProvider();
  await refuseOtherSites(services, caller, [request.successUrl, request.cancelUrl]);
  const unit = await buyerOf(services, caller, request);
  const input = { scope, token: request.quote, ...unit };
  const genuine = accepted(await checkQuote(services, { ...input, at: WHENEVER }));
  const now = services.clock();
  const [pricing, secrets] = await Promise.all([services.pricing.get(scope), services.secretsOf(scope.tenantId)]);
  const result = await services.database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const known = await findCheckout(queries, scope, { quoteId: genuine.id, plan: request.plan });
    if (known) {
      const place = { scope, quote: genuine, pricing, interval: request.interval };
      return { row: await comeAgain(queries, known, place), isNew: false };
    }
    refuseExpired(genuine, now);
    const price = choosePrice(chargesOf(genuine, pricing, request.plan), request);
    const id = newCheckoutId(scope);
    const seller = sellerOf(sellers, catalogPriceOf(pricing, price.price));
    if (!seller && scope.environment === "live") throw noProvider();
    const { kind: unitKind, id: unitId } = genuine.unit;
    const [row] = await queries
      .insert(checkouts)
      .values({
        ...scope,
        id,
        quoteId: genuine.id,
        plan: price.plan,
        provider: seller?.provider ?? "sandbox",
        unitKind,
        unitId,
        price: price.price,
        amount: price.amount,
        currency: price.currency,
        // A provider is asked outside of the transaction.
        url: seller ? "" : `${baseUrl}/sandbox/checkouts/${id}`,
        successUrl: request.successUrl,
        cancelUrl: request.cancelUrl,
        quoted: armsOf(genuine, pricing, secrets.derive("variants")),
        status: "open",
        createdAt: now.toISOString(),
      })
      .returning();
    const detail = { quote: genuine.id, price: price.price, amount: price.amount, currency: price.currency };
    const entry = { actor: caller.id, action: "checkout.create", target: `checkout/${id}`, detail };
    await writeAudit(queries, scope, entry, now);
    return { row: row as CheckoutRow, isNew: true };
  });
  const row = result.isNew
    ? result.row
    : await renewExpired(services, scope, result.row, { sellers, pricing, quote: genuine });
  if (row.url !== "") return { ...result, row };
  return { ...result, row: await openPage(services, scope, row, { sellers, pricing }) };
}

interface RenewInput {
  readonly sellers: readonly Seller[];
  readonly pricing: Pricing;
  readonly quote: Quote;
}

/**
 * The checkout with another attempt, where the provider's session expired unpaid and the quote still holds.
 *
 * @throws RequestProblem `quote-expired` or `price-withdrawn`.
 */
async function renewExpired(
  { database, clock }: Services,
  scope: Scope,
  row: CheckoutRow,
  { sellers, pricing, quote }: RenewInput,
): Promise<CheckoutRow> {
  const seller = sellers.find(({ provider }) => provider === row.provider);
  if (!seller || row.status !== "open" || !(await isSessionExpired(seller, row))) return row;
  refuseExpired(quote, clock());
  const { withdrawn } = chargesOf(quote, pricing, row.plan);
  if (withdrawn.some(({ price }) => price === row.price)) throw new RequestProblem("price-withdrawn", PRICE_WITHDRAWN);
  return database.inScope(scope, (queries) => beginAttempt(queries, scope, row));
}

/** Has the provider make the payment page of a session that has none yet. */
async function openPage(
  { database }: Services,
  scope: Scope,
  row: CheckoutRow,
  { sellers, pricing }: { readonly sellers: readonly Seller[]; readonly pricing: Pricing },
): Promise<CheckoutRow> {
  const seller = sellers.find(({ provider }) => provider === row.provider);
  if (!seller) throw noProvider();
  const price = catalogPriceOf(pricing, row.price);
  const page = await createProviderSession({
    row,
    seller,
    interval: price?.interval ?? "once",
    providerPrice: price?.providers?.[seller.provider] ?? null,
  });
  return database.inScope(scope, (queries) => setCheckoutPage(queries, scope, row.id, page));
}

function catalogPriceOf({ catalogs }: Pricing, id: string): Price | undefined {
  return catalogs.flatMap(({ document }) => findProductPrice(document, id) ?? []).at(-1)?.price;
}

function noProvider(): RequestProblem {
  return new RequestProblem(
    "no-payment-provider",
    "No payment provider that sells this is set up here: set your own key with PUT /v1/providers/stripe. The sandbox takes test quotes only.",
  );
}

interface ComeAgainInput {
  readonly scope: Scope;
  readonly quote: Quote;
  readonly pricing: Pricing;
  readonly interval: CreateCheckoutRequest["interval"];
}

/** Who turned back may come again; another price of the plan takes another quote. */
async function comeAgain(queries: Queries, row: CheckoutRow, input: ComeAgainInput): Promise<CheckoutRow> {
  const { scope, quote, pricing, interval } = input;
  const { prices } = chargesOf(quote, { ...pricing, withdrawn: new Map() }, row.plan);
  const own = prices.find(({ price }) => price === row.price)?.interval;
  if (interval !== undefined && interval !== own)
    throw new RequestProblem(
      "already-exists",
      `This quote has a checkout of "${row.plan}" at the price "${row.price}". Evaluate again for another quote.`,
    );
  return row.status === "canceled" ? setCheckoutStatus(queries, scope, row.id, "open") : row;
}

function accepted(result: Awaited<ReturnType<typeof checkQuote>>): Quote {
  if (result.ok) return result.quote;
  throw new RequestProblem(result.code, result.message);
}

function refuseExpired({ expiresAt }: Quote, now: Date): void {
  if (now.getTime() < expiresAt * 1000) return;
  const time = new Date(expiresAt * 1000).toISOString();
  throw new RequestProblem("quote-expired", `The quote expired at ${time}. Evaluate again; the price stays.`);
}

function choosePrice(
  { prices, withdrawn }: ReturnType<typeof chargesOf>,
  { plan, interval }: CreateCheckoutRequest,
): ChargeablePrice {
  const fits = (price: ChargeablePrice) => interval === undefined || price.interval === interval;
  const found = prices.filter(fits);
  const [only] = found;
  if (!only) {
    if (withdrawn.some(fits)) throw new RequestProblem("price-withdrawn", PRICE_WITHDRAWN);
    throw unknownPlan(plan);
  }
  if (found.length === 1) return only;
  const message = `"${plan}" is sold by ${found.map((price) => price.interval).join(" and ")}; say which`;
  throw new RequestProblem("invalid-request", `${message}.`, {
    problems: [{ field: "interval", code: "several-intervals", message }],
  });
}

/** Who buys, by the word of the one who may say so: a browser speaks for its own visitor only. */
async function buyerOf(
  { secretsOf }: Services,
  { kind, scope, account }: Principal,
  request: CreateCheckoutRequest,
): Promise<{ readonly visitor?: string | undefined; readonly account?: string | undefined }> {
  if (kind === "secret") return { visitor: request.visitor, account: request.account };
  if (request.account !== undefined)
    throw new RequestProblem("forbidden", "A browser does not say which account it is. Use an account token.");
  if (account) {
    if (request.visitor !== undefined)
      throw new RequestProblem("forbidden", "An account token buys for its own account only. Leave `visitor` out.");
    return { account: account.id };
  }
  const { visitor } = request;
  if (
    visitor === undefined ||
    !isMintedVisitorId(visitor, (await secretsOf(scope.tenantId)).derive(`visitors/${scope.environment}`))
  )
    throw new RequestProblem(
      "unknown-visitor",
      "Send as `visitor` the id that evaluate gave this browser, from the cookie that keeps it.",
    );
  return { visitor };
}

/** Buyers are sent back to sites of the tenant's only. */
async function refuseOtherSites(
  { pricing }: Services,
  { kind, scope, origins }: Principal,
  addresses: readonly string[],
): Promise<void> {
  const allowed = kind === "account" ? [...(await pricing.get(scope)).origins] : origins;
  // A key without sites is for any site, and a server knows where it sends its own buyers.
  if (allowed.length === 0) return;
  const foreign = addresses.find((address) => !allowed.includes(new URL(address).origin));
  if (foreign !== undefined)
    throw new RequestProblem(
      "wrong-origin",
      `The key's sites are ${allowed.join(", ")}, and ${new URL(foreign).origin} is none of them. Add it to the key.`,
    );
}
