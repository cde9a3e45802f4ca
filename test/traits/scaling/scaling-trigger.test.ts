import * as fc from 'fast-check';
import { Backlog, EventScaling, ExistingSecret, KafkaSasl, Percent, ScalingTrigger } from '../../../src';
import { isJudgeBuilt, judge } from '../../conformance/third-party/judge';
import { shop } from '../../kit';

const BACKLOG = Backlog.perPod(20);
const USER = ExistingSecret.of('broker-user', ['username', 'password', 'token']);
const login = { username: USER.key('username'), password: USER.key('password') };

const kafka = (over: object = {}) => ScalingTrigger.kafka({ brokers: ['kafka-0.kafka:9092', 'kafka-1.kafka:9092'], consumerGroup: 'mailer', topic: 'orders', backlog: BACKLOG, ...over });
const nats = (over: object = {}) => ScalingTrigger.natsJetStream({ monitoring: 'nats.messaging.svc.cluster.local:8222', streamName: 'ORDERS', consumer: 'mailer', backlog: BACKLOG, ...over });
const rabbit = (over: object = {}) => ScalingTrigger.rabbitMq({ address: 'http://rabbitmq.messaging:15672/shop', queue: 'orders', backlog: BACKLOG, ...over });
const redisStream = (over: object = {}) => ScalingTrigger.redisStream({ address: 'redis:6379', streamName: 'orders', consumerGroup: 'mailer', backlog: BACKLOG, ...over });
const redisList = (over: object = {}) => ScalingTrigger.redisList({ address: 'redis:6379', list: 'orders', backlog: BACKLOG, ...over });
const sqs = (over: object = {}) => ScalingTrigger.sqs({ queueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders', region: 'eu-west-1', backlog: BACKLOG, ...over });
const prometheus = (over: object = {}) => ScalingTrigger.prometheus({ server: 'http://prometheus.monitoring:9090', query: 'sum(rate(x[2m]))', perPod: 0.5, ...over });
const cron = (over: object = {}) => ScalingTrigger.cron({ start: '0 7 * * 1-5', end: '0 19 * * 1-5', replicas: 6, timezone: 'Europe/Zurich', ...over });

function written(trigger: ScalingTrigger) {
  const it = shop({ traits: [new EventScaling({ triggers: [trigger] })] });
  return { it, trigger: it.find('ScaledObject').spec.triggers[0], authentication: it.all('TriggerAuthentication')[0] };
}

/** The fields are those that KEDA 2.20 reads. */
describe('a trigger', () => {
  test.each<[string, ScalingTrigger, string, object]>([
    ['Kafka', kafka(), 'kafka', { bootstrapServers: 'kafka-0.kafka:9092,kafka-1.kafka:9092', consumerGroup: 'mailer', topic: 'orders', offsetResetPolicy: 'latest', lagThreshold: '20' }],
    ['NATS JetStream', nats(), 'nats-jetstream', { natsServerMonitoringEndpoint: 'nats.messaging.svc.cluster.local:8222', account: '$G', stream: 'ORDERS', consumer: 'mailer', lagThreshold: '20' }],
    ['NATS JetStream over HTTPS', nats({ https: true, account: 'SHOP' }), 'nats-jetstream',
      { natsServerMonitoringEndpoint: 'nats.messaging.svc.cluster.local:8222', account: 'SHOP', stream: 'ORDERS', consumer: 'mailer', lagThreshold: '20', useHttps: 'true' }],
    ['RabbitMQ', rabbit(), 'rabbitmq', { host: 'http://rabbitmq.messaging:15672/shop', protocol: 'auto', mode: 'QueueLength', queueName: 'orders', value: '20' }],
    ['a Redis stream', redisStream(), 'redis-streams', { address: 'redis:6379', databaseIndex: '0', stream: 'orders', consumerGroup: 'mailer', lagCount: '20', activationLagCount: '0' }],
    ['a Redis list over TLS', redisList({ tls: true, database: 3 }), 'redis', { address: 'redis:6379', databaseIndex: '3', enableTLS: 'true', listName: 'orders', listLength: '20' }],
    ['SQS', sqs(), 'aws-sqs-queue', { queueURL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders', awsRegion: 'eu-west-1', queueLength: '20' }],
    ['Prometheus', prometheus(), 'prometheus', { serverAddress: 'http://prometheus.monitoring:9090', query: 'sum(rate(x[2m]))', threshold: '0.5', ignoreNullValues: 'false' }],
    ['hours', cron(), 'cron', { timezone: 'Europe/Zurich', start: '0 7 * * 1-5', end: '0 19 * * 1-5', desiredReplicas: '6' }],
  ])('says to KEDA what it needs: %s', (_, given, type, metadata) => {
    expect(written(given).trigger).toMatchObject({ type, metricType: 'AverageValue', metadata });
    expect(Object.keys(written(given).trigger.metadata).sort()).toEqual(Object.keys(metadata).sort());
  });

  (isJudgeBuilt() ? test : test.skip)('has no field that KEDA does not read, and all that it needs', () => {
    const triggers = [kafka({ tls: true, sasl: KafkaSasl.SCRAM_SHA_512, ...login }), nats(), rabbit(login), redisStream(login), redisList({ tls: true, ...login }), sqs(), prometheus(login), cron()];
    expect(judge(shop({ traits: [new EventScaling({ triggers })] }).objects)).toEqual([]);
  });

  test('by CPU looks at the program\'s own container', () => {
    expect(written(ScalingTrigger.cpu(Percent.of(60))).trigger).toEqual({ type: 'cpu', metricType: 'Utilization', metadata: { value: '60', containerName: 'checkout' } });
  });
});

describe('how KEDA proves who it is', () => {
  test('is by reference, in an object of its own', () => {
    const { trigger, authentication } = written(kafka({ tls: true, sasl: KafkaSasl.SCRAM_SHA_512, ...login }));
    expect(trigger.authenticationRef).toEqual({ name: 'checkout-kafka', kind: 'TriggerAuthentication' });
    expect(trigger.metadata).toMatchObject({ tls: 'enable', sasl: 'scram_sha512' });
    expect(authentication).toMatchObject({
      apiVersion: 'keda.sh/v1alpha1',
      metadata: { name: 'checkout-kafka', namespace: 'shop' },
      spec: { secretTargetRef: [{ parameter: 'username', name: 'broker-user', key: 'username' }, { parameter: 'password', name: 'broker-user', key: 'password' }] },
    });
  });

  test.each([
    ['a bearer token', prometheus({ bearerToken: USER.key('token') }), 'bearer'],
    ['a user', prometheus(login), 'basic'],
  ])('to Prometheus is %s', (_, given, mode) => {
    expect(written(given).trigger.metadata.authModes).toBe(mode);
  });

  test('to AWS is its own role, or one that it takes', () => {
    expect(written(sqs()).authentication.spec).toEqual({ podIdentity: { provider: 'aws' } });
    expect(written(sqs({ roleArn: 'arn:aws:iam::123456789012:role/scaler' })).authentication.spec).toEqual({ podIdentity: { provider: 'aws', roleArn: 'arn:aws:iam::123456789012:role/scaler' } });
  });

  test('is not needed where there is nothing to prove', () => {
    expect(written(nats()).authentication).toBeUndefined();
    expect(written(nats()).trigger.authenticationRef).toBeUndefined();
  });

  test('of two brokers is two objects', () => {
    const it = shop({ traits: [new EventScaling({ triggers: [redisList(login), redisList({ list: 'refunds', ...login })] })] });
    expect(it.all('TriggerAuthentication').map((o) => o.metadata.name)).toEqual(['checkout-redis', 'checkout-redis-2']);
  });
});

describe('a trigger that could not work', () => {
  test.each<[string, ScalingTrigger, string]>([
    ['no brokers', kafka({ brokers: [] }), 'scaling/bad-endpoint'],
    ['a broker without a port', kafka({ brokers: ['kafka'] }), 'scaling/bad-endpoint'],
    ['no topic', kafka({ topic: '' }), 'scaling/field-missing'],
    ['a password without SASL', kafka(login), 'scaling/half-credentials'],
    ['SASL without a password', kafka({ sasl: KafkaSasl.SCRAM_SHA_256 }), 'scaling/half-credentials'],
    ['a password in the clear', kafka({ sasl: KafkaSasl.PLAIN, ...login }), 'scaling/password-in-clear'],
    ['more pods than partitions', kafka({ partitions: 4 }), 'scaling/more-pods-than-partitions'],
    ['no partitions', kafka({ partitions: 0 }), 'scaling/bad-partitions'],
    ['a scheme where none belongs', nats({ monitoring: 'http://nats:8222' }), 'scaling/bad-endpoint'],
    ['no stream', nats({ streamName: ' ' }), 'scaling/field-missing'],
    ['a password in the address', rabbit({ address: 'amqp://shop:hunter2@rabbitmq:5672/shop' }), 'scaling/literal-secret'],
    ['an address that is no URL', rabbit({ address: 'rabbitmq:5672' }), 'scaling/bad-endpoint'],
    ['a user without a password', rabbit({ username: USER.key('username') }), 'scaling/half-credentials'],
    ['half a database', redisList({ database: 0.5 }), 'scaling/bad-database'],
    ['no list', redisList({ list: '' }), 'scaling/field-missing'],
    ['no consumer group', redisStream({ consumerGroup: '' }), 'scaling/field-missing'],
    ['no region', sqs({ region: '' }), 'scaling/field-missing'],
    ['a role that is none', sqs({ roleArn: 'admin' }), 'scaling/bad-role'],
    ['nothing per pod', prometheus({ perPod: 0 }), 'scaling/bad-target'],
    ['two ways to log in', prometheus({ bearerToken: USER.key('token'), ...login }), 'scaling/two-credentials'],
    ['hours that never begin', cron({ end: '0 7 * * 1-5' }), 'scaling/empty-hours'],
    ['a time that is none', cron({ start: 'at seven' }), 'scaling/bad-cron'],
    ['a zone that is none', cron({ timezone: 'Mars/Olympus' }), 'scaling/bad-timezone'],
    ['hours with no more pods than ever', cron({ replicas: 2 }), 'scaling/hours-change-nothing'],
    ['hours with more pods than allowed', cron({ replicas: 11 }), 'scaling/hours-change-nothing'],
    ['CPU of 0 %', ScalingTrigger.cpu(Percent.of(0)), 'percent/out-of-range'],
    ['a backlog of nothing', nats({ backlog: Backlog.perPod(0) }), 'backlog/out-of-range'],
    ['a key that the Secret does not have', rabbit({ ...login, password: USER.key('secret') }), 'secret/no-such-key'],
  ])('is refused: %s', (_, trigger, slug) => {
    expect(shop({ traits: [new EventScaling({ triggers: [trigger] })] }).problems).toEqual([slug]);
  });

  test('never shows the password that it was given by mistake', () => {
    const it = shop({ traits: [new EventScaling({ triggers: [rabbit({ address: 'amqp://shop:hunter2@rabbitmq:5672' }), kafka({ brokers: ['sasl://shop:hunter2@kafka'] })] })] });
    expect(it.problems).toHaveLength(2);
    expect(it.checkout.problems().join('\n')).not.toContain('hunter2');
  });

  test('whatever is said, gives a problem or an object, and never an exception', () => {
    const text = fc.string();
    const trigger = fc.oneof(
      fc.tuple(text, text, text).map(([a, b, c]) => kafka({ brokers: [a], consumerGroup: b, topic: c })),
      fc.tuple(text, text).map(([a, b]) => nats({ monitoring: a, streamName: b })),
      fc.tuple(text, text).map(([a, b]) => rabbit({ address: a, queue: b })),
      fc.tuple(text, fc.double()).map(([a, b]) => redisList({ address: a, database: b })),
      fc.tuple(text, fc.double()).map(([a, b]) => prometheus({ query: a, perPod: b })),
      fc.tuple(text, text, text, fc.double()).map(([a, b, c, d]) => cron({ start: a, end: b, timezone: c, replicas: d })),
      fc.tuple(text, text, text).map(([a, b, c]) => sqs({ queueUrl: a, region: b, roleArn: c })),
    );
    fc.assert(fc.property(trigger, (given) => {
      const it = shop({ traits: [new EventScaling({ triggers: [given] })] });
      return it.problems.length > 0 || it.find('ScaledObject') !== undefined;
    }), { numRuns: 60 });
  });
});
