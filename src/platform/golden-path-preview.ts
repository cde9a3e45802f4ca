import { GoldenPath } from './golden-path';

/** A folder that everything is written to instead, so that nothing of the project changes. @internal */
export const PREVIEW = 'CDK8S_GOPHER_PREVIEW';
/** Which golden path a preview is to be with: `next`, or one of its names. It holds in a preview only. @internal */
export const PREVIEW_GOLDEN_PATH = 'CDK8S_GOPHER_PREVIEW_GOLDEN_PATH';

/** The golden path that holds where somebody has said one: in a preview perhaps another. @internal */
export function previewed(said: GoldenPath): GoldenPath {
  const { [PREVIEW]: folder, [PREVIEW_GOLDEN_PATH]: wanted } = process.env;
  if (!folder || !wanted) return said;
  return wanted === 'next' ? said.next ?? said : GoldenPath.of(wanted);
}
