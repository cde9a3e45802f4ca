import * as cdk8s from 'cdk8s';
import { quoted } from './printed';
import { GopherApp } from '../../app/gopher-app';
import { ProbeKind } from '../../model/draft';
import { Platform } from '../../platform/platform';
import { External } from '../../rules/graph/external';
import { Waiver } from '../../rules/waiver';
import { Availability } from '../../traits/availability';
import { Configuration } from '../../traits/configuration/configuration';
import { Delivery } from '../../traits/delivery/delivery';
import { GoRuntime } from '../../traits/go-runtime';
import { GracefulDrain } from '../../traits/graceful-drain';
import { Hardening } from '../../traits/hardening';
import { HealthChecks } from '../../traits/health/health-checks';
import { Isolation } from '../../traits/isolation';
import { ListenAddresses } from '../../traits/listen-addresses';
import { Metadata } from '../../traits/metadata';
import { Identity } from '../../traits/rights/identity';
import { Rollout } from '../../traits/rollout';
import { Autoscaling } from '../../traits/scaling/autoscaling';
import { ConcurrencyPolicy } from '../../values/concurrency-policy';
import { Cpu } from '../../values/cpu';
import { Image } from '../../values/image';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { Percent } from '../../values/percent';
import { PodAmount } from '../../values/pod-amount';
import { PodField } from '../../values/pod-field';
import { Port, PortProtocol } from '../../values/port';
import { Probe } from '../../values/probe';
import { ScalingMetric } from '../../values/scaling-metric';
import { Schedule } from '../../values/schedule';
import { SecretKey } from '../../values/secret-key';
import { GoCronJob } from '../../workloads/go-cron-job';
import { GoDaemon } from '../../workloads/go-daemon';
import { GoMicroservice } from '../../workloads/go-microservice';
import { GoWorker } from '../../workloads/go-worker';
import { Workload } from '../../workloads/workload';

const OF_CDK8S: { readonly [noun: string]: any } = {
  ApiObject: cdk8s.ApiObject, Chart: cdk8s.Chart, Duration: cdk8s.Duration, Include: cdk8s.Include, JsonPatch: cdk8s.JsonPatch, Size: cdk8s.Size,
};

const OURS: { readonly [noun: string]: any } = {
  Autoscaling,
  Availability,
  ConcurrencyPolicy,
  Configuration,
  Cpu,
  Delivery,
  External,
  GoCronJob,
  GoDaemon,
  GoMicroservice,
  GopherApp,
  GoRuntime,
  GoWorker,
  GracefulDrain,
  Hardening,
  HealthChecks,
  Identity,
  Image,
  Isolation,
  KubernetesVersion,
  ListenAddresses,
  Metadata,
  Percent,
  Platform,
  PodAmount,
  PodField,
  Port,
  PortProtocol,
  Probe,
  ProbeKind,
  Rollout,
  ScalingMetric,
  Schedule,
  SecretKey,
  Waiver,
  Workload,
};

/** The class or enum that a program means by a name. @internal */
export function classOf(noun: string): any {
  return OURS[noun] ?? OF_CDK8S[noun];
}

/** The import lines of a program that uses these names. @internal */
export function importsOf(nouns: readonly string[]): string[] {
  const used = [...new Set(nouns)].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return [['cdk8s', OF_CDK8S], ['cdk8s-gopher', OURS]].flatMap(([module, known]) => {
    const names = used.filter((noun) => noun in (known as object));
    return names.length === 0 ? [] : [importLine(names, module as string)];
  });
}

function importLine(names: readonly string[], module: string): string {
  const from = ['from', `${quoted(module)};`].join(' ');
  const line = `import { ${names.join(', ')} } ${from}`;
  if (line.length <= 120) return line;
  const rows: string[] = [];
  for (const name of names) {
    const last = rows[rows.length - 1];
    if (last === undefined || `${last} ${name},`.length > 116) rows.push(`  ${name},`);
    else rows[rows.length - 1] = `${last} ${name},`;
  }
  return ['import {', ...rows, `} ${from}`].join('\n');
}
