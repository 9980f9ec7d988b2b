import { type ExperimentResource, experimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { z } from "zod";
import { useCommand } from "../api/use-command.ts";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Choice } from "../forms/choice.tsx";
import { Field } from "../forms/field.tsx";
import { navigate } from "../navigation/use-route.ts";
import { useNotify } from "../notices/notices.tsx";
import { RefusalNote } from "../session/refusal-note.tsx";
import { ReweightButton } from "./reweight-button.tsx";

/** Props of {@link ExperimentActions}. */
export interface ExperimentActionsProps {
  readonly experiment: ExperimentResource;
  readonly onChange: () => void;
  readonly suggested?: string | undefined;
}

const excluded = z.object({ units: z.number() });

/** What can be done with an experiment in its state. Each asks once more, since each changes what people are shown. */
export function ExperimentActions({ experiment, onChange, suggested }: ExperimentActionsProps): ReactElement {
  const { key, status, name, version } = experiment;
  const notify = useNotify();
  const command = useCommand();
  const path = `/v1/experiments/${encodeURIComponent(key)}`;
  const ifMatch = `"v${version}"`;
  const transition = (action: string, reason?: string) =>
    ({ path: `${path}/${action}`, method: "POST", ifMatch, body: reason ? { reason } : {} }) as const;
  const runs = status === "running" || status === "paused";
  const done = (text: string, undo?: () => void) => {
    onChange();
    notify({ text, ...(undo ? { undo } : {}) });
  };
  const start = (label: string, className?: string) => (
    <ConfirmButton
      label={label}
      {...(className ? { className } : {})}
      title={`${label} “${name}”?`}
      schema={experimentResource}
      request={() => transition("start")}
      onDone={() => done(`“${name}” runs.`)}
    >
      <p>
        From now on visitors see the arms’ prices at {Math.round(experiment.coverage * 100)} % coverage. Who was shown a
        price keeps it, whatever you change later.
      </p>
    </ConfirmButton>
  );
  const resume = async (paused: ExperimentResource) => {
    const request = { path: `${path}/start`, method: "POST", ifMatch: `"v${paused.version}"`, body: {} } as const;
    if ((await command.run({ ...request, schema: experimentResource })) !== null) onChange();
  };
  return (
    <div className="actions">
      <RefusalNote needs="admin" />
      {status === "draft" && start("Start", "button primary")}
      {status === "paused" && start("Resume", "button primary")}
      {runs && (
        <ConfirmButton
          label="Conclude"
          className={status === "running" ? "button primary" : "button"}
          title={`End “${name}”`}
          schema={experimentResource}
          request={({ winner, reason, days = "" }) => ({
            path: `${path}/conclude`,
            method: "POST",
            ifMatch,
            body: { winner, reason, ...(days === "" ? {} : { releaseAfterDays: Number(days) }) },
          })}
          onDone={({ winner }) => done(`“${name}” has ended. Everybody new sees ${winner}.`)}
        >
          <p>
            Everybody new sees the winner’s price. Who was shown another one keeps it, and who bought keeps it for good.
            The report is kept as it is now. This cannot be undone.
          </p>
          <Choice
            name="winner"
            label="Winner"
            defaultValue={suggested ?? experiment.control}
            options={Object.fromEntries(experiment.variants.map((variant) => [variant.key, variant.key]))}
          />
          <Field
            name="days"
            label="Days after which visitors who never bought see the winner"
            type="number"
            min={0}
            max={3650}
            defaultValue={experiment.releaseAfterDays ?? 30}
          />
          <Field name="reason" label="Reason" minLength={3} maxLength={1000} hint="For the audit log." />
        </ConfirmButton>
      )}
      {status === "running" && (
        <ConfirmButton
          label="Pause"
          title={`Pause “${name}”?`}
          schema={experimentResource}
          request={() => transition("pause")}
          onDone={(paused) => done(`“${name}” is paused.`, () => void resume(paused))}
        >
          <p>Nobody new takes part: they see today’s price. Who was shown a price keeps it.</p>
        </ConfirmButton>
      )}
      {runs && <ReweightButton experiment={experiment} onDone={() => done("The shares are changed.")} />}
      {status !== "draft" && (
        <ConfirmButton
          label="Leave traffic out"
          needs="analyst"
          schema={excluded}
          request={({ from = "", to = "", label = "", reason }) => ({
            path: `${path}/exclusions`,
            method: "POST",
            body: {
              ...(from === "" ? {} : { from: new Date(from).toISOString() }),
              ...(to === "" ? {} : { to: new Date(to).toISOString() }),
              ...(label === "" ? {} : { label }),
              reason,
            },
          })}
          onDone={({ units }) => done(`${units} units are left out.`)}
        >
          <p>Of all arms alike, as after an anomaly of traffic: by when they came, or by a label of the traffic.</p>
          <div className="row">
            <Field name="from" label="From" type="datetime-local" required={false} hint="In your time zone." />
            <Field name="to" label="Until" type="datetime-local" required={false} />
          </div>
          <Field name="label" label="Label of the traffic" required={false} maxLength={128} />
          <Field name="reason" label="Reason" minLength={3} maxLength={1000} hint="For the audit log." />
        </ConfirmButton>
      )}
      <ConfirmButton
        label="Clone"
        schema={experimentResource}
        request={({ clone }) => ({ path: `${path}/clone`, method: "POST", body: { key: clone } })}
        onDone={(made) => {
          notify({ text: `The draft “${made.name}” is made.` });
          navigate(`/experiments/${made.key}/set-up`);
        }}
      >
        <p>Makes a draft with the same arms. Its visitors are assigned anew.</p>
        <Field name="clone" label="Key of the new experiment" defaultValue={`${key}-2`} pattern="[\w.\-]{1,128}" />
      </ConfirmButton>
      {(status === "draft" || status === "completed") && (
        <ConfirmButton
          label="Archive"
          title={`Archive “${name}”?`}
          schema={experimentResource}
          request={() => transition("archive")}
          onDone={() => {
            done(`“${name}” is archived.`);
            navigate("/experiments");
          }}
        >
          <p>It leaves the list, and stays readable under “Archived”. This cannot be undone; a clone can be made.</p>
        </ConfirmButton>
      )}
    </div>
  );
}
