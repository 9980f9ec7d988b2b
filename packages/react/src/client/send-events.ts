import type { QuotedExposureEvent } from "@pricewright/core";

/** Answers after which sending the same again is in vain. */
const REFUSED = [400, 413, 422];

/**
 * Posts events so that they arrive also when the page is left at once. Says whether they need not be sent again. Without
 * an answer a beacon is tried too; whether that arrives is not known, and events that come twice are counted once.
 */
export async function sendEvents(url: string, events: readonly QuotedExposureEvent[], key?: string): Promise<boolean> {
  const body = JSON.stringify({ ...(key && { key }), events, sentAt: new Date().toISOString() });
  // Another host takes plain text without being asked first, which a page that is closing has no time for.
  const type = key ? "text/plain" : "application/json";
  try {
    const { ok, status } = await fetch(url, {
      method: "POST",
      keepalive: true,
      headers: { "content-type": type },
      body,
    });
    return ok || REFUSED.includes(status);
  } catch {
    navigator.sendBeacon?.(url, new Blob([body], { type }));
    return false;
  }
}
