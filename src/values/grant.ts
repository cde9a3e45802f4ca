import { Flaw, flaw, quoted } from './flaw';
import { dangersOf } from './grant-dangers';
import { namespaceFlaws } from './names';

/** What may be done with a resource of the API. */
export enum Verb {
  /** read one, by its name */
  GET = 'get',
  /** read all */
  LIST = 'list',
  /** follow all changes */
  WATCH = 'watch',
  /** make one */
  CREATE = 'create',
  /** replace one */
  UPDATE = 'update',
  /** change parts of one; server-side apply needs it */
  PATCH = 'patch',
  /** delete one */
  DELETE = 'delete',
  /** delete all */
  DELETE_COLLECTION = 'deletecollection',
  /** use a policy-like object */
  USE = 'use',
  /** approve for a signer */
  APPROVE = 'approve',
  /** sign for a signer */
  SIGN = 'sign',
  /** bind a role whose rights one does not have; it escalates */
  BIND = 'bind',
  /** write a role with rights one does not have; it escalates */
  ESCALATE = 'escalate',
  /** act as somebody else; it escalates */
  IMPERSONATE = 'impersonate',
}

/** One rule of rights, in the words of the API. */
export interface GrantProps {
  /** The group without a version: `apps`, `batch`, `example.com`; `core` for Pods, ConfigMaps and the like. */
  readonly apiGroup: string;
  /** Plurals in lower case, with a subresource after "/": `deployments`, `deployments/scale`. */
  readonly resources: string[];
  /** What may be done with them. */
  readonly verbs: Verb[];
  /**
   * Only the objects of these names. New objects have no name yet, so CREATE cannot be bounded by it.
   * @default - all objects
   */
  readonly names?: string[];
}

/** Where a grant holds: with no namespaces, in the workload's own. @internal */
export interface GrantScope { readonly clusterWide: boolean; readonly namespaces: readonly string[] }

/** The rule of RBAC. @internal */
export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

const OWN: GrantScope = { clusterWide: false, namespaces: [] };
const READ = [Verb.GET, Verb.LIST, Verb.WATCH];

/**
 * A right to do something with the API server.
 *
 * It holds in the workload's own namespace, unless `inNamespaces` or `clusterWide` says
 * otherwise. There are no wildcards. What leads to more rights than it names (reading
 * all Secrets of the cluster, `pods/exec`, `escalate` …) is a problem, unless
 * `deliberately` says why it must be.
 *
 * @example
 * checkout.addTraits(new AccessRights({ grants: [Grant.read('core', 'configmaps')] }));
 */
export class Grant {
  /** Read all objects and follow their changes: get, list, watch. @param apiGroup without a version; `core` for the core group @param resource the plural in lower case */
  public static read(apiGroup: string, resource: string): Grant {
    return Grant.on({ apiGroup, resources: [resource], verbs: READ });
  }

  /** Do all that a controller does with what it makes: get, list, watch, create, update, patch, delete. @param apiGroup without a version; `core` for the core group @param resource the plural in lower case */
  public static manage(apiGroup: string, resource: string): Grant {
    return Grant.on({ apiGroup, resources: [resource], verbs: [...READ, Verb.CREATE, Verb.UPDATE, Verb.PATCH, Verb.DELETE] });
  }

  /** Just what is named. @param props group, resources, verbs and perhaps names */
  public static on(props: GrantProps): Grant {
    const rule = {
      apiGroups: [props.apiGroup === 'core' ? '' : props.apiGroup],
      resources: [...new Set(props.resources)].sort(),
      ...(props.names === undefined ? {} : { resourceNames: [...new Set(props.names)].sort() }),
      verbs: [...new Set(props.verbs)].sort(),
    };
    return new Grant(rule, OWN, undefined);
  }

  /** Read a path of the API server that is no resource, such as `/metrics`; cluster-wide by nature. @param path from the root */
  public static onPath(path: string): Grant {
    return new Grant({ nonResourceURLs: [path], verbs: [Verb.GET] }, { clusterWide: true, namespaces: [] }, undefined);
  }

  private constructor(
    /** @internal */
    public readonly _rule: PolicyRule,
    /** @internal */
    public readonly _scope: GrantScope,
    /** why it may be dangerous @internal */
    public readonly _reason: string | undefined,
  ) {}

  /** The same right in these namespaces, which must exist. @param namespaces by name */
  public inNamespaces(...namespaces: string[]): Grant {
    return new Grant(this._rule, { clusterWide: false, namespaces: [...new Set(namespaces)].sort() }, this._reason);
  }

  /** The same right in every namespace, and for what is in none, such as nodes. */
  public clusterWide(): Grant {
    return new Grant(this._rule, { clusterWide: true, namespaces: [] }, this._reason);
  }

