import { join } from 'path';
import { ApiObject, Chart, Names, YamlOutputType } from 'cdk8s';
import { Ordered } from './dependency-order';
import { inOrder, ObjectOrder } from './object-order';

/** A file to be written, and the objects it holds. @internal */
export interface OutputFile {
  readonly path: string;
  readonly objects: ApiObject[];
}

/** Which objects go into which file: the stock App's layouts and names. @internal */
export function filesOf(ordered: Ordered, layout: YamlOutputType, extension: string, order: ObjectOrder): OutputFile[] {
  const charts = ordered.charts.map(({ chart, objects }, index) => ({ name: nameOf(chart, index, ordered.numbered), objects: inOrder(objects, order) }));
  switch (layout) {
    case YamlOutputType.FILE_PER_APP:
      return charts.length === 0 ? [] : [{ path: `app${extension}`, objects: inOrder(charts.flatMap((c) => c.objects), order) }];
    case YamlOutputType.FILE_PER_RESOURCE:
      return charts.flatMap((c) => c.objects).map((object) => ({ path: `${fileNameOf(object)}${extension}`, objects: [object] }));
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return charts.flatMap((c) => c.objects.map((object) => ({ path: join(c.name, `${fileNameOf(object)}${extension}`), objects: [object] })));
    case YamlOutputType.FILE_PER_CHART:
      return charts.map((c) => ({ path: `${c.name}${extension}`, objects: c.objects }));
  }
}

function nameOf(chart: Chart, index: number, numbered: boolean): string {
  const name = Names.toDnsLabel(chart);
  return numbered ? `${String(index).padStart(4, '0')}-${name}` : name;
}

function fileNameOf(object: ApiObject): string {
  return `${object.kind}.${object.metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}
