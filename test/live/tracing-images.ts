import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { COLLECTOR } from './collector';
import { debianImage, goImage, Image, Images } from './images';

const BIN = join(__dirname, '../conformance/.bin');
const JAEGER = join(BIN, 'jaeger/jaeger');
const ZIPKIN = join(BIN, 'zipkin/zipkin.jar');

/** What of the telemetry's programs test/conformance/tracing/build.sh and collector/build.sh have brought here. */
export const BUILT = { collector: existsSync(COLLECTOR), jaeger: existsSync(JAEGER), zipkin: existsSync(ZIPKIN) };

/** The stand-ins for the images of TelemetryCollector, JaegerTracing and ZipkinTracing. */
export const tracingImages: Images = reference => {
  const name = reference.split('/').pop()!.split(':')[0];
  switch (name) {
    case 'opentelemetry-collector-contrib': return goImage(COLLECTOR);
    case 'jaeger': return goImage(JAEGER);
    case 'zipkin': return zipkinImage();
    default: throw new Error(`image ${reference}: there is no stand-in for "${name}"`);
  }
};

/** Zipkin's own jar under this machine's Java. The official entrypoint reads `JAVA_OPTS` too. */
function zipkinImage(): Image {
  const base = debianImage({ zipkin: 1000 });
  const settings = readdirSync('/etc').filter(name => name.startsWith('java-')).map(name => `/etc/${name}`);
  return {
    ...base,
    entrypoint: ['sh', '-c', 'shift; exec java $JAVA_OPTS -jar /zipkin.jar "$@"', 'start-zipkin'],
    cmd: ['zipkin'],
    user: { uid: 1000, gid: 1000 },
    host: { ...base.host, '/zipkin.jar': ZIPKIN, ...Object.fromEntries(settings.map(path => [path, path])) },
  };
}
