// A second, naive account for tests: every micro-credit is a coin that lies somewhere, and time goes hour by hour.

/** A grant with whole hours for times. */
export interface ModelGrant {
  readonly id: string;
  readonly amount: number;
  readonly kind: "paid" | "promotional";
  readonly priority: number;
  readonly effectiveAt: number;
  readonly expiresAt: number | null;
  readonly meters: readonly string[] | null;
  readonly rollover: { readonly minimum: number; readonly maximum: number; readonly ends: readonly number[] } | null;
}

/** A command with whole hours for times. */
export type ModelCommand =
  | { readonly type: "grant"; readonly grant: ModelGrant }
  | {
      readonly type: "hold";
      readonly id: string;
      readonly amount: number;
      readonly meter: string | undefined;
      readonly expiresAt: number;
      readonly onExpiry: "release" | "capture-estimate";
      readonly limit: number;
    }
  | { readonly type: "settle"; readonly hold: string; readonly actual: number }
  | { readonly type: "release"; readonly hold: string }
  | {
      readonly type: "charge";
      readonly id: string;
      readonly amount: number;
      readonly meter: string | undefined;
      readonly limit: number;
    }
  | { readonly type: "refund"; readonly id: string; readonly charge: string; readonly amount: number }
  | { readonly type: "void" | "expire"; readonly grant: string };

type Place = "scheduled" | "available" | "held" | "consumed" | "expired" | "voided";
type Coin = { readonly grant: string; place: Place };
type Given = ModelGrant & { readonly createdAt: number; over: "expired" | "voided" | null };
type Held = Extract<ModelCommand, { type: "hold" }> & {
  coins: Coin[];
  uncovered: number;
  status: string;
  /** Coins that had moved before it. */
  after: number;
};
type Charged = {
  meter: string | undefined;
  coins: Coin[];
  owed: number;
  refunds: Map<string, number>;
  direct: number | null;
};

/** An account that counts coins. */
export class CoinAccount {
  hour = 0;
  grants: Map<string, Given> = new Map();
  coins: Coin[] = [];
  holds: Map<string, Held> = new Map();
  charges: Map<string, Charged> = new Map();
  debtors: string[] = [];
  /** How often a coin came, or went from one place to another. */
  moves = 0;

  /** Lets hours go by, one at a time. */
  wait(until: number): void {
    while (this.hour < until) {
      this.hour++;
      this.tick();
    }
  }

  /** What becomes of a command: `done`, `denied` or `error`. */
  run(command: ModelCommand): "done" | "denied" | "error" {
    switch (command.type) {
      case "grant":
        return this.give(command.grant);
      case "hold":
        return this.hold(command);
      case "settle":
        return this.decide(command.hold, command.actual, "settled");
      case "release":
        return this.decide(command.hold, 0, "released");
      case "charge":
        return this.charge(command);
      case "refund":
        return this.refund(command);
      default:
        return this.end(command.grant, command.type === "void" ? "voided" : "expired");
    }
  }

  /** How many coins of each grant lie where. */
  places(): Record<string, Record<string, number>> {
    const places: Record<string, Record<string, number>> = {};
    for (const id of this.grants.keys())
      places[id] = { scheduled: 0, available: 0, held: 0, consumed: 0, expired: 0, voided: 0 };
    for (const { grant, place } of this.coins) (places[grant] as Record<Place, number>)[place]++;
    return places;
  }

  /** How many coins lie where; with a meter, of the grants that it may use. */
  count(meter?: string): Record<Place | "granted" | "debt", number> {
    const mine = this.coins.filter(({ grant }) => meter === undefined || this.covers(grant, meter));
    const at = (place: Place) => mine.filter((coin) => coin.place === place).length;
    let debt = 0;
    for (const charge of this.charges.values()) if (meter === undefined || charge.meter === meter) debt += charge.owed;
    return {
      granted: mine.length,
      scheduled: at("scheduled"),
      available: at("available"),
      held: at("held"),
      consumed: at("consumed") + debt,
      expired: at("expired"),
      voided: at("voided"),
      debt,
    };
  }

  /** An account that goes its own way from here. */
  copy(): CoinAccount {
    return Object.assign(new CoinAccount(), structuredClone({ ...this }));
  }

  private give(grant: ModelGrant): "done" | "error" {
    const known = this.grants.get(grant.id);
    if (known) return JSON.stringify(terms(known)) === JSON.stringify(terms(grant)) ? "done" : "error";
    this.issue(grant);
    this.tick();
    return "done";
  }

