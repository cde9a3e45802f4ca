import * as fc from 'fast-check';
import { Built, scenes } from './scenes';
import { Site, sites } from './sites';
import { Oracle } from '../conformance/oracle';
import { isThirdParty } from '../conformance/third-party/judge';

/** What is applied of a Secret that SOPS encrypted: without its own part. */
const asApplied = ({ sops: _, ...object }: any) => object;

/** Sites whose objects a server of that version may be given: its own, and older ones. */
const upTo = (version: string): fc.Arbitrary<Site> => fc.tuple(sites, fc.constantFrom('1.28', version)).map(([site, one]) => ({ ...site, version: one }));

describe.each(['1.33', '1.36'])('the API server of Kubernetes %s', (version) => {
  let oracle: Oracle | undefined;
  beforeAll(() => { if (Oracle.isBuilt(version)) oracle = new Oracle(version); });
  afterAll(async () => oracle?.close());

  (Oracle.isBuilt(version) ? test : test.skip)('takes every object of every world that we accept', async () => {
    const built = fc.sample(scenes({ where: upTo(version) }), 25).map((scene) => new Built(scene)).filter(({ problems }) => problems.length === 0);
    const objects = built.flatMap((one) => one.objects).filter((object) => !isThirdParty(object)).map(asApplied);
    const answers = await oracle!.askAll(objects.map((object) => ({ op: 'create', object, ssa: object.kind !== 'CustomResourceDefinition' })));
    const refused = answers.flatMap(({ verdict, errors, strict, warnings }, i) => (verdict === 'accept' && strict.length + warnings.length === 0 ? []
      : [{ object: JSON.stringify(objects[i]), verdict, errors, strict, warnings }]));
    expect(refused).toEqual([]);
    expect(objects.length).toBeGreaterThan(100);
  });
});
