import { shortened, textWidth } from './text-width';
import type { ViewBox } from './view';
import { GraphNode } from '../graph-node';
import { GraphNodeKind } from '../graph-node-kind';
import { counted } from '../text/call-words';

/** A box that has no place yet. @internal */
export type LooseBox = Omit<ViewBox, 'x' | 'y'>;

/** Pixels of the two lines of a box, as in the page's style sheet. */
const [NAME_SIZE, SUB_SIZE] = [13, 12];
/** What is beside the text: the icon, the mark of a problem, and the margins. */
const BESIDE_TEXT = 46;
const MOST_CHARACTERS = 26;

/** A node; a tight one has no second line. @internal */
export function nodeBox(node: GraphNode, index: number, isTight: boolean): LooseBox {
  return { node: index, ...box(node.name, isTight ? '' : subOf(node)), height: isTight ? 28 : 44 };
}

/** A region, with what is in it. @internal */
export function regionBox(name: string, nodes: readonly GraphNode[], region: number): LooseBox {
  const count = (...kinds: GraphNodeKind[]) => nodes.filter((node) => kinds.includes(node.kind)).length;
  const programs = count(GraphNodeKind.SERVICE, GraphNodeKind.WORKER, GraphNodeKind.JOB, GraphNodeKind.OPERATOR);
  const databases = count(GraphNodeKind.DATABASE);
  const others = nodes.length - programs - databases;
  const parts = [programs > 0 ? counted(programs, 'program') : '', databases > 0 ? counted(databases, 'database') : '', programs + databases === 0 ? counted(others, 'node') : ''];
  return { region, ...box(name, parts.filter((part) => part !== '').join(', ')), height: 52 };
}

/** What is told of a node beside its name, in a few words. */
function subOf({ kind, name, ports, detail }: GraphNode): string {
  if (kind === GraphNodeKind.SERVICE && ports.length > 0) return ports.map((port) => port.replace(/\/.*/, '')).join(', ');
  return detail !== undefined && detail !== name ? detail : kind;
}

function box(name: string, said: string): Pick<LooseBox, 'label' | 'sub' | 'width'> {
  const [label, sub] = [shortened(name, MOST_CHARACTERS), shortened(said, MOST_CHARACTERS + 4)];
  return { label, sub, width: Math.max(120, BESIDE_TEXT + Math.max(textWidth(label, NAME_SIZE), textWidth(sub, SUB_SIZE))) };
}
