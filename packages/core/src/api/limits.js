/** Most events that one request may carry. */
export const MOST_EVENTS = 1000;
