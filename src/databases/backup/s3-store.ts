import { S3_FETCH, S3_UPLOAD } from './s3-scripts';
import { S3StoreProps } from './s3-store-props';
import { BACKUPS, SCRIPTS, StoreUse } from './store-use';
import { EnvSource, Facts, SideContainer } from '../../model/facts';
import { Settled } from '../../model/settled';
import { Volume } from '../../storage/volume';
import { flaw, Flaw, quoted } from '../../values/flaw';
import { Image } from '../../values/image';
import { NetworkPeer } from '../../values/network-peer';
import { cpuInMillis } from '../../values/quantity';

const KEYS = ['access-key-id', 'secret-access-key'];

/** How pods reach a bucket. @internal */
export class S3Store {
  public readonly image: Image;
  private readonly path: string;
  private readonly endpoint?: URL;

  constructor(private readonly props: S3StoreProps) {
    this.image = props.image ?? Image.of('docker.io/rclone/rclone:1.76.0');
    this.path = [props.bucket, ...(props.prefix ?? '').split('/').filter((part) => part !== '')].join('/');
    this.endpoint = /^https?:\/\/[a-z0-9.-]+(:[0-9]{1,5})?\/?$/.test(props.endpoint) ? new URL(props.endpoint) : undefined;
  }

  public get flaws(): Flaw[] {
    const { endpoint, bucket, prefix = '', credentials } = this.props;
    return [
      ...(this.endpoint !== undefined ? [] : [flaw('backup/bad-endpoint', `${quoted(endpoint)} is not where an object storage answers`, 'Write scheme, host and perhaps port, such as "https://s3.eu-central-1.amazonaws.com".')]),
      ...(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) ? [] : [flaw('backup/bad-bucket', `${quoted(bucket)} cannot be the name of a bucket`, 'Use 3 to 63 lower-case letters, digits, "-" and ".".')]),
      ...(/^[\w./-]*$/.test(prefix) && !/(^|\/)\.\.?(\/|$)/.test(prefix) ? [] : [flaw('backup/bad-prefix', `${quoted(prefix)} cannot be before the names of objects`, 'Use letters, digits, "-", "_", "." and "/".')]),
      ...(this.props.image?._flaws ?? []),
      ...(credentials === undefined || KEYS.every((key) => credentials.keys.includes(key)) ? [] : [flaw('backup/no-access-keys',
        `the Secret ${credentials.secretName} is known to have ${credentials.keys.join(', ') || 'no keys'}, and not ${KEYS.join(' and ')}`, 'Name the keys so.')]),
    ];
  }

  /** Gives a pod what it needs; the main container's for one that writes, else that of a step before it. */
  public open({ draft, platform, isReader, room, step, serverImage }: StoreUse): void {
    const { credentials, peer, region = 'us-east-1' } = this.props;
    const creds = credentials === undefined ? '' : `/run/secrets/${credentials.secretName}`;
    Volume.ephemeral(room, platform.storageClass).mountAt(draft, BACKUPS, 'a backup is here before it is copied, or after');
    if (credentials) draft.addSecretFiles(creds, KEYS.map((key) => credentials.key(key)), 'who may write to the bucket');
    else draft._check((s) => identityFlaws(s, draft._subject.name, this.props.bucket));
    const env = {
      S3_CREDS: creds,
      S3_PATH: this.path,
      RCLONE_CONFIG: '/tmp/rclone.conf',
      RCLONE_CONFIG_STORE_TYPE: 's3',
      RCLONE_CONFIG_STORE_PROVIDER: 'Other',
      RCLONE_CONFIG_STORE_ENDPOINT: this.endpoint!.origin,
      RCLONE_CONFIG_STORE_REGION: region,
      RCLONE_CONFIG_STORE_ENV_AUTH: String(credentials === undefined),
      RCLONE_S3_NO_CHECK_BUCKET: 'true',
      // The Job tries again; rclone by itself goes on for many minutes against a storage that is away.
      RCLONE_RETRIES: '1',
      RCLONE_LOW_LEVEL_RETRIES: '2',
    };
    for (const [name, text] of Object.entries(env)) draft.addEnv(name, text, 'where the bucket is');
    const port = Number(this.endpoint!.port) || (this.endpoint!.protocol === 'https:' ? 443 : 80);
    draft.addEgress(peer ?? NetworkPeer.host(this.endpoint!.hostname), port, 'the object storage');

    const script = isReader ? 'fetch.sh' : 'upload.sh';
    draft.addFile(`${SCRIPTS}/${script}`, isReader ? S3_FETCH : S3_UPLOAD, 'what is run');
    if (!isReader) draft._put(Facts.COMMAND, ['/bin/sh', `${SCRIPTS}/${script}`], 'what was made is copied');
    draft._deriveAt(Facts.CONTAINER, isReader ? 'fetch' : 'make', (s) => this.before(s, isReader ? this.image : serverImage, isReader ? script : step!, cpuInMillis(platform.cpu)), 'one image makes it, another one copies it');
  }

  public toString(): string {
    return `the bucket ${this.path} at ${this.props.endpoint}`;
  }

  /** A step with an image of its own, in the same surroundings. */
  private before(s: Settled, image: Image, script: string, cpuRequest: number): SideContainer {
    const env = s.entries(Facts.ENV).filter(([, source]) => source.kind === 'text') as Array<[string, EnvSource]>;
    const directories = [...s.entries(Facts.SECRET_FILES), ...s.entries(Facts.SCRATCH)].map(([path]) => path);
    return {
      stage: 'init',
      order: 0,
      image,
      command: ['/bin/sh', `${SCRIPTS}/${script}`],
      env: Object.fromEntries(env),
      ports: [],
      cpuRequest,
      memory: s.get(Facts.MEMORY_LIMIT),
      probes: {},
      mounts: { ...Object.fromEntries(directories.map((path) => [path, false])), [BACKUPS]: false, [SCRIPTS]: true },
      security: {},
    };
  }
}

function identityFlaws(settled: Settled, name: string, bucket: string): Flaw[] {
  const isSomebody = settled.entries(Facts.SERVICE_ACCOUNT_ANNOTATION).length > 0 || settled.entries(Facts.EGRESS).some(([key]) => key.includes('169.254.170.23'));
  return isSomebody ? [] : [flaw('backup/no-credentials', `${name} has neither access keys for the bucket ${bucket} nor an identity in a cloud`,
    `Give the store \`credentials\` with ${KEYS.join(' and ')}, or the workload the trait WorkloadIdentity.`)];
}
