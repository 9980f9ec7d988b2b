// @vitest-environment happy-dom
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Dashboard } from "./dashboard.tsx";
import { publicTestResponse } from "./testing/results-response.ts";
import { type Answers, stubApi } from "./testing/stub-api.ts";

const response = publicTestResponse();
const results = "/v1/experiments/license-price/results";
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

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers();
  answers = { "/v1/experiments": { body: { experiments: [response.experiment] } }, [results]: { body: response } };
  stubApi(answers);
});

afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("Dashboard", () => {
  it("lists experiments and leads to their results without loading the page anew", async () => {
    await open("/");
    expect(document.title).toBe("Experiments · Pricewright");
    await act(async () => document.querySelector<HTMLAnchorElement>("main a")?.click());
    await settle(0);
    expect(location.pathname).toBe("/experiments/license-price");
    expect(text("h1")).toContain("License at $39 or $59");
    await act(async () => history.back());
    await act(async () => dispatchEvent(new PopStateEvent("popstate")));
  });

  it("shows the decision, the numbers and what they rest on", async () => {
    await open("/experiments/license-price");
    expect(document.title).toBe("License at $39 or $59 · Pricewright");
    expect(text("h2")).toBe("Fix the data first");
    expect(text(".facts")).toContain("Mar 1, 2015 to May 31, 2015, 91 days");
    expect(text(".facts")).toContain("316,800 arrived, 316,435 analysed");
    expect(text(".facts")).toContain("single-price: each arm has one price");
    expect(text(".checks li:nth-child(1)")).toContain("63.99 % / 36.01 % came, 66.67 % / 33.33 % was planned");
    expect(text(".checks li:nth-child(2)")).toContain("365 of 316,800 visitors, 0.12 %");
    expect(document.querySelectorAll("svg[role=img]")).toHaveLength(2);
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
    await open("/");
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    answers["/v1/experiments"] = { body: { experiments: [] } };
    await settle(60_000);
    expect(text()).toContain("License at $39 or $59");
    visibility.mockReturnValue("visible");
    await act(async () => document.dispatchEvent(new Event("visibilitychange")));
    await settle(0);
    expect(text()).toContain("No experiment yet");
  });

  it("says in the server's words why it shows nothing", async () => {
    const detail = "This page is for people who are logged in. Open the address that the server printed.";
    answers["/v1/experiments"] = { status: 401, body: { detail } };
    await open("/");
    expect(text(".failure")).toContain(detail);
  });

  it("says what to do before the first experiment and the first visitor", async () => {
    answers["/v1/experiments"] = { body: { experiments: [] } };
    await open("/");
    expect(text()).toContain("POST /v1/catalog");
  });

  it("knows when an address names no page", async () => {
    await open("/elsewhere");
    expect(text("h1")).toContain("Page not found");
  });
});
