import { checkBlock, isWithin } from './addresses';
import { Complain, given, items, notEmpty, record, show } from './complaint';
import { is } from './formats';
import { checkSelector } from './labels';
import { checkPortRef } from './probes';
import { Manifest } from '../manifest';

type Fields = { readonly [field: string]: any };

/** @internal */
export function checkNetworkPolicy({ object, kubernetesMinor }: Manifest, complain: Complain): void {
  const spec = record(object.spec);
  checkSelector(spec.podSelector, 'spec.podSelector', complain);
  const types = items(spec.policyTypes);
  if (types.length > 2) complain('api/too-many', 'spec.policyTypes', 'there are but two directions', 'Name each once.');
  else types.forEach((type, i) => (type === '' || !given(type)) && complain('api/unknown-word', `spec.policyTypes[${i}]`, 'the text is empty', 'Write Ingress or Egress.'));
  for (const [direction, side] of [['ingress', 'from'], ['egress', 'to']]) {
    items(spec[direction]).forEach((rule, i) => {
      const at = `spec.${direction}[${i}]`;
      items(record(rule).ports).forEach((port, j) => checkPolicyPort(record(port), `${at}.ports[${j}]`, complain));
      items(record(rule)[side]).forEach((peer, j) => checkPeer(record(peer), `${at}.${side}[${j}]`, kubernetesMinor, complain));
    });
  }
}

function checkPolicyPort({ protocol, port, endPort }: Fields, at: string, complain: Complain): void {
  notEmpty(complain, `${at}.protocol`, protocol);
  if (given(port)) checkPortRef(port, `${at}.port`, complain);
  if (!given(endPort)) return;
  if (typeof port !== 'number') complain('api/end-port', `${at}.endPort`, 'a range of ports begins with a number', 'Give port as a number.');
  else if (!is.port(endPort) || endPort < port) complain('api/end-port', `${at}.endPort`, `${show(endPort)} is not a port from ${port} on`, 'Give a port from the first on.');
}

function checkPeer(peer: Fields, at: string, minor: number, complain: Complain): void {
  let selects = false;
  for (const field of ['podSelector', 'namespaceSelector']) {
    if (!given(peer[field])) continue;
    selects = true;
    checkSelector(peer[field], `${at}.${field}`, complain);
  }
  if (!given(peer.ipBlock)) {
    if (!selects) complain('api/empty-peer', at, 'the peer names nobody', 'Name a podSelector, a namespaceSelector or an ipBlock.');
    return;
  }
  if (selects) complain('api/peer-contradiction', at, 'addresses and selectors do not go together', 'Make two peers of it.');
  const { cidr, except } = record(peer.ipBlock);
  const block = checkBlock(complain, `${at}.ipBlock.cidr`, cidr, minor);
  if (block === undefined) return;
  items(except).forEach((inner, i) => {
    const hole = checkBlock(complain, `${at}.ipBlock.except[${i}]`, inner, minor);
    if (hole && !isWithin(hole, block)) complain('api/bad-exception', `${at}.ipBlock.except[${i}]`, `${show(inner)} is not within ${show(cidr)}`, 'Name a smaller block inside.');
  });
}
