import { Duration, Size } from 'cdk8s';
import { EnvSource, Facts } from './facts';
import { Fact, Notebook, Subject, Writer } from './notebook';
import type { Settled } from './settled';
import { MapSlot, Slot } from './slot';
import { Cpu } from '../values/cpu';
import { Flaw, flaw, quoted } from '../values/flaw';
import { Image } from '../values/image';
import { configKeyFlaws, envNameFlaws, envTextFlaws, labelValueFlaws, metadataKeyFlaws, pathFlaws } from '../values/names';
import { NetworkPeer } from '../values/network-peer';
import { PodField } from '../values/pod-field';
import { Port } from '../values/port';
import { Probe } from '../values/probe';
import { cpuFlaws, cpuInMillis, sizeFlaws, sizeInBytes } from '../values/quantity';
import { SecretKey } from '../values/secret-key';

/** Which question of the kubelet a probe answers. */
export enum ProbeKind {
  /** has it started? until then the other two rest */
  STARTUP = 'startup',
  /** may it get requests? */
  READINESS = 'readiness',
  /** must it be restarted? */
  LIVENESS = 'liveness',
}

/**
 * The open notebook of one workload, as one writer sees it.
 *
 * Every write records its value, the writer, the writer's rank and a reason.
 * Writing the same twice changes nothing; writing against somebody of the same
 * rank is a problem that names both. Nothing is decided before everything is
 * written, so the order of writes never matters.
 *
 * Bad values are reported at synthesis as problems of the workload, together with
 * all others; no verb throws.
 *
 * @example
 * class Timezone extends Trait {
 *   public readonly traitId = 'timezone';
 *   public bind(host: ITraitHost) {
 *     host.draft.addEnv('TZ', 'Europe/Zurich', 'reports are cut at local midnight');
 *   }
 * }
 */
export class Draft {
  /** @internal */
  public static _of(notebook: Notebook, writer: Writer): Draft {
    return new Draft(notebook, writer);
  }

  private constructor(private readonly notebook: Notebook, private readonly writer: Writer) {}

  /** Sets an environment variable. @param name letters, digits, "_" @param value may use `$(OTHER)` @param why shown by explain() */
  public addEnv(name: string, value: string, why: string = ''): void {
    if (this._report(envTextFlaws(name, value))) this._addEnv(name, { kind: 'text', text: String(value) }, why);
  }

  /** Sets an environment variable from a Secret, by reference. @param name letters, digits, "_" @param key where the value is @param why shown by explain() */
  public addEnvFromSecret(name: string, key: SecretKey, why: string = ''): void {
    this._report(key._flaws);
    const { volume, isFilesOnly, rotation } = key._delivered ?? {};
    if (isFilesOnly) {
      this._report([flaw('secret/files-only', `${name} would be read from the Secret ${key.secretName}, which is never made: its values are files only`,
        'Read it as a file (secretFiles), or have the Secret made: { sync: true }.')]);
      return;
    }
    if (volume !== undefined) this.mountSecretVolume(`/run/secrets/${key.secretName}`, volume, 'the Secret is made when a pod mounts this volume');
    this._addEnv(name, { kind: 'secret', key }, why || (rotation === undefined ? '' : 'read at start; a changed value needs a restart'));
  }

  /** Sets an environment variable from the pod itself. @param name letters, digits, "_" @param fieldPath such as `status.podIP` @param why shown by explain() */
  public addEnvFromField(name: string, fieldPath: string, why: string = ''): void {
    this._addEnv(name, { kind: 'field', path: fieldPath }, why);
  }

  /** Sets an environment variable from what only the kubelet knows. @param name letters, digits, "_" @param field such as `PodField.NODE_NAME` @param why shown by explain() */
  public addEnvFromPod(name: string, field: PodField, why: string = ''): void {
    this._report(field._flaws);
    this._addEnv(name, field.divisor === undefined ? { kind: 'field', path: field.path } : { kind: 'resource', resource: field.path, divisor: field.divisor }, why);
  }

  /** Opens a port in the container. @param port the port @param why shown by explain() */
  public addPort(port: Port, why: string = ''): void {
    this._report(port._flaws);
    this._add(Facts.PORT, port.name, port, why);
  }

  /** Opens a port in the container and in the workload's Service. @param port the port @param why shown by explain() */
  public addServedPort(port: Port, why: string = ''): void {
    this.addPort(port, why);
    this._add(Facts.SERVED, port.name, port, why);
  }

  /**
   * Puts a text file into the container, read-only, through a ConfigMap.
   *
   * The file's directory holds nothing else then: an image's own files there are hidden.
   *
   * @param path absolute @param content at most 1 MiB over all files @param why shown by explain()
   */
  public addFile(path: string, content: string, why: string = ''): void {
    this._report(pathFlaws('file', path));
    this._report(configKeyFlaws(path.slice(path.lastIndexOf('/') + 1)));
    this._add(Facts.FILE, path, { content: String(content) }, why);
  }

