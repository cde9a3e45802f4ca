import { readdirSync } from 'fs';
import { join } from 'path';
import { cli, INPUTS, synthesized } from './adopt-kit';
import { readManifests } from '../../../src/rules/reading/read-manifests';
import { Oracle } from '../../conformance/oracle';
import { Folder } from '../../rules/reading/folder-kit';

/** Custom resources, which the oracle does not know. */
const isBuiltIn = ({ apiVersion }: { readonly apiVersion: string }) => !apiVersion.startsWith('monitoring.coreos.com/');

describe.each(['1.33', '1.36'])('the API server of Kubernetes %s', (version) => {
  let oracle: Oracle | undefined;
  beforeAll(() => { if (Oracle.isBuilt(version)) oracle = new Oracle(version); });
  afterAll(async () => oracle?.close());

  (Oracle.isBuilt(version) ? test : test.skip)('takes what a program makes in place of what it has adopted', async () => {
    const folder = new Folder();
    const questions: Array<{ name: string; op: 'update'; object: unknown; old: unknown }> = [];
    for (const input of readdirSync(INPUTS)) {
      const out = join(folder.path, input.replace('.yaml', ''));
      await cli('adopt', join(INPUTS, input), '--out', out);
      const old = new Map(readManifests([join(out, 'running')]).manifests.map((manifest) => [String(manifest), manifest.object]));
      for (const made of synthesized(out).filter(isBuiltIn)) questions.push({ name: `${input}: ${made}`, op: 'update', object: made.object, old: old.get(String(made)) });
    }
    folder.remove();
    expect(questions.length).toBeGreaterThan(20);
    const answers = await oracle!.askAll(questions.map(({ op, object, old }) => ({ op, object, old })));
    expect(answers.flatMap(({ verdict, errors }, i) => (verdict === 'accept' ? [] : [{ name: questions[i].name, errors }]))).toEqual([]);
  });
});
