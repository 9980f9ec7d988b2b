// @vitest-environment happy-dom
import { act, type ReactNode, StrictMode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mount } from "../fixtures/mount.ts";
import { singlePlanDocument, subscriptionDocument } from "../fixtures/pricing-documents.ts";
import { PricingProvider, type PricingProviderProps } from "../provider/pricing-provider.tsx";
import { PricingTable } from "../table/pricing-table.tsx";
import { createTestClient } from "../testing/test-client.ts";
import { testQuote } from "../testing/test-quote.ts";
import { createTestScreen, type TestScreen } from "../testing/test-screen.ts";

let screen: TestScreen;
let visibility: "visible" | "hidden";
/** Exposures are remembered for the page, so each test has an experiment of its own. */
let experiment: string;
let tests = 0;

function page(props: Partial<PricingProviderProps>): ReactNode {
  return (
    <PricingProvider document={singlePlanDocument(experiment)} {...props}>
      <PricingTable />
    </PricingProvider>
  );
}

function setVisibility(state: typeof visibility): void {
  visibility = state;
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  vi.useFakeTimers();
  screen = createTestScreen();
  visibility = "visible";
  experiment = `experiment-${tests++}`;
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  screen.restore();
});

describe("useExposure", () => {
  it("reports the prices after half of them was on screen for a second", async () => {
    const onExposure = vi.fn();
    await mount(page({ onExposure }));
    screen.show(0.5);
    vi.advanceTimersByTime(999);
    expect(onExposure).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onExposure).toHaveBeenCalledExactlyOnceWith({
      id: null,
      quote: null,
      experiment,
      variant: "price-39",
      shown: [{ price: "license-39", amount: "39.00", currency: "USD" }],
    });
  });

  it("does not count less than half", async () => {
    const onExposure = vi.fn();
    await mount(page({ onExposure }));
    screen.show(0.49);
    vi.advanceTimersByTime(60_000);
    expect(onExposure).not.toHaveBeenCalled();
  });

  it("starts the second again when the price leaves the screen or the tab is hidden", async () => {
    const onExposure = vi.fn();
    await mount(page({ onExposure }));
    screen.show(1);
    vi.advanceTimersByTime(600);
    screen.show(0.1);
    screen.show(1);
    vi.advanceTimersByTime(600);
    setVisibility("hidden");
    vi.advanceTimersByTime(5000);
    setVisibility("visible");
    vi.advanceTimersByTime(999);
    expect(onExposure).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onExposure).toHaveBeenCalledOnce();
  });

  it("waits until a prerendered page is shown", async () => {
    const onExposure = vi.fn();
    Object.defineProperty(document, "prerendering", { value: true, configurable: true });
    await mount(page({ onExposure }));
    screen.show(1);
    vi.advanceTimersByTime(60_000);
    expect(onExposure).not.toHaveBeenCalled();
    Reflect.deleteProperty(document, "prerendering");
    document.dispatchEvent(new Event("prerenderingchange"));
    vi.advanceTimersByTime(999);
    expect(onExposure).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onExposure).toHaveBeenCalledOnce();
  });

  it("gives the client the quote, and nothing to one without", async () => {
    const client = createTestClient();
    const quote = testQuote({ experiments: [experiment] });
    await mount(page({ client }));
    await mount(page({ client, quote }));
    screen.show(1);
    vi.advanceTimersByTime(1000);
    const shown = [{ price: "license-39", amount: "39.00", currency: "USD" }];
    expect(client.exposures).toEqual([
      { id: expect.stringMatching(/^exposure_/), experiment, variant: "price-39", shown, quote },
    ]);
  });

  it("reports once a page, also in strict mode and after the table comes back", async () => {
    const onExposure = vi.fn();
    const first = await mount(<StrictMode>{page({ onExposure })}</StrictMode>);
    screen.show(1);
    vi.advanceTimersByTime(5000);
    await first.unmount();
    await mount(page({ onExposure }));
    screen.show(1);
    vi.advanceTimersByTime(5000);
    expect(onExposure).toHaveBeenCalledOnce();
  });

  it("reports again for another unit", async () => {
    const onExposure = vi.fn();
    const { rerender } = await mount(page({ onExposure, unit: { kind: "visitor", id: "a" } }));
    screen.show(1);
    vi.advanceTimersByTime(1000);
    await rerender(page({ onExposure, unit: { kind: "visitor", id: "b" } }));
    screen.show(1);
    vi.advanceTimersByTime(1000);
    expect(onExposure).toHaveBeenCalledTimes(2);
  });

  it("reports the prices of the interval on screen", async () => {
    const onExposure = vi.fn();
    const experiments = [{ key: experiment, variant: "a", counted: true, prices: ["team-month", "team-year"] }];
    const { container } = await mount(page({ onExposure, document: { ...subscriptionDocument(), experiments } }));
    screen.show(1);
    vi.advanceTimersByTime(900);
    await act(async () => container.querySelector<HTMLInputElement>("input[value=year]")?.click());
    screen.show(1);
    vi.advanceTimersByTime(900);
    expect(onExposure).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    const shown = onExposure.mock.calls[0]?.[0].shown;
    expect(shown.map(({ price }: { price: string }) => price)).toEqual(["starter-year", "team-year"]);
    expect(onExposure).toHaveBeenCalledOnce();
  });

  it("watches nothing when nothing counts or nobody listens", async () => {
    const uncounted = {
      ...singlePlanDocument(),
      experiments: [{ key: experiment, variant: "a", counted: false, prices: ["license-39"] }],
    };
    await mount(page({ onExposure: vi.fn(), document: uncounted }));
    await mount(page({}));
    expect(screen.watched()).toBe(0);
  });

  it("cleans up on unmount", async () => {
    const onExposure = vi.fn();
    const { unmount } = await mount(page({ onExposure }));
    screen.show(1);
    await unmount();
    expect(screen.watched()).toBe(0);
    vi.advanceTimersByTime(5000);
    expect(onExposure).not.toHaveBeenCalled();
  });
});
