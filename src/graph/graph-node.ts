import { GraphNodeKind } from './graph-node-kind';
import { ExplainedValue } from '../model/explanation';

/** One of those who call and are called. */
export interface GraphNode {
  /** the place in the construct tree, such as `shop/checkout`; for what is in no tree its kind and name */
  readonly id: string;
  /** what it stands for */
  readonly kind: GraphNodeKind;
  /** its name, or the host, or whom a network policy names */
  readonly name: string;
  /** the namespace it is in, if there is one and it is known */
  readonly namespace?: string;
  /** what else tells it from others: the DNS name of something outside, the Gateway of a host */
  readonly detail?: string;
  /** the program it runs */
  readonly image?: string;
  /** who decides the number of pods, or how many there are */
  readonly pods?: string;
  /** what it answers on, such as `grpc 9090/GRPC` */
  readonly ports: string[];
  /** kind and name of each of its objects */
  readonly objects: string[];
  /** the ids of its traits */
  readonly traits: string[];
  /** for every settled value, who set it and why; values that look like secrets are left out */
  readonly explanation: ExplainedValue[];
  /** what is wrong with it */
  readonly problems: string[];
}
