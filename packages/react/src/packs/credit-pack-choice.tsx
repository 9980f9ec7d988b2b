import type { DocumentPack } from "@pricewright/core/catalog";
import type { ReactElement } from "react";
import { priceFor } from "../table/price-for.ts";
import { ShownPrice } from "../table/shown-price.tsx";

/** Props of {@link CreditPackChoice}. */
export interface CreditPackChoiceProps {
  readonly pack: DocumentPack;
  /** Null where there is nothing to choose. */
  readonly selected: boolean | null;
  readonly onSelect: (pack: string) => void;
}

/** One credit pack: its name, what it grants and its price. */
export function CreditPackChoice({ pack, selected, onSelect }: CreditPackChoiceProps): ReactElement {
  const price = priceFor(pack, "once");
  const Element = selected === null ? "div" : "label";
  return (
    <Element className="pricewright-pack">
      {selected !== null && (
        <input type="radio" name="plan" value={pack.id} checked={selected} onChange={() => onSelect(pack.id)} />
      )}
      <span className="pricewright-pack-name">{pack.name}</span>
      <span className="pricewright-pack-credits">{pack.label}</span>
      {pack.description !== null && <span className="pricewright-pack-description">{pack.description}</span>}
      {price && <ShownPrice price={price} />}
    </Element>
  );
}