  /** Makes a directory writable; it is empty at the start of every pod. @param path absolute @param size the most it may hold @param why shown by explain() */
  public addScratch(path: string, size: Size, why: string = ''): void {
    this._addScratch(path, size, false, why);
  }

  /**
   * Puts values of a Secret into the container as files, one per key, read-only.
   *
   * @param directory absolute @param keys of one Secret; each file is named as its key @param why shown by explain()
   */
  public addSecretFiles(directory: string, keys: SecretKey[], why: string = ''): void {
    this._report(pathFlaws('secretFiles', directory));
    keys.forEach((key) => this._report(key._flaws));
    const names = new Set(keys.map((key) => key.secretName));
    if (names.size !== 1) {
      this._report([flaw('secretFiles/not-one-secret', `${quoted(directory)} would hold keys of ${names.size} Secrets`, 'Give each Secret a directory of its own.')]);
      return;
    }
    const { volume, rotation } = keys[0]._delivered ?? {};
    if (volume !== undefined) {
      this.mountSecretVolume(directory, volume, why || rotation!);
      return;
    }
    const items = Object.fromEntries(keys.map((key) => [key.key, key.key]));
    this._add(Facts.SECRET_FILES, directory, { secretName: keys[0].secretName, items, mode: 0o440 }, why || (rotation ?? ''));
  }

  /** Adds a label to every object and to the pods; the selector never changes. @param key a label key @param value a label value @param why shown by explain() */
  public addLabel(key: string, value: string, why: string = ''): void {
    this._report([...metadataKeyFlaws('label', key), ...labelValueFlaws(key, String(value))]);
    this._add(Facts.LABEL, key, String(value), why);
  }

  /** Adds an annotation to the workload's objects. @param key an annotation key @param value any text @param why shown by explain() */
  public addAnnotation(key: string, value: string, why: string = ''): void {
    this._report(metadataKeyFlaws('annotation', key));
    this._add(Facts.ANNOTATION, key, String(value), why);
  }

  /** Adds an annotation to the pods; changing it restarts them. @param key an annotation key @param value any text @param why shown by explain() */
  public addPodAnnotation(key: string, value: string, why: string = ''): void {
    this._report(metadataKeyFlaws('annotation', key));
    this._add(Facts.POD_ANNOTATION, key, String(value), why);
  }

  /** Lets a peer connect to this workload. @param peer who @param port the pod's port number; every port if left out @param why shown by explain() */
  public addIngress(peer: NetworkPeer, port?: number, why: string = ''): void {
    this._open(Facts.INGRESS, peer, port, ['TCP'], why);
  }

  /** Lets this workload connect to a peer. @param peer whom @param port the peer pod's port number; every port if left out @param why shown by explain() */
  public addEgress(peer: NetworkPeer, port?: number, why: string = ''): void {
    this._open(Facts.EGRESS, peer, port, ['TCP'], why);
  }

  /** Decides the program. @param image the image @param why shown by explain() */
  public fixImage(image: Image, why: string = ''): void {
    this._report(image._flaws);
    this._put(Facts.IMAGE, image, why);
  }

  /** Decides the number of pods. @param replicas 0 or more @param why shown by explain() */
  public fixReplicas(replicas: number, why: string = ''): void {
    if (!Number.isInteger(replicas) || replicas < 0 || replicas > 2 ** 31 - 1) {
      this._report([flaw('replicas/out-of-range', `replicas is ${replicas}; it takes a whole number from 0 on`, 'Give a whole number, such as 2.')]);
      return;
    }
    this._put(Facts.REPLICAS, { fixed: replicas }, why);
  }

  /** Hands the number of pods over to an autoscaler: the manifest then carries none. @param owner who decides, such as `HorizontalPodAutoscaler` @param why shown by explain() */
  public releaseReplicas(owner: string, why: string = ''): void {
    this._put(Facts.REPLICAS, { owner }, why);
  }

  /** Decides what the scheduler sets aside. @param cpu in millicores or units @param why shown by explain() */
  public fixCpuRequest(cpu: Cpu, why: string = ''): void {
    if (this._report(cpuFlaws('the CPU request', cpu))) this._put(Facts.CPU_REQUEST, cpuInMillis(cpu), why);
  }

  /** Decides where the CPU is throttled. @param cpu in millicores or units @param why shown by explain() */
  public fixCpuLimit(cpu: Cpu, why: string = ''): void {
    if (this._report(cpuFlaws('the CPU limit', cpu))) this._put(Facts.CPU_LIMIT, cpuInMillis(cpu), why);
  }

