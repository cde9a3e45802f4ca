import { Graph } from './graph';
import { at, records, text } from './json';
import { PodSet } from './pod-set';
import { IRule } from '../rule';
import { Severity } from '../severity';

/** A claim that a StatefulSet makes is used. @internal */
export const CLAIM_NOT_MOUNTED: IRule = {
  ruleId: 'graph/claim-not-mounted',
  severity: Severity.WARNING,
  reason: 'The volume is made and paid for, and the data are written into the container, where they end with it.',
  remedy: 'Mount the claim where the program keeps its data.',
  check(manifests, report) {
    for (const pods of Graph.of(manifests).pods) {
      const mounted = mountedNames(pods);
      for (const { name, path } of claimsOf(pods)) {
        if (name !== '' && !mounted.has(name)) report.add(pods.manifest, path, `no container mounts the claim "${name}"`);
      }
    }
  },
};

/** A volume is used. @internal */
export const VOLUME_NOT_MOUNTED: IRule = {
  ruleId: 'graph/volume-not-mounted',
  severity: Severity.INFO,
  reason: 'The pod waits for a volume that no container reads.',
  remedy: 'Mount it, or leave it out.',
  check(manifests, report) {
    for (const pods of Graph.of(manifests).pods) {
      const mounted = new Set([...mountedNames(pods), ...forInjected(pods)]);
      for (const { name, path } of volumesOf(pods)) {
        if (name !== '' && !mounted.has(name)) report.add(pods.manifest, path, `no container mounts the volume "${name}"`);
      }
    }
  },
};

function mountedNames(pods: PodSet): Set<string> {
  return new Set(pods.containers.flatMap((c) => c.mounts).map(({ name }) => text(name)));
}

/** Volumes for containers that an injector adds: it finds them by the annotation. */
function forInjected(pods: PodSet): string[] {
  return [text(pods.annotation('vault.hashicorp.com/agent-service-account-token-volume-name'))];
}

function volumesOf(pods: PodSet): Array<{ name: string; path: string }> {
  return records(pods.spec.volumes).map((volume, i) => ({ name: text(volume.name), path: `${pods.path}.volumes[${i}]` }));
}

function claimsOf(pods: PodSet): Array<{ name: string; path: string }> {
  if (pods.kind !== 'StatefulSet') return [];
  return records(at(pods.manifest.object, 'spec', 'volumeClaimTemplates')).map((claim, i) => ({ name: text(at(claim, 'metadata', 'name')), path: `spec.volumeClaimTemplates[${i}]` }));
}
