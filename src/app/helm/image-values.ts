import { imageParts, OfferedImage, valueOf } from './offered-values';
import { contentName, goString, Marks, textAction } from './template-text';
import { eachText } from './texts-in';
import { Workload } from '../../workloads/workload';

const VERSION_LABEL = 'app.kubernetes.io/version';
const RESOURCE_ATTRIBUTES = 'OTEL_RESOURCE_ATTRIBUTES';

/**
 * Makes the image of a program a value, and its version with it: in labels, in what telemetry says, and in the name of a
 * Job, which nobody may change.
 *
 * @param helper the name of the template that puts a reference together
 * @param objects those of the program, by their JSON
 * @internal
 */
export function offerImage(workload: Workload, key: string, helper: string, objects: readonly any[], marks: Marks): OfferedImage | undefined {
  const reference = objects.map((json) => ownImage(workload, json)).find((image) => image !== undefined);
  if (reference === undefined) return undefined;
  const { repository, tag, digest } = imageParts(reference);
  const image = `include ${goString(helper)} (dict "given" (${valueOf(key, 'image')}) "tag" ${goString(tag)} "digest" ${goString(digest)})`;
  const version = valueOf(key, 'image', 'tag');
  for (const json of objects) {
    if (json.kind === 'Job' && json.metadata.name !== workload.name) json.metadata.name = marks.add(textAction(contentName(json.metadata.name, workload.name, [{ given: reference, action: image }])));
    eachText(json, ({ text, key: under, holder, put }) => {
      if (under === 'image' && text === reference) {put(marks.add(textAction(image)));} else if (under === VERSION_LABEL && text === tag && tag !== '') {put(marks.add(textAction(version)));} else if (under === 'value' && holder.name === RESOURCE_ATTRIBUTES && tag !== '') {
        const parts = text.split(',');
        const at = parts.indexOf(`service.version=${tag}`);
        if (at >= 0) put(marks.add(textAction(...around(parts, at, version))));
      }
    });
  }
  return { repository, tag, digest, mayMove: workload.platform.imagePolicy.allowMovingTags === true };
}

/** The image of the container that is called as the program is. */
function ownImage(workload: Workload, json: any): string | undefined {
  const spec = json.kind === 'CronJob' ? json.spec?.jobTemplate?.spec : json.spec;
  const containers: any[] = spec?.template?.spec?.containers ?? [];
  const image = containers.find(({ name }) => name === workload.name)?.image;
  return typeof image === 'string' ? image : undefined;
}

function around(parts: readonly string[], at: number, version: string): string[] {
  const [before, after] = [[...parts.slice(0, at), 'service.version='].join(','), parts.slice(at + 1)];
  return [goString(before), version, ...(after.length === 0 ? [] : [goString(`,${after.join(',')}`)])];
}
