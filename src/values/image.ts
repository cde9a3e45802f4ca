import { Flaw, flaw, quoted } from './flaw';

/** @internal */
export const REPOSITORY = /^[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(\/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*$/;
const HOST = /^(localhost|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)(:[0-9]{1,5})?$|^[A-Za-z0-9-]+:[0-9]{1,5}$/;
/** @internal */
export const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

const KO = 'ko://';
/** A path as in Go's import statements; what begins with `cmd` or `internal` lacks its module. */
const IMPORT_PATH = /^(?!(cmd|internal|undefined|null)(\/|$))[A-Za-z0-9][A-Za-z0-9._~-]*(\/[A-Za-z0-9._~+-]+)*$/;

/** Tags that are known to be moved from build to build. @internal */
export const MOVING_TAGS = new Set(['latest', 'main', 'master', 'edge', 'nightly', 'dev', 'develop', 'head', 'stable', 'snapshot', 'canary']);

/**
 * Which program runs: a container image by its registry, repository, tag and digest.
 *
 * @example
 * Image.of('registry.example.com/shop/checkout:1.8.2');
 */
export class Image {
  /**
   * An image by its reference, as in a Dockerfile's FROM line.
   *
   * A reference without a registry host (`shop/checkout:1.8.2`) is taken from the
   * platform's registry; without one there, from Docker Hub.
   *
   * @param reference `[registry/]repository[:tag][@sha256:digest]`
   */
  public static of(reference: string): Image {
    return new Image(reference);
  }

  /**
   * The image that ko builds of a Go program: no Dockerfile, no Docker.
   *
   * Becomes `ko://<import path>`, which no node can pull. `ko resolve -f dist/` builds it, pushes it to `KO_DOCKER_REPO`,
   * and writes its digest in that place; `ko apply -f dist/` applies the outcome as well. It is a problem where the platform
   * takes no moving tags, as by default, or names registries: manifests that are committed would be pulled by nobody.
   *
   * @example
   * Image.ko('github.com/acme/shop/cmd/checkout');
   *
   * @param importPath of the main package, with the module's path before it
   */
  public static ko(importPath: string): Image {
    return new Image(`${KO}${importPath}`);
  }

  /** An image that could not be found, and why. @internal */
  public static _missing(reference: string, why: Flaw): Image {
    return new Image(reference, why);
  }

  /** the registry host, if the reference names one */
  public readonly registry?: string;
  /** the repository below the registry */
  public readonly repository: string;
  /** the tag, if any */
  public readonly tag?: string;
  /** the digest, `sha256:…`, if any */
  public readonly digest?: string;

  private constructor(private readonly reference: string, private readonly missing?: Flaw) {
    const text = String(reference);
    if (text.startsWith(KO)) {
      this.repository = text.slice(KO.length);
      return;
    }
    const at = text.indexOf('@');
    this.digest = at < 0 ? undefined : text.slice(at + 1);
    const named = at < 0 ? text : text.slice(0, at);
    const slash = named.indexOf('/');
    const first = slash < 0 ? '' : named.slice(0, slash);
    this.registry = first !== '' && HOST.test(first) ? first : undefined;
    const rest = this.registry === undefined ? named : named.slice(slash + 1);
    const colon = rest.lastIndexOf(':');
    this.tag = colon < 0 ? undefined : rest.slice(colon + 1);
    this.repository = colon < 0 ? rest : rest.slice(0, colon);
  }

  /** Whether the same reference may name another program tomorrow. */
  public get isMoving(): boolean {
    return !this.isBuiltByKo && this.digest === undefined && (this.tag === undefined || MOVING_TAGS.has(this.tag.toLowerCase()));
  }

  /**
   * The full reference.
   *
   * @param defaultRegistry the registry of a reference that names none
   */
  public referenceIn(defaultRegistry?: string): string {
    if (this.isBuiltByKo) return this.reference;
    const host = this.registry ?? defaultRegistry?.replace(/\/+$/, '');
    return [
      host === undefined ? '' : `${host}/`,
      this.repository,
      this.tag === undefined ? '' : `:${this.tag}`,
      this.digest === undefined ? '' : `@${this.digest}`,
    ].join('');
  }

  public toString(): string {
    return this.reference;
  }

  /** Whether ko is yet to build it, and to put a digest in its place; until then nobody can pull it. */
  public get isBuiltByKo(): boolean {
    return String(this.reference).startsWith(KO);
  }

  /** @internal */
  public get _flaws(): Flaw[] {
    if (this.missing !== undefined) return [this.missing];
    if (this.isBuiltByKo) return IMPORT_PATH.test(this.repository) ? [] : [koFlaw(this.repository)];
    if (/(^|[/:])undefined([/:@]|$)|:(null|NaN)(@|$)/.test(String(this.reference))) {
      return [flaw('image/bad-reference', `the image ${quoted(this.reference)} was put together from something that has no value`,
        'See that it is set where the program of the manifests runs, such as process.env.TAG.')];
    }
    const good = REPOSITORY.test(this.repository) && this.repository.length <= 255
      && (this.tag === undefined || TAG.test(this.tag))
      && (this.digest === undefined || DIGEST.test(this.digest));
    return good ? [] : [flaw('image/bad-reference',
      `${quoted(this.reference)} is not an image reference`,
      'Write [registry/]repository[:tag][@sha256:<64 hex digits>], in lower case, such as "registry.example.com/shop/checkout:1.8.2".')];
  }
}

function koFlaw(importPath: string): Flaw {
  return flaw('image/bad-import-path', `${quoted(importPath)} is not the import path of a main package`,
    'Write it with the path of the module that go.mod names, and without "ko://", a tag or "./": Image.ko(\'github.com/acme/shop/cmd/checkout\').');
}
