import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, Duration, Size } from 'cdk8s';
import { Cluster } from './cluster';
import { localImages } from './images';
import { Manifests } from './manifests';
import { until } from './waiting';
import { ConfigKey, ConfigSchema, ExistingSecret, GoMicroservice, GopherApp, HealthChecks, Image, LiveFiles, PodField } from '../../src';

// A program that prints the configuration it was given by the generated package.
const MAIN = `package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"example.com/till/internal/config"
)

func main() {
	c, err := config.Load()
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	flags, err := os.ReadFile("/etc/till/live/flags.yaml")
	json.NewEncoder(os.Stdout).Encode(map[string]any{"config": c, "secret": c.StripeAPIKey.Reveal() == "sk live", "flags": string(flags), "err": err})
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	<-stop
}
`;
const state = join(process.env.LIVE_STATE!, 'config-gen');
const source = join(state, 'source');
let cluster: Cluster;

beforeAll(async () => {
  mkdirSync(join(source, 'bin'), { recursive: true });
  const schema = ConfigSchema.of('till', [
    ConfigKey.text('GREETING', { defaultValue: 'say "hi" to $HOME' }),
    ConfigKey.integer('WORKERS', { defaultValue: 4, max: 64 }),
    ConfigKey.number('SAMPLING', { defaultValue: 0.1, min: 0, max: 1, live: true }),
    ConfigKey.flag('NEW_CART', { defaultValue: false }),
    ConfigKey.url('PAYMENTS_URL'),
    ConfigKey.choice('CURRENCY', { choices: ['CHF', 'EUR'] }),
    ConfigKey.list('REGIONS', { defaultValue: ['eu', 'us'] }),
    ConfigKey.duration('CACHE_TTL', { defaultValue: Duration.minutes(90) }),
    ConfigKey.size('CACHE_SIZE', { defaultValue: Size.mebibytes(64) }),
    ConfigKey.text('POD'),
    ConfigKey.integer('MEMORY_BYTES'),
    ConfigKey.secret('STRIPE_API_KEY'),
  ], { goDirectory: join(source, 'internal', 'config') });
  const app = new GopherApp({ outdir: join(state, 'manifests') });
  new GoMicroservice(new Chart(app, 'shop', { namespace: 'shop' }), 'till', {
    image: Image.of('registry.example.com/shop/till:1.0.0'),
    replicas: 2,
    without: [HealthChecks.ID],
    config: schema.withValues({ SAMPLING: '0.25' }),
    env: { WORKERS: '8', CURRENCY: 'EUR', PAYMENTS_URL: 'http://payments:8080/v1' },
    podEnv: { POD: PodField.NAME, MEMORY_BYTES: PodField.MEMORY_LIMIT },
    secrets: { STRIPE_API_KEY: ExistingSecret.of('stripe', ['api-key']).key('api-key') },
    traits: [new LiveFiles({ files: { '/etc/till/live/flags.yaml': 'newCart: true\n' } })],
  });
  app.synth();
  writeFileSync(join(source, 'go.mod'), 'module example.com/till\n\ngo 1.21\n');
  writeFileSync(join(source, 'main.go'), MAIN);
  execFileSync('go', ['build', '-buildvcs=false', '-o', 'bin/till', '.'], { cwd: source });
  const manifests = Manifests.read(join(state, 'manifests'));
  manifests.supplySecret('shop', 'stripe', { 'api-key': 'sk live\n' });
  cluster = new Cluster({ manifests, images: localImages(join(source, 'bin')), enter: join(process.env.LIVE_STATE!, 'enter'), folder: join(state, 'cluster') });
  await cluster.start();
});
afterAll(async () => cluster.stop());

test('the generated package is formatted as gofmt does', () => {
  expect(execFileSync('gofmt', ['-l', '.'], { cwd: source, encoding: 'utf8' })).toBe('');
});

test('a program reads in its pod just what its manifest declares', async () => {
  const [pod] = cluster.deployments.get('till')!.current;
  const logs = () => pod.container('till').logs();
  await until('the program to print its configuration', 20, () => logs().includes('\n'));
  expect(JSON.parse(logs().split('\n')[0])).toEqual({
    config: {
      Greeting: 'say "hi" to $HOME',
      Workers: 8,
      Sampling: 0.25,
      NewCart: false,
      PaymentsURL: expect.objectContaining({ Scheme: 'http', Host: 'payments:8080', Path: '/v1' }),
      Currency: 'EUR',
      Regions: ['eu', 'us'],
      CacheTTL: 90 * 60 * 1e9,
      CacheSize: 64 * 2 ** 20,
      Pod: pod.name,
      MemoryBytes: 128 * 2 ** 20,
      StripeAPIKey: '[secret]',
    },
    secret: true,
    flags: 'newCart: true\n',
    err: null,
  });
});
