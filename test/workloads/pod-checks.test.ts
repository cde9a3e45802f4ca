import { Size } from 'cdk8s';
import { ExistingSecret, Hardening, HealthChecks, ITraitHost, Port, PortProtocol, Trait } from '../../src';
import { shop } from '../kit';

describe('the ports of a pod', () => {
  test('have one number each, whoever opened them', () => {
    expect(shop({ ports: [Port.http(8081)] }).problems).toEqual(['port/duplicate']);
    expect(shop({ ports: [Port.http(8081)], traits: [new HealthChecks({ adminPort: 8082 })] }).problems).toEqual([]);
  });

  test('collide with the admin port, which nobody wrote, in words that say how to move it', () => {
    expect(shop({ ports: [Port.http(8081)] }).checkout.problems()[0].remedy).toContain('new HealthChecks({ adminPort: … })');
    expect(shop({ ports: [Port.http(8080), Port.grpc(8080)] }).checkout.problems()[0].remedy).not.toContain('adminPort');
  });

  test('may be opened twice if it is the same port', () => {
    class Again extends Trait {
      public readonly traitId = 'again';
      public bind(host: ITraitHost) {
        host.draft.addPort(Port.named('http', 8080, PortProtocol.HTTP));
      }
    }
    expect(shop({ traits: [new Again()] }).problems).toEqual([]);
  });
});

describe('the directories of a pod', () => {
  test.each([
    ['configuration and secrets', { files: { '/etc/shop/a.yaml': '' }, secretFiles: { '/etc/shop': ExistingSecret.of('stripe', ['key']) } }],
    ['configuration and a writable directory', { files: { '/cache/a.yaml': '' }, traits: [new Hardening({ writable: { '/cache/': Size.mebibytes(1) } })] }],
  ])('hold one volume each, not %s', (_, props) => {
    expect(shop(props).problems).toEqual(['mount/taken']);
  });

  test('may lie within each other', () => {
    expect(shop({ files: { '/tmp/config/a.yaml': '' } }).problems).toEqual([]);
  });
});
