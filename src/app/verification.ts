import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppHooks } from '../model/app-hooks';
import { Facts } from '../model/facts';
import { manifestsIn, RenderedObject } from '../plan/app-side';
import { Finding } from '../rules/finding';
import { External } from '../rules/graph/external';
import { Manifests } from '../rules/manifests';
import { Severity } from '../rules/severity';
import { standardBook } from '../rules/standard-book';
import { Availability } from '../traits/availability';
import { HealthChecks } from '../traits/health/health-checks';
import { HardSpread } from '../traits/placement/hard-spread';
import { Workload } from '../workloads/workload';

/** The rendered objects of an app as rules see them. @internal */
export function manifestsOf(rendered: RenderedObject[]): Manifests {
  return Manifests.of(manifestsIn(rendered));
}

/**
 * In a stock App the same rules hold, as a validation that is computed once per
 * synthesis. GopherApp verifies by itself, with what it has rendered anyway.
 *
 * @internal
 */
export function verifyStockApps(verifiesItself: (app: IConstruct) => boolean): void {
  AppHooks.add((app) => {
    if (verifiesItself(app)) return [];
    const constructs = app.node.findAll();
    if (constructs.some((c) => c !== app && c.node.validate().length > 0)) return []; // those come first
    const rendered = constructs.filter((c): c is ApiObject => c instanceof ApiObject).map((object) => ({ object, json: object.toJson() }));
    return errorsIn(standardBook({ externals: declaredIn(app) }).verify(manifestsOf(rendered))).map(String);
  });
}

/**
 * The Secrets and claims that workloads refer to by hand: whoever writes `ExistingSecret.of(…)`
 * or `ExistingClaim.of(…)` has declared that somebody else makes it. The keys of those that are made in the
 * app are known from the app.
 *
 * @internal
 */
export function declaredIn(app: IConstruct): External[] {
  return app.node.findAll().filter((c): c is Workload => c instanceof Workload).flatMap((workload) => {
    const settled = workload._settled();
    const env = [...settled.entries(Facts.ENV), ...settled.entries(Facts.CONTAINER).flatMap(([, container]) => Object.entries(container.env))];
    const keys = env.flatMap(([, source]) => (source.kind === 'secret' ? [source.key.secretName] : []));
    const files = settled.entries(Facts.SECRET_FILES).map(([, source]) => source.secretName);
    const pull = settled.entries(Facts.PULL_SECRETS).map(([name]) => name);
    const volumes = settled.entries(Facts.VOLUME).map(([, volume]) => volume.source);
    const projected = volumes.flatMap((source) => (source.projected?.sources ?? []).flatMap((s: any): string[] => (s.secret ? [s.secret.name] : [])));
    const claims = volumes.flatMap((source): string[] => (source.persistentVolumeClaim ? [source.persistentVolumeClaim.claimName] : []));
    return [
      ...[...new Set([...keys, ...files, ...pull, ...projected])].map((name) => External.secret(name, undefined, workload.namespace)),
      ...[...new Set(claims)].map((name) => External.persistentVolumeClaim(name, workload.namespace)),
    ];
  });
}

/** What somebody has decided by leaving a trait out, so that it is no news. */
const DECIDED: { [traitId: string]: string[] } = {
  [Availability.ID]: ['operability/no-budget-when-scaled', 'operability/no-budget'],
  [HealthChecks.ID]: ['operability/no-readiness'],
};

/** Leaves out what the platform allows, or a workload has opted out of, in so many words. @internal */
export function withoutDecided(findings: Finding[], app: IConstruct): Finding[] {
  return findings.filter(({ rule, severity, manifest }) => {
    if (severity === Severity.ERROR || manifest.origin.construct === undefined) return true;
    const workload = manifest.origin.construct.split('/').reduce<IConstruct | undefined>((at, id) => at?.node.tryFindChild(id), app);
    if (!(workload instanceof Workload)) return true;
    if (workload.platform._isLocal && DECIDED[Availability.ID].includes(rule)) return false; // nobody is paged
    if (rule === 'operability/recreate-without-claim') return workload._settled().get(Facts.STRATEGY) === undefined; // somebody gave a reason
    if (rule === 'operability/anti-affinity-too-hard') return !workload._hasTrait(HardSpread.ID); // nodes were counted
    if (rule === 'operability/moving-image') return !workload.platform.imagePolicy.allowMovingTags;
    return !Object.entries(DECIDED).some(([traitId, rules]) => rules.includes(rule) && !workload._hasTrait(traitId));
  });
}

/** @internal */
export function errorsIn(findings: Finding[]): Finding[] {
  return findings.filter((f) => f.severity === Severity.ERROR);
}
