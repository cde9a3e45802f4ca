import { quoted } from '../../values/flaw';
import { bytesQuantity, MIB, sizeInBytes } from '../../values/quantity';
import type { DatabaseObjection, DatabaseResources, DatabaseSpec } from '../database-engine';
import { TopologyKind } from '../topology';

/*
 * What engines with members of their own object to alike.
 */

/** The hosts of a cluster's members; none if the server is by itself. @internal */
export function membersOf({ pods }: DatabaseSpec): string[] {
  return pods?.topology.kind === TopologyKind.CLUSTER ? pods.hosts : [];
}

/** A version is a series, such as `2.12`, or a release of one. @internal */
export function versionObjections(product: string, version: string, series: readonly string[]): DatabaseObjection[] {
  const of = /^([0-9]{1,3}\.[0-9]{1,3})(\.[0-9]{1,3})?$/.exec(version)?.[1];
  return of !== undefined && series.includes(of) ? [] : [{
    slug: 'database/unsupported-version',
    what: `${product} ${quoted(version)} is not one that this library knows`,
    remedy: `Choose one of ${series.join(', ')}, or a release of one, such as "${series[series.length - 1]}.1"; other variants are named by \`image\`.`,
  }];
}

/** @internal */
export function userObjections(product: string, user: string, reserved: readonly string[]): DatabaseObjection[] {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(user)) {
    return [{
      slug: 'database/bad-user-name',
      what: `${quoted(user)} cannot be the name of the user: it takes at most 63 lower-case letters, digits and "_", not starting with a digit`,
      remedy: 'Give `user` a name of that form, such as "orders".',
    }];
  }
  return reserved.includes(user) ? [{
    slug: 'database/reserved-user-name',
    what: `${quoted(user)} is what the members of ${product} call each other`,
    remedy: 'Give `user` another name, such as "orders".',
  }] : [];
}

/** @internal */
export function clusterObjections(product: string, spec: DatabaseSpec, most: number, why: string): DatabaseObjection[] {
  const { length } = membersOf(spec);
  return length <= most ? [] : [{
    slug: 'database/too-many-members',
    what: `${product} would have ${length} members; ${why}`,
    remedy: `Give at most ${most}.`,
  }];
}

/** The least that a server can do with. @internal */
export interface Least { readonly memory: number; readonly storage: number; readonly why: string }

/** @internal */
export function sizeObjections(product: string, { memory, storage }: DatabaseResources, least: Least): DatabaseObjection[] {
  const tooSmall = (what: 'memory' | 'storage', has: number, needs: number, why: string) => (has >= needs ? [] : [{
    slug: `database/${what}-too-small`,
    what: `${product} would have ${bytesQuantity(has)} of ${what}; it needs ${bytesQuantity(needs)}${why}`,
    remedy: `Give \`${what}\` of at least Size.mebibytes(${Math.ceil(needs / MIB)}).`,
  }]);
  return [
    ...tooSmall('memory', sizeInBytes(memory), least.memory, ''),
    ...tooSmall('storage', sizeInBytes(storage), least.storage, `, as ${least.why}`),
  ];
}
