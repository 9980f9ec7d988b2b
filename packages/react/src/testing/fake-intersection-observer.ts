import { vi } from "vitest";

/** Puts a stand-in for IntersectionObserver in place and returns what moves elements on and off the screen. */
export function fakeIntersectionObserver(): { show: (ratio: number) => void; observed: () => number } {
  const live = new Set<FakeIntersectionObserver>();
  class FakeIntersectionObserver {
    readonly #callback: IntersectionObserverCallback;

    constructor(callback: IntersectionObserverCallback) {
      this.#callback = callback;
    }

    observe(): void {
      live.add(this);
    }

    disconnect(): void {
      live.delete(this);
    }

    notify(intersectionRatio: number): void {
      const entry = { intersectionRatio } as IntersectionObserverEntry;
      this.#callback([entry], this as unknown as IntersectionObserver);
    }
  }
  vi.stubGlobal("IntersectionObserver", FakeIntersectionObserver);
  return {
    show: (ratio) => {
      for (const observer of [...live]) observer.notify(ratio);
    },
    observed: () => live.size,
  };
}
