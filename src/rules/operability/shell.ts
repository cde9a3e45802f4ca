import { Container } from '../graph/container';
import { Graph } from '../graph/graph';
import { at, atPath, record, texts } from '../graph/json';
import { PodSet } from '../graph/pod-set';
import { Manifests } from '../manifests';
import { IRule } from '../rule';
import { Severity } from '../severity';

const HANDLERS = [['livenessProbe'], ['readinessProbe'], ['startupProbe'], ['lifecycle', 'preStop'], ['lifecycle', 'postStart']];
const SHELL = /^(\/(usr\/)?(local\/)?s?bin\/)?(sh|bash|ash|dash|zsh|sleep|cat|test|curl|wget|nc|pgrep|true|echo|touch|rm|kill|ls|grep)$/;
const WITHOUT = /distroless|(^|\/)(static|scratch|pause)([:@-]|$)|^cgr\.dev\/|^ko\.local\/|^ko:\/\/|^gcr\.io\/kaniko-project\//;
const DEBUG = /:[^/]*\b(debug|dev)\b/;
/** Images and bases that bring a shell along. */
const WITH = /(?:^|[^a-z])(?:alpine|debian|bookworm|bullseye|buster|trixie|ubuntu|jammy|noble|focal|slim|busybox|centos|rocky|ubi|fedora|amazonlinux|bitnami|curl|toolbox|bash|perl|python|ruby|node|php|openjdk|temurin|postgres|postgresql|mysql|mariadb|mongo|mongodb|redis|valkey|nginx|httpd|haproxy|rabbitmq|kafka|zookeeper|elasticsearch|opensearch|cassandra|clickhouse|memcached|consul|vault|minio|wordpress|jenkins|gitea|git)(?![a-z])/;

/** Hooks and probes run no shell where there is none. @internal */
export const SHELL_IN_DISTROLESS: IRule = {
  ruleId: 'operability/no-shell-in-image',
  severity: Severity.ERROR,
  reason: 'The command cannot be started: a probe fails for ever, a hook does nothing and the program is stopped at once.',
  remedy: 'Use a native sleep hook, and httpGet or grpc probes.',
  covers: ['kyverno/deny-commands-in-exec-probe'],
  check(manifests, report) {
    for (const { pods, container, path, command } of manifests._once(commandsIn)) {
      if (hasShell(container) === false) report.add(pods.manifest, path, `"${command}" is not in the image ${container.image}`);
    }
  },
};

/** Hooks and probes of a lean image rely on nothing in it. @internal */
export const SHELL_UNSURE: IRule = {
  ruleId: 'operability/shell-may-be-missing',
  severity: Severity.WARNING,
  reason: 'Static images, as Go programs use them, hold nothing but the program: a probe then fails for ever, a hook does nothing.',
  remedy: 'Use a native sleep hook, and httpGet or grpc probes; or start the program through the shell that the image has.',
  check(manifests, report) {
    for (const { pods, container, path, command } of manifests._once(commandsIn)) {
      if (hasShell(container) === undefined) report.add(pods.manifest, path, `nothing says that the image ${container.image || '(none)'} has "${command}"`);
    }
  },
};

interface Invocation { readonly pods: PodSet; readonly container: Container; readonly path: string; readonly command: string }

function commandsIn(manifests: Manifests): readonly Invocation[] {
  const found: Invocation[] = [];
  for (const pods of Graph.of(manifests).pods) {
    for (const container of pods.running) {
      for (const fields of HANDLERS) {
        const exec = record(atPath(container.json, fields)).exec;
        if (exec === undefined) continue;
        const [command] = texts(at(exec, 'command'));
        if (command !== undefined && SHELL.test(command)) found.push({ pods, container, path: `${container.path}.${fields.join('.')}.exec.command`, command });
      }
    }
  }
  return found;
}

/** Whether the image has a shell; undefined if nothing tells. */
function hasShell(container: Container): boolean | undefined {
  const image = container.image.toLowerCase();
  const [started] = texts(container.json.command);
  if (started !== undefined && SHELL.test(started)) return true;
  if (WITHOUT.test(image)) return DEBUG.test(image) ? true : false;
  return WITH.test(image) ? true : undefined;
}