  private issue(grant: ModelGrant): void {
    this.grants.set(grant.id, { ...grant, createdAt: this.hour, over: null });
    const place = grant.effectiveAt > this.hour ? "scheduled" : "available";
    for (let coin = 0; coin < grant.amount; coin++) this.coins.push({ grant: grant.id, place });
    this.moves += grant.amount;
  }

  private tick(): void {
    for (;;) {
      const grant = [...this.grants.values()].find(
        ({ over, expiresAt }) => over === null && expiresAt !== null && expiresAt <= this.hour,
      );
      if (!grant) break;
      this.expire(grant);
    }
    for (const coin of this.coins)
      if (coin.place === "scheduled" && this.grantOf(coin).effectiveAt <= this.hour) this.put(coin, "available");
    this.payDebts();
    // Of holds between which nothing moved, an account does not know which was first.
    const due = [...this.holds].filter(([, hold]) => hold.status === "open" && hold.expiresAt <= this.hour);
    for (const [id, hold] of due.sort(([a, one], [b, other]) => one.after - other.after || (a < b ? -1 : 1)))
      this.lapse(id, hold);
    this.payDebts();
  }

  private expire(grant: Given): void {
    const left = this.coins.filter((coin) => coin.grant === grant.id && coin.place === "available");
    for (const coin of left) this.put(coin, "expired");
    grant.over = "expired";
    if (grant.rollover === null || grant.expiresAt === null) return;
    const { minimum, maximum, ends } = grant.rollover;
    const amount = Math.min(maximum, Math.max(minimum, left.length));
    if (amount === 0 || ends[0] === undefined) return;
    const number = Number(grant.id.split("~")[1] ?? 0) + 1;
    const rollover = ends.length > 1 ? { minimum, maximum, ends: ends.slice(1) } : null;
    const id = `${grant.id.split("~")[0]}~${number}`;
    this.issue({ ...grant, id, amount, effectiveAt: grant.expiresAt, expiresAt: ends[0], rollover });
  }

  private lapse(id: string, hold: Held): void {
    hold.status = "lapsed";
    if (hold.onExpiry === "release") this.putBack(hold.coins);
    else this.capture(id, hold, hold.amount);
  }

  private capture(id: string, hold: Held, actual: number): void {
    const used = hold.coins.slice(0, actual);
    for (const coin of used) this.put(coin, "consumed");
    this.putBack(hold.coins.slice(actual));
    hold.coins = [];
    this.charges.set(id, { meter: hold.meter, coins: used, owed: 0, refunds: new Map(), direct: null });
    this.burn(id, actual - used.length);
  }

  private burn(id: string, amount: number): void {
    const charge = this.charges.get(id) as Charged;
    const coins = this.pick(amount, charge.meter);
    for (const coin of coins) this.put(coin, "consumed");
    charge.coins.push(...coins);
    charge.owed += amount - coins.length;
    if (charge.owed > 0 && !this.debtors.includes(id)) this.debtors.push(id);
  }

  private payDebts(): void {
    for (const id of this.debtors) {
      const charge = this.charges.get(id) as Charged;
      const { owed } = charge;
      charge.owed = 0;
      this.burn(id, owed);
    }
    this.debtors = this.debtors.filter((id) => (this.charges.get(id) as Charged).owed > 0);
  }

  private hold(command: Extract<ModelCommand, { type: "hold" }>): "done" | "denied" | "error" {
    const { id, amount, meter, expiresAt, onExpiry, limit } = command;
    const known = this.holds.get(id);
    if (known)
      return known.amount === amount &&
        known.meter === meter &&
        known.expiresAt === expiresAt &&
        known.onExpiry === onExpiry
        ? "done"
        : "error";
    if (this.charges.has(id) || expiresAt <= this.hour) return "error";
    const coins = this.pick(amount, meter);
    const uncovered = amount - coins.length;
    if (!this.mayOwe(uncovered, limit)) return "denied";
    this.holds.set(id, { ...command, coins, uncovered, status: "open", after: this.moves });
    for (const coin of coins) this.put(coin, "held");
    return "done";
  }

