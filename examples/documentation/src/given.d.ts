// What examples in comments take for granted.
import type { Assigner, Experiment, FrozenRecord, Unit } from "@pricewright/core";
import type { ResultsResponse } from "@pricewright/core/api";
import type { Catalog, Plan, PlanInput, PricingDocument } from "@pricewright/core/catalog";
import type { CostTable, CreditState, Grant, MarkupRule } from "@pricewright/core/credits";
import type { Quote, QuoteKey } from "@pricewright/core/quotes";
import type { VariantReport } from "@pricewright/core/statistics";
import type {
  LocalExperiment,
  PaymentStore,
  Pricing,
  Provider,
  ProviderCheckout,
  WebhookHeaders,
} from "@pricewright/node";
import type { wrapLanguageModel } from "ai";

type LanguageModelV4 = Parameters<typeof wrapLanguageModel>[0]["model"];

declare global {
  const experiment: Experiment;
  const draft: Experiment;
  const experiments: readonly Experiment[];
  const unit: Unit;
  const assigner: Assigner;
  const record: FrozenRecord;
  const recordsOfVisitor: readonly FrozenRecord[];
  const recordsOfAccount: readonly FrozenRecord[];
  const concludedAt: Date;
  const cookie: string;
  const catalog: Catalog;
  const plan: Plan;
  const plans: readonly PlanInput[];
  const another: PlanInput;
  const costTable: CostTable;
  const grants: readonly Grant[];
  const state: CreditState;
  const before: CreditState;
  const account: string;
  const cache: Map<string, CreditState>;
  const payload: unknown;
  const datafile: unknown;
  const features: unknown;
  const quote: Quote;
  const key: QuoteKey;
  const variants: readonly VariantReport[];
  const results: ResultsResponse;
  const stream: AsyncIterable<unknown>;
  const send: (chunk: unknown) => void;
  const messages: readonly unknown[];
  const anthropic: { readonly messages: { readonly create: (request: object, options?: object) => Promise<unknown> } };
  const languageModel: LanguageModelV4;
  const pricing: Pricing;
  const proPrice: LocalExperiment;
  const signingKey: string;
  const payments: PaymentStore;
  const markup: readonly MarkupRule[];
  const model: string;
  const checkout: ProviderCheckout;
  const receive: (body: string, headers: WebhookHeaders) => Promise<void>;
  const rawBody: string;
  const request: Request;
  const provider: Provider;
  const apiKey: string;
  const webhookSecret: string;
  const cookieSecret: string;
  const visitor: string;
  const sessionOf: (request: unknown) => { readonly account: string } | null;
  const page: (document: PricingDocument) => string;
}
