/** What of a catalog changed. */
export type ChangeSubject =
  | "catalog"
  | "credits"
  | "experiment"
  | "feature"
  | "markup"
  | "meter"
  | "pack"
  | "plan"
  | "price"
  | "quota"
  | "trial";

/** One difference between two catalogs. */
export interface CatalogChange {
  readonly subject: ChangeSubject;
  readonly change: "added" | "removed" | "changed";
  /** What it is about, such as a price's id. */
  readonly id: string;
  /** Id of the plan or pack it belongs to; null for what belongs to the whole catalog. */
  readonly product: string | null;
  /** In words; null for what was added. */
  readonly before: string | null;
  /** In words; null for what was removed. */
  readonly after: string | null;
}

/** Where two lists of things with ids differ. */
export function compareById<Item>(
  before: readonly Item[],
  after: readonly Item[],
  {
    id,
    words,
    ...rest
  }: Pick<CatalogChange, "subject" | "product"> & {
    readonly id: (item: Item) => string;
    /** What is compared, and shown. */
    readonly words: (item: Item) => string;
  },
): CatalogChange[] {
  const [old, fresh] = [before, after].map((items) => new Map(items.map((item) => [id(item), words(item)] as const)));
  const ids = new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])]);
  return [...ids].flatMap((each): CatalogChange[] => {
    const [was, is] = [old?.get(each) ?? null, fresh?.get(each) ?? null];
    if (was === is) return [];
    return [
      {
        ...rest,
        id: each,
        change: was === null ? "added" : is === null ? "removed" : "changed",
        before: was,
        after: is,
      },
    ];
  });
}
