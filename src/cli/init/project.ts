import { Language } from './languages/language';

/** What a program of the project listens on. @internal */
export interface Listener {
  readonly number: number;
  readonly protocol: 'http' | 'grpc';
}

/** A main package that is to run in the cluster. @internal */
export interface Service {
  /** a DNS label */
  readonly name: string;
  /** as `go build` takes it: `./cmd/checkout`, or `.` */
  readonly package: string;
  /** what callers reach; none for a worker */
  readonly listeners: readonly Listener[];
  /** where it answers probes, if apart from its traffic */
  readonly adminPort?: number;
  readonly livePath?: string;
  readonly readyPath?: string;
  /** whether it registers the standard gRPC health service */
  readonly hasGrpcHealth: boolean;
}

/** Everything that the files of `init` are made of. @internal */
export interface Project {
  /** a DNS label: chart, namespace and kind cluster */
  readonly name: string;
  /** the path of the Go module */
  readonly module: string;
  /** as images of Go are tagged: `1.26` */
  readonly goVersion: string;
  /** host and path that image names are put behind */
  readonly registry: string;
  /** what package.json says of cdk8s-gopher */
  readonly library: string;
  /** the folder of the bindings, if they are not from a registry; absolute */
  readonly bindings?: string;
  /** what the program is written in */
  readonly language: Language;
  /** whether the Go module is to be made, too */
  readonly isNew: boolean;
  readonly services: readonly Service[];
}