  /** Decides the memory: request and limit alike, as memory that is only promised cannot be used. @param memory at least 16 MiB @param why shown by explain() */
  public fixMemory(memory: Size, why: string = ''): void {
    if (!this._report(sizeFlaws('memory', memory))) return;
    this._put(Facts.MEMORY_REQUEST, sizeInBytes(memory), why);
    this._put(Facts.MEMORY_LIMIT, sizeInBytes(memory), why);
  }

  /** Decides how the kubelet learns how the container is. @param kind which question @param probe how it is asked @param why shown by explain() */
  public fixProbe(kind: ProbeKind, probe: Probe, why: string = ''): void {
    this._report(probe._flaws(kind));
    this._add(Facts.PROBE, kind, probe, why);
  }

  /** Decides how long a pod may take to stop, its preStop hook included. @param grace whole seconds, at least 1 @param why shown by explain() */
  public fixGracePeriod(grace: Duration, why: string = ''): void {
    this._putSeconds(Facts.GRACE, grace, 1, why);
  }

  /** @internal */
  public get _who(): Writer {
    return this.writer;
  }

  /** The workload that it is about; the same object for all writers of one workload. @internal */
  public get _subject(): Subject {
    return this.notebook.subject;
  }

  /** Whether this writer's word about it is still there: its trait may have been removed. @internal */
  public _hasSaid(slot: Slot<any>): boolean {
    return this.notebook.entriesFor(slot).some((fact) => fact.writer === this.writer);
  }

  /** @internal */
  public _put<T>(slot: Slot<T>, value: T, why: string): void {
    this.notebook.put(slot, this.fact({ value, why }));
  }

  /** @internal */
  public _add<T>(map: MapSlot<T>, key: string, value: T, why: string): void {
    this.notebook.putAt(map, key, this.fact({ value, why }));
  }

  /** Writes a value that follows from other facts, whoever decides those. @internal */
  public _derive<T>(slot: Slot<T>, derive: (settled: Settled) => T | undefined, why: string): void {
    this.notebook.put(slot, this.fact({ derive, why }));
  }

  /** @internal */
  public _deriveAt<T>(map: MapSlot<T>, key: string, derive: (settled: Settled) => T | undefined, why: string): void {
    this.notebook.putAt(map, key, this.fact({ derive, why }));
  }

  /** Has something checked when all is settled. @internal */
  public _check(run: (settled: Settled) => Flaw[]): void {
    this.notebook.check({ writer: this.writer, run });
  }

  /** Reports flaws with the workload's path; says whether there were none. @internal */
  public _report(flaws: Flaw[]): boolean {
    if (flaws.length > 0) this._check(() => flaws);
    return flaws.length === 0;
  }

  private mountSecretVolume(directory: string, source: { readonly [field: string]: any }, why: string): void {
    this._add(Facts.VOLUME, directory, { mountPath: directory, readOnly: true, source }, why);
  }

  /** @internal */
  public _addEnv(name: string, source: EnvSource, why: string): void {
    this._report(envNameFlaws(name));
    this._add(Facts.ENV, name, source, why);
  }

  /** @internal */
  public _addScratch(path: string, size: Size, memory: boolean, why: string): void {
    this._report(pathFlaws('scratch', path));
    if (this._report(sizeFlaws(`the scratch directory ${path}`, size))) {
      this._add(Facts.SCRATCH, path, { bytes: sizeInBytes(size), memory }, why);
    }
  }

  /** @internal */
  public _putSeconds(slot: Slot<number>, duration: Duration, min: number, why: string): void {
    const seconds = duration.toSeconds({ integral: false });
    if (!Number.isInteger(seconds) || seconds < min || seconds > 2 ** 31 - 1) {
      this._report([flaw('duration/out-of-range', `${slot.name} is ${seconds}s; it takes whole seconds from ${min} on`, 'Give whole seconds.')]);
    } else {
      this._put(slot, seconds, why);
    }
  }

  /** @internal */
  public _open(map: MapSlot<any>, peer: NetworkPeer, port: number | undefined, protocols: string[], why: string, of?: 'call' | 'proxy'): void {
    this._report(peer._flaws);
    if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65535)) {
      this._report([flaw('port/out-of-range', `${map.name} ${peer} names port ${port}; ports are whole numbers from 1 to 65535`, 'Name the number of the pod\'s port.')]);
      return;
    }
    this._add(map, `${peer}:${port ?? 'any'}/${protocols.join('+')}`, { peer, port, protocols, ...(of === undefined ? {} : { of }) }, why);
  }

  private fact<T>(what: Omit<Fact<T>, 'writer'>): Fact<T> {
    return { writer: this.writer, ...what };
  }
}
