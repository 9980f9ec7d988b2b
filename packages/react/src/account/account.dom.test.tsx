// @vitest-environment happy-dom
import { act, type ReactElement } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mount } from "../fixtures/mount.ts";
import { CreditBalance } from "./credit-balance.tsx";
import { creditDocument } from "./credit-document.ts";
import { TrialCountdown } from "./trial-countdown.tsx";
import { trialDocument } from "./trial-document.ts";
import { usageDocument } from "./usage-document.ts";
import { UsageMeter } from "./usage-meter.tsx";
import { useCredits } from "./use-credits.ts";

const HOUR = 3_600_000;
const trial = trialDocument({ endsAt: "2026-04-01T12:00:00Z", now: new Date("2026-03-30T00:00:00Z") });
const few = creditDocument({ balance: { available: "5" } });
const many = creditDocument({ balance: { available: "500" } });

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("TrialCountdown", () => {
  it("counts the days down while the page stays open", async () => {
    const { container, unmount } = await mount(<TrialCountdown trial={trial} />);
    const said = () => container.querySelector("[role=status]")?.textContent;
    expect(said()).toBe("3 days left");
    await act(() => vi.advanceTimersByTimeAsync(12 * HOUR));
    expect(said()).toBe("2 days left");
    await act(() => vi.advanceTimersByTimeAsync(24 * HOUR));
    expect(said()).toBe("1 day left");
    await act(() => vi.advanceTimersByTimeAsync(24 * HOUR));
    expect(said()).toBe("Your trial has ended");
    await unmount();
    expect(vi.getTimerCount()).toBe(0);
  });
});

function Balance({ load }: { readonly load: () => Promise<typeof few> }): ReactElement {
  const { credits, refresh, refreshing } = useCredits({ initial: few, load });
  return (
    <>
      <CreditBalance credits={credits} />
      <button type="button" disabled={refreshing} onClick={() => void refresh().catch(() => {})}>
        Again
      </button>
    </>
  );
}

describe("useCredits", () => {
  it("shows what was loaded, and keeps it where loading fails", async () => {
    const load = vi.fn(async () => many);
    const { container } = await mount(<Balance load={load} />);
    const amount = () => container.querySelector("bdi")?.textContent;
    const again = () => act(async () => container.querySelector("button")?.click());
    expect(amount()).toBe("5");
    await again();
    expect(amount()).toBe("500");
    load.mockRejectedValueOnce(new Error("away"));
    await again();
    expect(amount()).toBe("500");
    expect(container.querySelector("button")?.disabled).toBe(false);
  });
});

describe("what an account sees", () => {
  it("is the same on the server and in the browser, formatted once", async () => {
    const usage = usageDocument({ name: "Seats", used: 3, limit: 5 });
    const page = (
      <>
        <CreditBalance credits={few} />
        <UsageMeter usage={usage} />
        <TrialCountdown trial={trial} />
      </>
    );
    const container = document.body.appendChild(document.createElement("div"));
    container.innerHTML = renderToString(page);
    const onRecoverableError = vi.fn();
    const format = vi.spyOn(Intl, "NumberFormat");
    await act(async () => void hydrateRoot(container, page, { onRecoverableError }));
    expect(onRecoverableError).not.toHaveBeenCalled();
    expect(format).not.toHaveBeenCalled();
    format.mockRestore();
  });
});
