import { isIPv6 } from 'net';
import { Complain, show } from './complaint';
import { SINCE } from './features';
import { remembered } from '../../values/remembered';

/*
 * IP addresses and blocks of them, as Go's net package reads them.
 */

/** @internal */
export interface Block {
  readonly family: 4 | 6;
  /** the address, 32 or 128 characters of 0 and 1 */
  readonly bits: string;
  readonly length: number;
}

/** The bits of an address; undefined where it is none. Leading zeros are passed over, as old servers do. @internal */
export const bitsOf = remembered((address: string): string | undefined => {
  const four = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  if (four !== null) {
    const parts = four.slice(1).map(Number);
    return parts.every((n) => n <= 255) ? parts.map((n) => binary(n, 8)).join('') : undefined;
  }
  return isIPv6(address) && !address.includes('%') ? bitsOfSix(address) : undefined;
});

function binary(n: number, width: number): string {
  return n.toString(2).padStart(width, '0');
}

function bitsOfSix(address: string): string {
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => `${(Number(a) * 256 + Number(b)).toString(16)}:${(Number(c) * 256 + Number(d)).toString(16)}`);
  const [head, tail] = plain.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const groups = tail === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail];
  return groups.map((g) => binary(parseInt(g, 16), 16)).join('');
}

const LEADING_ZERO = /(^|\.)0\d/;

/** What is wrong with an address; undefined where nothing is. */
function addressFlaw(address: string, minor: number): string | undefined {
  const bits = bitsOf(address);
  if (bits === undefined) return `${show(address)} is not an address`;
  if (minor < SINCE.strictAddresses) return undefined;
  if (LEADING_ZERO.test(address)) return `${show(address)} has leading zeros, which some programs read as octal`;
  return bits.length === 128 && bits.startsWith('0'.repeat(80) + '1'.repeat(16)) ? `${show(address)} is an IPv4 address in the clothes of IPv6` : undefined;
}

/** @internal */
export function checkAddress(complain: Complain, path: string, address: unknown, minor: number): void {
  if (typeof address !== 'string') return;
  const flaw = addressFlaw(address, minor);
  if (flaw !== undefined) complain('api/bad-address', path, flaw, 'Write an IP address, such as 10.20.0.4.');
}

/** The block, if it is one. @internal */
export function checkBlock(complain: Complain, path: string, cidr: unknown, minor: number): Block | undefined {
  const text = String(cidr ?? '');
  const [address, length, more] = text.split('/');
  const bits = bitsOf(address);
  const refuse = (what: string): undefined => complain('api/bad-cidr', path, what, 'Write CIDR notation, such as "10.20.0.0/16".') as undefined;
  if (bits === undefined || more !== undefined || !/^[0-9]{1,3}$/.test(length ?? '') || Number(length) > bits.length) return refuse(`${show(text)} is not a block of addresses`);
  const block: Block = { family: bits.length === 32 ? 4 : 6, bits, length: Number(length) };
  if (minor >= SINCE.strictAddresses) {
    const flaw = addressFlaw(address, minor) ?? (/^0\d/.test(length) ? `${show(text)} has leading zeros` : undefined);
    if (flaw !== undefined) refuse(flaw);
    else if (bits.slice(block.length).includes('1')) refuse(`${show(text)} has bits beyond its prefix`);
  }
  return block;
}

/** Whether one block lies inside another, and is smaller. @internal */
export function isWithin(inner: Block, outer: Block): boolean {
  return inner.family === outer.family && inner.length > outer.length && inner.bits.startsWith(outer.bits.slice(0, outer.length));
}

/** Why an address cannot be one that others connect to; undefined where it can. @internal */
export function specialUse(address: string): string | undefined {
  const bits = bitsOf(address);
  if (bits === undefined) return undefined;
  if (!bits.includes('1')) return 'it stands for no address';
  if (bits.length === 32 ? bits.startsWith('01111111') : bits === '1'.padStart(128, '0')) return 'it is a loopback address';
  if (bits.startsWith(bits.length === 32 ? '1010100111111110' : '1111111010')) return 'it is link-local';
  if (bits.startsWith(bits.length === 32 ? '111000000000000000000000' : '1111111100000010')) return 'it is link-local multicast';
  return undefined;
}
