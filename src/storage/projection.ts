import { Duration } from 'cdk8s';
import { ISecretSource } from '../secrets/secret-source';
import { Flaw, flaw, quoted } from '../values/flaw';
import { configKeyFlaws, objectNameFlaws } from '../values/names';

/**
 * One of the sources whose files a projected volume shows in one directory.
 *
 * @example
 * Volume.projected([Projection.configMap('company-ca', ['ca.crt']), Projection.token('vault')]);
 */
export class Projection {
  /** Files of a ConfigMap of the same namespace. @param name the ConfigMap's name @param keys the keys, each a file; all if left out */
  public static configMap(name: string, keys?: string[]): Projection {
    return new Projection(`ConfigMap ${name}`, { configMap: { name, ...items(keys) } }, keys ?? [], [...objectNameFlaws('ConfigMap', name), ...(keys ?? []).flatMap(configKeyFlaws)]);
  }

  /** Values of a Secret, each in a file named as its key. @param source the Secret */
  public static secret(source: ISecretSource): Projection {
    const flaws = source.keys.flatMap((key) => source.key(key)._flaws);
    return new Projection(`Secret ${source.secretName}`, { secret: { name: source.secretName, ...items(source.keys) } }, source.keys, flaws);
  }

  /**
   * A token that proves to somebody who the workload is; the kubelet renews it. It is in the file `token`.
   *
   * @param audience for whom it is, such as `vault` @param expiry how long it is valid; 10 minutes or more, an hour if left out
   */
  public static token(audience: string, expiry?: Duration): Projection {
    const seconds = (expiry ?? Duration.hours(1)).toSeconds({ integral: false });
    return new Projection(`token for ${audience}`, { serviceAccountToken: { audience, expirationSeconds: seconds, path: 'token' } }, ['token'], [
      ...(audience === '' ? [flaw('volume/no-audience', 'a token for nobody in particular would be good at the API server too', 'Name for whom it is, such as "vault".')] : []),
      ...(Number.isInteger(seconds) && seconds >= 600 && seconds <= 2 ** 32 ? [] : [flaw('volume/bad-expiry', `the token for ${audience} would be valid for ${seconds} s`, 'Give whole seconds, 10 minutes or more.')]),
    ]);
  }

  /** A field of the pod itself; unlike a variable it follows changes of labels and annotations. @param file the file's name @param fieldPath such as `metadata.labels` */
  public static podField(file: string, fieldPath: string): Projection {
    return new Projection(`field ${fieldPath}`, { downwardAPI: { items: [{ path: file, fieldRef: { apiVersion: 'v1', fieldPath } }] } }, [file], [
      ...configKeyFlaws(file),
      ...(/^metadata\.(name|namespace|uid|labels|annotations)(\['[^']+'\])?$/.test(fieldPath) ? [] : [flaw('volume/bad-field', `${quoted(fieldPath)} is no field that a file can show`,
        'Use metadata.name, .namespace, .uid, .labels, .annotations, or one of them: metadata.labels[\'team\'].')]),
    ]);
  }

  private constructor(
    private readonly what: string,
    /** as the API writes it @internal */
    public readonly _wire: { readonly [kind: string]: any },
    /** the files it surely makes @internal */
    public readonly _files: readonly string[],
    /** @internal */
    public readonly _flaws: Flaw[],
  ) {}

  public toString(): string {
    return this.what;
  }
}

/** Each key as a file of its name. */
function items(keys: string[] | undefined) {
  return keys === undefined ? {} : { items: [...keys].sort().map((key) => ({ key, path: key })) };
}
