import { Graph } from '../../rules/graph/graph';
import { isRecord, Json, record, texts } from '../../rules/graph/json';
import { LabelSelector } from '../../rules/graph/label-selector';
import { isNamespace } from '../../rules/graph/openings';
import { PodSet } from '../../rules/graph/pod-set';
import { Manifests } from '../../rules/manifests';

const NAME = 'kubernetes.io/metadata.name';

/** Whom a peer of a policy means: workloads that are known, or words for those that are not. @internal */
export interface Party {
  readonly words: string;
  readonly pods: readonly PodSet[];
}

/** Reads the peers of the policies of one side; each is looked up once. @internal */
export class Peers {
  private readonly graph: Graph;
  private readonly namespaces: ReadonlyMap<string, ReadonlyMap<string, string>>;
  private readonly known: readonly string[];
  private readonly parties = new Map<string, Party>();
  private readonly selected = new Map<string, readonly string[]>();

  public constructor(all: Manifests) {
    this.graph = Graph.of(all);
    this.namespaces = new Map(all.ofKind('Namespace').map(({ name, object }) => [name, new Map(Object.entries(record(object.metadata?.labels) as { [key: string]: string }))]));
    this.known = [...new Set(this.graph.pods.map(({ namespace }) => namespace))];
  }

  /** @param peer one of `from` or `to`; undefined for everybody @param namespace that of the policy */
  public partyOf(peer: Json | undefined, namespace: string): Party {
    const key = `${namespace}\0${JSON.stringify(peer)}`;
    let party = this.parties.get(key);
    if (party === undefined) this.parties.set(key, party = this.read(peer, namespace));
    return party;
  }

  private read(peer: Json | undefined, namespace: string): Party {
    if (peer === undefined) return { words: 'anybody', pods: [] };
    if (isRecord(peer.ipBlock)) {
      const except = texts(peer.ipBlock.except);
      return { words: `${peer.ipBlock.cidr}${except.length === 0 ? '' : ` except ${except.join(', ')}`}`, pods: [] };
    }
    const selector = isRecord(peer.podSelector) ? LabelSelector.of(peer.podSelector) : undefined;
    const where = isRecord(peer.namespaceSelector) ? namespaceWords(peer.namespaceSelector) : `namespace ${namespace || 'of the policy'}`;
    if (selector === undefined || selector.isEmpty) return { words: where, pods: [] };
    const pods = this.namespacesOf(peer, namespace).flatMap((name) => this.graph.podIndex.select(name, selector));
    return { words: `pods with ${selector} in ${where}`, pods };
  }

  /** The known namespaces that a peer may be in; every selector goes through them once. */
  private namespacesOf(peer: Json, own: string): readonly string[] {
    if (!isRecord(peer.namespaceSelector)) return [own];
    const key = JSON.stringify(peer.namespaceSelector);
    let found = this.selected.get(key);
    if (found === undefined) this.selected.set(key, found = this.known.filter((name) => isNamespace(peer, name, own, this.namespaces)));
    return found;
  }
}

function namespaceWords(json: Json): string {
  const selector = LabelSelector.of(json);
  if (selector.isEmpty) return 'every namespace';
  const name = record(json.matchLabels)[NAME];
  return selector.keys.length === 1 && typeof name === 'string' ? `namespace ${name}` : `namespaces with ${selector}`;
}
