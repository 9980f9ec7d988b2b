import { type ExperimentResource, recentEventList } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { useResource } from "../api/use-resource.ts";
import { Link } from "../navigation/link.tsx";
import { resultsPath } from "../navigation/route.ts";

/** Props of {@link FirstSteps}. */
export interface FirstStepsProps {
  readonly experiments: readonly ExperimentResource[];
}

/** What is done on the way to a first answer, and what comes next. Nothing once events arrive. */
export function FirstSteps({ experiments }: FirstStepsProps): ReactElement | null {
  const events = useResource("/v1/events/recent?limit=1", recentEventList);
  const started = experiments.some(({ startedAt }) => startedAt !== null);
  const first = experiments.find(({ status }) => status !== "archived");
  if (events.data === null || events.data.events.length > 0) return null;
  const steps = [
    {
      title: "Describe a price test",
      text: "What you sell, what it costs today, and what it might cost.",
      done: first !== undefined,
      href: "/experiments/new",
      action: "Test a price",
    },
    {
      title: "Start it",
      text: "See how long it takes, look at each arm, and start.",
      done: started,
      href: first ? `${resultsPath(first.key)}/set-up` : "/experiments/new",
      action: "Open its set-up",
    },
    {
      title: "Show the prices on your page",
      text: "Three requests, or our packages for Node and React. Events appear within seconds.",
      done: false,
      href: first ? `${resultsPath(first.key)}/set-up` : "/experiments/new",
      action: "See the requests",
    },
  ];
  const next = steps.find(({ done }) => !done);
  return (
    <section className="card" aria-labelledby="first-steps">
      <h2 id="first-steps">First steps</h2>
      <ol className="first-steps">
        {steps.map((step) => (
          <li key={step.title} data-done={step.done} aria-current={step === next ? "step" : undefined}>
            <div>
              <h3>
                {step.title}
                {step.done && <span className="quiet"> done</span>}
              </h3>
              <p className="quiet">{step.text}</p>
            </div>
            {step === next && (
              <Link href={step.href} className="button primary">
                {step.action}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