  /** Accepts that the right leads to more rights than it names. @param reason why it must be; it is written into the manifest */
  public deliberately(reason: string): Grant {
    return new Grant(this._rule, this._scope, String(reason));
  }

  public toString(): string {
    const { apiGroups, resources, resourceNames, nonResourceURLs, verbs } = this._rule;
    const what = nonResourceURLs ? nonResourceURLs.join(', ') : resources!.map((r) => (apiGroups![0] === '' ? r : `${r}.${apiGroups![0]}`)).join(', ');
    const where = this._scope.clusterWide ? ' cluster-wide' : this._scope.namespaces.length > 0 ? ` in ${this._scope.namespaces.join(', ')}` : '';
    return `${verbs.join(', ')} ${what}${resourceNames ? ` named ${resourceNames.join(', ')}` : ''}${where}`;
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    const wildcards = this.wildcardFlaws();
    return wildcards.length > 0 ? wildcards : [
      ...this.wordFlaws(),
      ...this.nameFlaws(),
      ...this._scope.namespaces.flatMap(namespaceFlaws),
      ...this.dangerFlaws(),
    ];
  }

  private wildcardFlaws(): Flaw[] {
    const words = [...this._rule.apiGroups ?? [], ...this._rule.resources ?? [], ...this._rule.resourceNames ?? [], ...this._rule.nonResourceURLs ?? [], ...this._rule.verbs];
    return words.some((word) => word.includes('*')) ? [flaw('grant/wildcard',
      `"${this}" has a wildcard; it would cover what nobody has thought of, and whatever is installed later`, 'Name groups, resources and verbs.')] : [];
  }

  private wordFlaws(): Flaw[] {
    const { apiGroups = [], resources = [], nonResourceURLs, verbs } = this._rule;
    const flaws: Flaw[] = [];
    if (verbs.length === 0) flaws.push(flaw('grant/no-verbs', `"${this}" allows nothing`, 'Name at least one verb.'));
    for (const verb of verbs) {
      if (!Object.values<string>(Verb).includes(verb)) flaws.push(flaw('grant/unknown-verb', `${quoted(verb)} is no verb of the API`, 'Use one of Verb, such as Verb.GET.'));
    }
    if (nonResourceURLs) {
      return nonResourceURLs.every((url) => /^\/[!-~]*$/.test(url)) ? flaws : [...flaws, flaw('grant/bad-path', `${quoted(nonResourceURLs[0])} is no path of the API server`, 'Write it from the root, such as "/metrics".')];
    }
    if (resources.length === 0) flaws.push(flaw('grant/no-resources', `the grant on the group ${quoted(apiGroups[0])} names no resource`, 'Name at least one.'));
    for (const group of apiGroups) {
      if (!/^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$/.test(group) || /^v[0-9]+((alpha|beta)[0-9]+)?$/.test(group)) {
        flaws.push(flaw('grant/bad-group', `${quoted(group)} is no API group; the grant would never match`, 'Write the group without a version: "apps" for apps/v1, "core" for v1.'));
      }
    }
    for (const resource of resources) {
      if (!/^[a-z][a-z0-9-]*(\/[a-z]+)?$/.test(resource)) {
        flaws.push(flaw('grant/bad-resource', `${quoted(resource)} is no resource; the grant would never match`, 'Write the plural in lower case, as in the path of the API: "deployments", "deployments/scale".'));
      }
    }
    return flaws;
  }

  private nameFlaws(): Flaw[] {
    const { resourceNames, verbs } = this._rule;
    if (resourceNames === undefined) return [];
    if (resourceNames.length === 0 || resourceNames.some((name) => name === '')) {
      return [flaw('grant/no-names', `"${this}" is bounded to no name; RBAC takes an empty list for all names`, 'Name the objects, or leave names out.')];
    }
    const nameless = verbs.filter((verb) => verb === Verb.CREATE || verb === Verb.DELETE_COLLECTION);
    return nameless.length === 0 ? [] : [flaw('grant/name-cannot-hold',
      `"${this}": a request to ${nameless.join(' or ')} carries no name, so RBAC would always refuse it`, 'Grant that verb without names, in a grant of its own.')];
  }

  private dangerFlaws(): Flaw[] {
    if (this._reason !== undefined) {
      return this._reason.trim().length >= 8 ? [] : [flaw('grant/no-reason', `"${this}" is said to be deliberate, and ${quoted(this._reason)} is no reason`, 'Say why it must be, in a few words.')];
    }
    return dangersOf(this._rule, this._scope.clusterWide).map((danger) => flaw('grant/escalates', `"${this}" ${danger}`,
      'Grant less: other verbs, single names, single namespaces. If it must be, say why: .deliberately(\'…\').'));
  }
}
