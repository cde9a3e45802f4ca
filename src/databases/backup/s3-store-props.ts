import { ISecretSource } from '../../secrets/secret-source';
import { Image } from '../../values/image';
import { NetworkPeer } from '../../values/network-peer';

/** A bucket of an object storage that speaks S3. */
export interface S3StoreProps {
  /** Where it answers: `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  /** The bucket. It is not made here. */
  readonly bucket: string;
  /**
   * What is before the database's name in the names of objects.
   * @default - nothing
   */
  readonly prefix?: string;
  /**
   * The region, where the storage has some.
   * @default 'us-east-1', which storages without regions take for theirs (a choice; the S3 API's default)
   */
  readonly region?: string;
  /**
   * A Secret with the keys `access-key-id` and `secret-access-key`, of somebody who may list, read, write and delete in the bucket.
   * @default - as the pod's identity in the cloud: give the backup the trait WorkloadIdentity
   */
  readonly credentials?: ISecretSource;
  /**
   * The storage, as network policies see it; for one in the cluster.
   * @default - the endpoint's host
   */
  readonly peer?: NetworkPeer;
  /**
   * The image that has rclone and a shell.
   * @default - Image.of('docker.io/rclone/rclone:1.76.0'), the newest when this was written (rclone's releases)
   */
  readonly image?: Image;
}
