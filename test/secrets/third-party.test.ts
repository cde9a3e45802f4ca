import { Duration } from 'cdk8s';
import { ExternalSecret, MountedSecret, Platform, SealedSecret } from '../../src';
import { HOW_TO_BUILD, isJudgeBuilt, judge } from '../conformance/third-party/judge';
import { newChart, objectsOf } from '../kit';

const judged = isJudgeBuilt() ? test : test.skip;

judged(`the definitions of the projects take every kind of secret source (${HOW_TO_BUILD})`, () => {
  const chart = newChart(new Platform({ secretPolicy: { store: 'vault' } }));
  ExternalSecret.fetched(chart, 'fetched', { from: { key: 'shop/stripe#key' } });
  ExternalSecret.fetched(chart, 'login', { from: { '.dockerconfigjson': 'shop/registry' }, secretType: 'kubernetes.io/dockerconfigjson', refresh: Duration.minutes(5) });
  ExternalSecret.generated(chart, 'generated');
  const ciphertext = Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(256 + 32, 7)]).toString('base64');
  new SealedSecret(chart, 'sealed', { encryptedData: { key: ciphertext }, immutable: true });
  const from = { key: 'shop/stripe' };
  MountedSecret.aws(chart, 'aws', { from: { ...from, other: 'shop/all#other' }, sync: true, region: 'eu-central-1' });
  MountedSecret.gcp(chart, 'gcp', { from, project: 'shop' });
  MountedSecret.azure(chart, 'azure', { from, vault: 'kv', tenantId: 't' });
  MountedSecret.vault(chart, 'vault', { from: { key: 'secret/data/shop#key' }, role: 'r' });
  expect(judge(objectsOf(chart))).toEqual([]);
});