  private charge(command: Extract<ModelCommand, { type: "charge" }>): "done" | "denied" | "error" {
    const { id, amount, meter, limit } = command;
    const known = this.charges.get(id);
    if (known || this.holds.has(id)) return known?.direct === amount && known.meter === meter ? "done" : "error";
    if (!this.mayOwe(amount - this.pick(amount, meter).length, limit)) return "denied";
    this.charges.set(id, { meter, coins: [], owed: 0, refunds: new Map(), direct: amount });
    this.burn(id, amount);
    return "done";
  }

  private mayOwe(more: number, limit: number): boolean {
    let used = more;
    for (const { owed } of this.charges.values()) used += owed;
    for (const { status, uncovered } of this.holds.values()) if (status === "open") used += uncovered;
    return more === 0 || used <= limit;
  }

  private decide(id: string, actual: number, status: string): "done" | "error" {
    const hold = this.holds.get(id);
    if (!hold) return "error";
    if (hold.status === "settled" || hold.status === "released") return "done";
    const charge = this.charges.get(id);
    if (charge) {
      const net = Math.max(0, actual - sum(charge.refunds));
      const now = charge.coins.length + charge.owed;
      if (net > now) this.burn(id, net - now);
      else this.takeOff(id, now - net);
    } else if (status === "released") {
      if (hold.status === "open") this.putBack(hold.coins);
    } else {
      if (hold.status !== "open") hold.coins = [];
      this.capture(id, hold, actual);
    }
    hold.status = status;
    this.payDebts();
    return "done";
  }

  private refund(command: Extract<ModelCommand, { type: "refund" }>): "done" | "error" {
    const charge = this.charges.get(command.charge);
    if (!charge) return "error";
    const known = charge.refunds.get(command.id);
    if (known !== undefined) return known === command.amount ? "done" : "error";
    if (command.amount > charge.coins.length + charge.owed) return "error";
    charge.refunds.set(command.id, command.amount);
    this.takeOff(command.charge, command.amount);
    this.payDebts();
    return "done";
  }

  private takeOff(id: string, amount: number): void {
    const charge = this.charges.get(id) as Charged;
    for (let coin = 0; coin < amount; coin++) {
      if (charge.owed > 0) charge.owed--;
      else this.putBack([charge.coins.pop() as Coin]);
    }
    if (charge.owed === 0) this.debtors = this.debtors.filter((debtor) => debtor !== id);
  }

  private putBack(coins: readonly Coin[]): void {
    for (const coin of coins) {
      const { over, expiresAt } = this.grantOf(coin);
      this.put(coin, over ?? (expiresAt !== null && expiresAt <= this.hour ? "expired" : "available"));
    }
  }

  private end(id: string, as: "voided" | "expired"): "done" | "error" {
    const grant = this.grants.get(id);
    if (!grant) return "error";
    if (grant.over !== null) return "done";
    grant.over = as;
    for (const coin of this.coins)
      if (coin.grant === id && (coin.place === "available" || coin.place === "scheduled")) this.put(coin, as);
    return "done";
  }

  private put(coin: Coin, place: Place): void {
    coin.place = place;
    this.moves++;
  }

  private pick(amount: number, meter: string | undefined): Coin[] {
    return this.coins
      .filter((coin) => coin.place === "available" && this.covers(coin.grant, meter))
      .sort((a, b) => byKeys(keysOf(this.grantOf(a)), keysOf(this.grantOf(b))))
      .slice(0, amount);
  }

  private covers(id: string, meter: string | undefined): boolean {
    const { meters } = this.grants.get(id) as Given;
    return meters === null || (meter !== undefined && meters.includes(meter));
  }

  private grantOf(coin: Coin): Given {
    return this.grants.get(coin.grant) as Given;
  }
}

function keysOf(grant: Given): readonly (number | string)[] {
  const { priority, meters, expiresAt, kind, effectiveAt, createdAt, id } = grant;
  return [
    priority,
    meters ? 0 : 1,
    expiresAt ?? Number.POSITIVE_INFINITY,
    ["promotional", "paid"].indexOf(kind),
    effectiveAt,
    createdAt,
    id,
  ];
}

function byKeys(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const index = a.findIndex((key, position) => key !== b[position]);
  return index < 0 ? 0 : (a[index] as number) < (b[index] as number) ? -1 : 1;
}

function terms({ amount, kind, priority, meters }: ModelGrant): unknown {
  return [amount, kind, priority, meters];
}

function sum(refunds: ReadonlyMap<string, number>): number {
  return [...refunds.values()].reduce((total, amount) => total + amount, 0);
}
