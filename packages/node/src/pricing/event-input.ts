import type {
  ConversionEvent,
  CostEvent,
  ExposureEvent,
  OutcomeEvent,
  QuotedExposureEvent,
  RefundEvent,
} from "@pricewright/core/api";

/** An event to report; its id and time are filled in where they are left out. */
export type EventInput =
  | Fill<ExposureEvent>
  | Fill<QuotedExposureEvent>
  | Fill<ConversionEvent>
  | Fill<RefundEvent>
  | Fill<CostEvent>
  | Fill<OutcomeEvent>;

type Fill<Event extends { id: string; occurredAt: string }> = Omit<Event, "id" | "occurredAt"> &
  Partial<Pick<Event, "id" | "occurredAt">>;
