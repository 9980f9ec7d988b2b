/** What is on the screen, in a test without one. */
export interface TestScreen {
  /** Brings a share of every watched element onto the screen, from 0 to 1. */
  readonly show: (share: number) => void;
  /** How many elements are watched. */
  readonly watched: () => number;
  /** Puts the browser's own observer back. */
  readonly restore: () => void;
}

/**
 * Takes the place of `IntersectionObserver`, so that a test says what is seen. Exposures then take a second, which fake timers
 * pass.
 *
 * @example
 * const screen = createTestScreen();
 * screen.show(1);
 * screen.watched(); // 0
 * screen.restore();
 */
export function createTestScreen(): TestScreen {
  const live = new Set<TestObserver>();
  class TestObserver {
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
  const own = globalThis.IntersectionObserver;
  globalThis.IntersectionObserver = TestObserver as unknown as typeof IntersectionObserver;
  return {
    show: (share) => {
      for (const observer of [...live]) observer.notify(share);
    },
    watched: () => live.size,
    restore: () => {
      globalThis.IntersectionObserver = own;
    },
  };
}
