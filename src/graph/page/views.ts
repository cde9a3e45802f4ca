import { LooseBox, nodeBox, regionBox } from './boxes';
import type { View } from './view';
import { GraphContent } from '../graph-content';
import { GraphNode } from '../graph-node';
import { groupedBy } from '../grouped-by';
import { layOut } from '../layout/lay-out';
import { BEFORE, BEHIND } from '../regions';

/** Up to so many nodes all are in one picture at first. */
const FEW = 100;
/** A region whose boxes have one line only, as they are many. */
const MANY = 60;
/** So many fit beside each other on most screens. */
const OVERVIEW_COLUMNS = 4;
/** More in one picture is for nobody. */
const MOST = 1500;

/** A box with the key by which ways find it. */
interface KeyedBox {
  readonly key: string;
  readonly lane: number;
  readonly box: LooseBox;
}

/** An edge, by its number, and the keys of the boxes that it joins in a picture. */
interface Joint {
  readonly edge: number;
  readonly from: string;
  readonly to: string;
}

/** The pictures of one graph. @internal */
export class Views {
  private readonly members: Map<string, GraphNode[]>;
  private readonly joints: Joint[];
  private readonly indexOf: Map<string, number>;

  constructor(private readonly graph: GraphContent, private readonly regions: readonly string[], private readonly regionOf: ReadonlyMap<string, string>) {
    this.members = groupedBy(graph.nodes, (node) => regionOf.get(node.id)!);
    this.joints = graph.edges.map(({ from, to }, edge) => ({ edge, from, to }));
    this.indexOf = new Map(graph.nodes.map((node, i) => [node.id, i]));
  }

  /** The first is the one to begin with. */
  public all(): View[] {
    const { length } = this.graph.nodes;
    if (length <= FEW || this.regions.length === 1) return length === 0 ? [] : [this.everything(length > FEW)];
    const touching = groupedBy(this.joints.flatMap((joint) => [...new Set([joint.from, joint.to].map((id) => this.regionOf.get(id)!))].map((region) => ({ region, joint }))), ({ region }) => region);
    const single = this.regions.map((region, i) => this.oneRegion(region, i, (touching.get(region) ?? []).map(({ joint }) => joint)));
    return [this.overview(), ...single, ...(length > MOST ? [] : [this.everything(true)])];
  }

  private everything(isTight: boolean): View {
    const lanes = new Map(this.regions.map((name, number) => [name, number]));
    const boxes = this.graph.nodes.map((node, i) => ({ key: node.id, lane: lanes.get(this.regionOf.get(node.id)!)!, box: nodeBox(node, i, isTight) }));
    return view('all', 'Everything', boxes, this.joints, this.regions.map((_, region) => region));
  }

  private overview(): View {
    const boxes = this.regions.map((name, i) => ({ key: name, lane: 0, box: regionBox(name, this.members.get(name)!, i) }));
    const joints = this.joints.map(({ edge, from, to }) => ({ edge, from: this.regionOf.get(from)!, to: this.regionOf.get(to)! }));
    return view('overview', 'Overview', boxes, joints.filter(({ from, to }) => from !== to), [], OVERVIEW_COLUMNS);
  }

  /** The nodes of a region; other namespaces that call it are one box each, on the left, those that it calls on the right. */
  private oneRegion(name: string, region: number, touching: readonly Joint[]): View {
    const own = this.members.get(name)!;
    const boxes = new Map(own.map((node): [string, KeyedBox] => [node.id, { key: node.id, lane: 0, box: nodeBox(node, this.indexOf.get(node.id)!, own.length > MANY) }]));
    const end = (id: string, side: string): string => {
      const other = this.regionOf.get(id)!;
      if (other === name) return id;
      const isOpen = [BEFORE, BEHIND].includes(other);
      const key = isOpen ? id : `${side} ${other}`;
      if (!boxes.has(key)) {
        const index = this.indexOf.get(id)!;
        const box = isOpen ? nodeBox(this.graph.nodes[index], index, false) : regionBox(other, this.members.get(other)!, this.regions.indexOf(other));
        boxes.set(key, { key, lane: 0, box });
      }
      return key;
    };
    const joints = touching.map(({ edge, from, to }) => ({ edge, from: end(from, 'from'), to: end(to, 'to') }));
    return view(`in ${name}`, name, [...boxes.values()], joints, [region]);
  }
}

function view(id: string, title: string, boxes: readonly KeyedBox[], joints: readonly Joint[], lanes: readonly number[], mostColumns?: number): View {
  const numbers = new Map(boxes.map(({ key }, i) => [key, i]));
  const lines = [...groupedBy(joints, ({ from, to }) => `${numbers.get(from)} ${numbers.get(to)}`).values()];
  const ends = lines.map(([{ from, to }]) => ({ from: numbers.get(from)!, to: numbers.get(to)! }));
  const picture = layOut(boxes.map(({ lane, box }) => ({ width: box.width, height: box.height, lane })), ends, Math.max(1, lanes.length), mostColumns);
  return {
    id,
    title,
    width: picture.width,
    height: picture.height,
    lanes: lanes.map((region, i) => ({ region, ...picture.lanes[i] })),
    boxes: boxes.map(({ box }, i) => ({ ...box, ...picture.spots[i] })),
    lines: lines.map((same, i) => ({ ...ends[i], edges: same.map(({ edge }) => edge), path: picture.paths[i] })),
  };
}
