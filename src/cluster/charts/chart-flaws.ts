import { hookUse } from './chart-hooks';
import { randomPlaces, shortName } from './chart-objects';
import type { IncludedChartProps } from './included-chart';
import { LITERAL_SECRET, secretKeysOf } from '../../rules/operability/literal-secret';
import { Flaw, flaw, quoted } from '../../values/flaw';
import { namespaceFlaws } from '../../values/names';
import { nearest } from '../../values/nearest';

/*
 * What can be wrong with a chart that is included, before and after it is rendered.
 */

const RELEASE = /^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/;

/** @internal */
export function wordFlaws(chart: string, release: string, namespace: string, { source, timeout }: IncludedChartProps): Flaw[] {
  return [
    ...source._flaws,
    ...(namespace === '' ? [flaw('chart/no-namespace', `the chart ${quoted(chart)} has no namespace, and charts write it into addresses and rights`, 'Say namespace here, or of the cdk8s Chart.')] : namespaceFlaws(namespace)),
    ...(RELEASE.test(release) ? [] : [flaw('chart/bad-release', `${quoted(release)} cannot be the name of a release: it takes at most 53 lower-case letters, digits and "-"`, 'Say another releaseName.')]),
    ...(timeout !== undefined && timeout.toMilliseconds() < 1000 ? [flaw('chart/bad-timeout', `helm is given ${timeout.toMilliseconds()} ms`, 'Give it a second or more.')] : []),
  ];
}

/** What comes out otherwise each time; it is told by the place, never by the value. @internal */
export function randomFlaws(chart: string, first: readonly any[], second: readonly any[], without: readonly string[]): Flaw[] {
  const kept = (all: readonly any[]) => all.filter((object) => !without.includes(shortName(object)) && hookUse(object) !== 'never');
  const places = randomPlaces(kept(first), kept(second));
  return places.length === 0 ? [] : [flaw('chart/random', `the chart ${quoted(chart)} renders something else each time: ${places.join(', ')}; every synthesis would be a change, and every sync a new password or certificate`,
    'Give it the value, or the name of a Secret that is there (existingSecret); or leave the object out: without.')];
}

/** @internal */
export function hookFlaws(chart: string, objects: readonly any[]): Flaw[] {
  const hooks = objects.filter((object) => hookUse(object) === 'delivery').map(shortName);
  return hooks.length === 0 ? [] : [flaw('chart/hooks', `Helm would run ${hooks.join(', ')} of the chart ${quoted(chart)} before or after it installs; applied from Git, nobody does`,
    'Say what becomes of them: hooks: ChartHooks.APPLIED, which Argo CD understands, or ChartHooks.LEFT_OUT.')];
}

/** @internal */
export function noSuchObject(chart: string, name: string, known: readonly string[]): Flaw {
  const near = nearest(name, known);
  return flaw('chart/no-such-object', `the chart ${quoted(chart)} renders no ${quoted(name)} that could be left out`, near === undefined ? 'Take it out of the list.' : `Write ${quoted(near)}.`);
}

/** @param ports how many of its ports can be called @internal */
export function serviceFlaws(chart: string, objects: readonly any[], name: string, port: number | undefined, ports: number): Flaw[] {
  const services = objects.filter(({ kind }) => kind === 'Service');
  const service = services.find(({ metadata }) => metadata.name === name);
  if (service === undefined) return [flaw('chart/no-service', `the chart ${quoted(chart)} makes no Service ${quoted(name)}; it makes: ${services.map(({ metadata }) => metadata.name).join(', ') || 'none'}`, 'Name one of these.')];
  if (Object.keys(service.spec?.selector ?? {}).length === 0) {
    return [flaw('chart/service-without-pods', `the Service ${quoted(name)} of the chart ${quoted(chart)} selects no pods, so no policy can name them`, 'Declare what is behind it as an ExternalService.')];
  }
  return ports > 0 ? [] : [flaw('chart/no-port', `the Service ${quoted(name)} of the chart ${quoted(chart)} has no port${port === undefined ? '' : ` ${port}`} that its pods listen on by TCP or UDP`,
    `Its ports: ${(service.spec.ports ?? []).map((one: any) => one.port).join(', ') || 'none'}.`)];
}

/** @internal */
export function secretInGit(chart: string, secret: any): Flaw {
  return flaw('chart/secret-in-git', `the chart ${quoted(chart)} renders ${shortName(secret)} with the values of ${secretKeysOf(secret).join(', ')}, which would be committed`,
    `Let it use a Secret that is there (existingSecret, or as the chart calls it), or leave it out and bring it otherwise: without: ['${shortName(secret)}']; if it holds nothing secret, waive ${LITERAL_SECRET.ruleId} for it.`);
}
