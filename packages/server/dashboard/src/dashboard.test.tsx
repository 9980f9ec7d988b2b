// @vitest-environment happy-dom
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Dashboard } from "./dashboard.tsx";
import { publicTestResponse } from "./testing/results-response.ts";
import { type Answers, stubApi } from "./testing/stub-api.ts";

const response = publicTestResponse();
const results = "/v1/experiments/license-price/results";
const session = { person: null, role: "viewer", tenant: "first", environment: "test", tenants: [] };
let answers: Answers;
let root: Root;

async function open(path: string): Promise<void> {
  history.replaceState(null, "", path);
  root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () => root.render(<Dashboard />));
  await settle(0);
}

async function settle(milliseconds: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(milliseconds);
  });
}

function text(selector = "main"): string {
  return document.querySelector(selector)?.textContent ?? "";
}

beforeAll(async () => {
  // It comes by itself when it is needed; here it shall be there at once.
  await import("./results/results-page.tsx");
});

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers();
  answers = {
    "/v1/session": { body: session },
    "/v1/experiments": { body: { experiments: [response.experiment], nextCursor: null } },
    [results]: { body: response },
  };
  stubApi(answers);
});

afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const providerCalls = { stripe: 0, lemonsqueezy: 0, paid: 0 };

describe("Dashboard", () => {
  it("lists experiments and leads to their results without loading the page anew", async () => {
    await open("/experiments");
    expect(document.title).toBe("Experiments · Pricewright");
    await act(async () => document.querySelector<HTMLAnchorElement>(".experiments a")?.click());
    await settle(0);
    expect(location.pathname).toBe("/experiments/license-price");
    expect(text("h1")).toContain("License at $39 or $59");
    await act(async () => history.back());
    await act(async () => dispatchEvent(new PopStateEvent("popstate")));
  });

  it("shows the decision, the numbers and what they rest on", async () => {
    await open("/experiments/license-price");
    expect(document.title).toBe("License at $39 or $59 · Pricewright");
    expect(text("main h2")).toBe("Fix the data first");
    expect(text(".facts")).toContain("Mar 1, 2015 to May 31, 2015, 91 days");
    expect(text(".facts")).toContain("316,800 arrived, 316,435 analysed");
    expect(text(".facts")).toContain("single-price: each arm has one price");
    expect(text(".checks li:nth-child(1)")).toContain("63.99 % / 36.01 % came, 66.67 % / 33.33 % was planned");
    expect(text(".checks li:nth-child(2)")).toContain("365 of 316,800 visitors, 0.12 %");
    expect(document.querySelectorAll("svg[role=img]")).toHaveLength(2);
    expect(text("main")).toContain("A curve needs buyers at two prices");
  });

  it("shows what was known when the winner was named, and what has changed since", async () => {
    const { report, sentences } = response;
    const adjustment = { key: "price-59", arrivals: 0, visitors: 1, immature: 0, conversions: -2 };
    const adjustments = [{ ...adjustment, revenuePerVisitor: -0.0104 }];
    const experiment = { ...response.experiment, winner: "price-59" };
    answers[results] = { body: { ...response, experiment, conclusion: { report, sentences, adjustments } } };
    await open("/experiments/license-price");
    const section = "section[aria-labelledby=conclusion]";
    expect(text(section)).toContain("price-59 was named the winner. The report said: Fix the data first");
    expect(text(`${section} tbody`)).toBe("price-590+1-2-$0.0104");
    answers[results] = { body: { ...response, experiment, conclusion: { report, sentences, adjustments: [] } } };
    await settle(5000);
    expect(text(section)).toContain("No number has changed since.");
  });

  it("refreshes every five seconds, and keeps the last good numbers on failure", async () => {
    await open("/experiments/license-price");
    answers[results] = { status: 503, body: { detail: "The database is starting." } };
    await settle(5000);
    expect(text(".failure")).toMatch(/^Could not refresh. The database is starting. You see the state of \d\d:/);
    expect(text(".facts")).toContain("316,800 arrived");
    answers[results] = { body: { ...response, experiment: { ...response.experiment, name: "Renamed" } } };
    await settle(5000);
    expect(text("h1")).toContain("Renamed");
    expect(document.querySelector(".failure")).toBeNull();
  });

  it("does not read while nobody looks", async () => {
    await open("/experiments");
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    answers["/v1/experiments"] = { body: { experiments: [], nextCursor: null } };
    await settle(60_000);
    expect(text()).toContain("License at $39 or $59");
    visibility.mockReturnValue("visible");
    await act(async () => document.dispatchEvent(new Event("visibilitychange")));
    await settle(0);
    expect(text()).toContain("No experiment yet");
  });

  it("lets people sign in where nobody is, at the address that they came for", async () => {
    answers["/v1/session"] = { status: 401, body: { code: "unauthenticated", detail: "Nobody is signed in." } };
    await open("/experiments/license-price");
    expect(text("h1")).toContain("Sign in");
    expect(location.pathname).toBe("/experiments/license-price");
    answers["/v1/session"] = { body: session };
    answers["/auth/sign-in/email"] = { body: {} };
    const send = new Event("submit", { bubbles: true, cancelable: true });
    await act(async () => document.querySelector("form")?.dispatchEvent(send));
    await settle(0);
    expect(text("h1")).toContain("License at $39 or $59");
  });

  it("says in the server's words why it shows nothing", async () => {
    answers["/v1/experiments"] = { status: 503, body: { detail: "The database is starting." } };
    await open("/experiments");
    expect(text(".failure")).toContain("The database is starting.");
  });

  it("only reads for who did not sign in, and says so", async () => {
    await open("/experiments/license-price");
    expect(text(".note")).toContain("Without signing in this dashboard only reads.");
    const clone = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Clone");
    expect(clone?.getAttribute("aria-disabled")).toBe("true");
    await act(async () => clone?.click());
    expect(document.querySelector("dialog")).toBeNull();
  });

  it("says what to do before the first experiment", async () => {
    answers["/v1/experiments"] = { body: { experiments: [], nextCursor: null } };
    await open("/experiments");
    expect(text()).toContain("Test a price");
  });

  it("finds experiments by the words and the state of the address", async () => {
    const draft = { ...response.experiment, key: "seats", name: "Price of seats", status: "draft" };
    answers["/v1/experiments"] = { body: { experiments: [response.experiment, draft], nextCursor: null } };
    await open("/experiments?search=price+seats");
    expect([...document.querySelectorAll(".experiments h2")].map((title) => title.textContent)).toEqual([
      "Price of seats",
    ]);
    await act(async () => root.unmount());
    await open("/experiments?status=completed");
    expect(text(".experiments")).toContain("License at $39 or $59");
    expect(text(".experiments")).not.toContain("seats");
  });

  it("counts a trial down and offers plans, also once it is over", async () => {
    const usage = { used: 800, limit: 1000, resetsAt: "2030-01-01T00:00:00.000Z" };
    const trialEndsAt = new Date(Date.now() + 13 * 86_400_000).toISOString();
    const status = { plan: "pro", status: "trialing", trialEndsAt, paidUntil: null, usage };
    answers["/v1/usage"] = { body: { ...usage, left: 200, providerCalls: { ...providerCalls, stripe: 1200 } } };
    answers["/v1/billing/status"] = { body: status };
    await open("/billing");
    expect(text()).toContain("The trial ends in 13 days");
    expect(text()).toContain("800 of 1,000 used, 200 left.");
    expect(text()).toContain("Stripe 1,200. They do not count as uses.");
    answers["/v1/billing/status"] = { body: { ...status, plan: "free", status: "none", trialEndsAt: null } };
    await settle(5000);
    expect(text()).toContain("The free plan goes on.");
    expect(text()).toContain("Take Pro");
  });

  it("speaks of no plan where the server bills nobody", async () => {
    answers["/v1/usage"] = {
      body: { used: 3, limit: null, left: null, resetsAt: "2030-01-01T00:00:00.000Z", providerCalls },
    };
    answers["/v1/billing/status"] = { status: 404, body: { code: "billing-off", detail: "Nobody is billed." } };
    await open("/billing");
    expect(text()).toContain("There is no limit here.");
    expect(text()).not.toMatch(/Take|billed/);
  });

  it("knows when an address names no page", async () => {
    await open("/elsewhere");
    expect(text("h1")).toContain("Page not found");
  });
});
