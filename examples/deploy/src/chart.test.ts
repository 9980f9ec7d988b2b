import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findManifestProblems } from "./find-manifest-problems.ts";
import { folder } from "./folder.ts";
import { type Manifest, renderChart } from "./render-chart.ts";

const EVERYTHING = {
  pullSecrets: [{ name: "registry" }],
  variables: { PUBLIC_URL: "https://prices.example.com", SIGN_UP: "invited" },
  ingress: { enabled: true, className: "nginx", annotations: { "cert-manager.io/cluster-issuer": "letters" } },
  network: {
    callers: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ingress-nginx" } } }],
    scrapers: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
  },
  monitoring: { enabled: true, labels: { release: "prometheus" }, dashboard: true },
};

let plain: Manifest[];
let everything: Manifest[];
beforeAll(() => {
  plain = renderChart();
  everything = renderChart(EVERYTHING);
}, 120_000);

function find(manifests: readonly Manifest[], kind: string): Manifest {
  const found = manifests.find((manifest) => manifest.kind === kind);
  if (!found) throw new Error(`There is no ${kind}.`);
  return found;
}

describe("the chart", () => {
  it("makes what the published schemas allow, and no field that they do not know", async () => {
    expect(plain.map(({ kind }) => kind)).toEqual([
      "HorizontalPodAutoscaler",
      "Deployment",
      "PodDisruptionBudget",
      "Job",
      "NetworkPolicy",
      "Service",
      "Service",
    ]);
    expect(everything.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["Ingress", "ServiceMonitor", "PrometheusRule", "ConfigMap"]),
    );
    expect(await findManifestProblems([...plain, ...everything])).toEqual([]);
  });

  it("would be refused with a wrong value or a misspelt field", async () => {
    const deployment = structuredClone(find(plain, "Deployment"));
    deployment.spec.strategy.rollingUpdate.maxUnavailabel = 1;
    deployment.spec.template.spec.containers[0].ports[0].containerPort = "http";
    const problems = await findManifestProblems([deployment]);
    expect(problems.join("\n")).toContain("maxUnavailabel");
    expect(problems.join("\n")).toContain("containerPort");
  });

  it("runs every pod as nobody in particular, on a tree that cannot be written", () => {
    for (const manifest of everything.filter(({ kind }) => kind === "Deployment" || kind === "Job")) {
      const { spec } = manifest.spec.template;
      expect(spec.automountServiceAccountToken).toBe(false);
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
      for (const { securityContext } of spec.containers)
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
    }
  });

  it("points everything at the pods that it makes", () => {
    const deployment = find(everything, "Deployment");
    const { labels } = deployment.spec.template.metadata;
    const ports = deployment.spec.template.spec.containers[0].ports.map(({ name }: { name: string }) => name);
    const services = everything.filter(({ kind }) => kind === "Service");
    const selectors = [
      deployment.spec.selector.matchLabels,
      find(everything, "PodDisruptionBudget").spec.selector.matchLabels,
      find(everything, "NetworkPolicy").spec.podSelector.matchLabels,
      ...services.map(({ spec }) => spec.selector),
    ];
    for (const selector of selectors) expect(labels).toMatchObject(selector);
    for (const { spec } of services) expect(ports).toContain(spec.ports[0].targetPort);
    expect(find(everything, "HorizontalPodAutoscaler").spec.scaleTargetRef.name).toBe(deployment.metadata.name);
    expect(services.map(({ metadata }) => metadata.name)).toContain(
      find(everything, "Ingress").spec.rules[0].http.paths[0].backend.service.name,
    );
    const monitored = services.filter(({ metadata }) =>
      Object.entries(find(everything, "ServiceMonitor").spec.selector.matchLabels).every(
        ([name, value]) => metadata.labels[name] === value,
      ),
    );
    expect(monitored.map(({ spec }) => spec.ports[0].name)).toEqual(["metrics"]);
    // The migration's pods are no server, and get no requests.
    expect(find(everything, "Job").spec.template.metadata.labels).not.toMatchObject(services[0]?.spec.selector);
  });

  it("migrates before the new servers start", () => {
    const { metadata, spec } = find(plain, "Job");
    expect(metadata).toMatchObject({ annotations: { "helm.sh/hook": "pre-install,pre-upgrade" } });
    expect(spec.template.spec.containers[0].args).toEqual(["migrate"]);
    expect(renderChart({ migration: { enabled: false } }).map(({ kind }) => kind)).not.toContain("Job");
  });

  it("gives the server no variable that it does not read, and no secret", () => {
    const [{ env, envFrom }] = find(everything, "Deployment").spec.template.spec.containers;
    const documented = readFileSync(join(folder, "../../docs/reference/configuration.md"), "utf8");
    for (const { name } of env) expect(documented).toContain(`\`${name}\``);
    expect(envFrom).toEqual([{ secretRef: { name: "pricewright" } }]);
    expect(() => renderChart({ secret: "" })).toThrow("name the Secret");
  });

  it("takes a fixed number of replicas where it does not scale by itself", () => {
    const fixed = renderChart({ autoscaling: { enabled: false }, replicas: 3 });
    expect(find(fixed, "Deployment").spec.replicas).toBe(3);
    expect(find(plain, "Deployment").spec.replicas).toBeUndefined();
  });
});
