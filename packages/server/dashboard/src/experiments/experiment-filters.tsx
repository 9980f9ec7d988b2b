import type { ReactElement } from "react";
import { changeQuery } from "../navigation/use-query.ts";

/** Props of {@link ExperimentFilters}. */
export interface ExperimentFiltersProps {
  readonly search: string;
  readonly status: string;
}

const STATUSES = {
  "": "All but archived",
  running: "Running",
  draft: "Drafts",
  paused: "Paused",
  completed: "Ended",
  archived: "Archived",
};

/** Narrows the list of experiments, by the address. */
export function ExperimentFilters({ search, status }: ExperimentFiltersProps): ReactElement {
  return (
    <search className="filters">
      <label>
        <span className="pricewright-hidden">Search experiments</span>
        <input
          type="search"
          value={search}
          placeholder="Search by name, key or price"
          onChange={({ target }) => changeQuery({ search: target.value })}
        />
      </label>
      <label>
        <span className="pricewright-hidden">State</span>
        <select value={status} onChange={({ target }) => changeQuery({ status: target.value })}>
          {Object.entries(STATUSES).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}
