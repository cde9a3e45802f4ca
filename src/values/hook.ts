import { Duration } from 'cdk8s';
import { Flaw, flaw } from './flaw';
import { Port } from './port';

/**
 * What the kubelet does at the start or the end of a container.
 *
 * @example
 * new LifecycleHooks({ postStart: Hook.http('/warm-up', Port.http(8081)) });
 */
export class Hook {
  /** Runs a command inside the container. @param command program and arguments; no shell is added, and lean images have none */
  public static exec(command: string[]): Hook {
    return new Hook({ exec: { command: [...command] } }, command.length > 0 && command[0] !== '' ? [] : [flaw('hook/no-command', 'a hook has no command', 'Name a program that is in the image.')]);
  }

  /** Asks the program itself; the answer must be 200 to 399. @param path absolute @param port the port that answers */
  public static http(path: string, port: Port): Hook {
    return new Hook({ httpGet: { path, port: port.number, scheme: 'HTTP' } }, [
      ...port._flaws,
      ...(path.startsWith('/') ? [] : [flaw('hook/bad-path', `a hook asks for "${path}"`, 'Write an absolute path, such as "/drain".')]),
    ]);
  }

  /** Waits; from Kubernetes 1.30 on. @param duration whole seconds, at least 1 */
  public static sleep(duration: Duration): Hook {
    const seconds = duration.toSeconds({ integral: false });
    return new Hook({ sleep: { seconds } }, Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400 ? [] : [flaw('hook/bad-sleep', `a hook waits ${seconds} s`, 'Give whole seconds, at least 1.')]);
  }

  private constructor(
    /** as the API writes it @internal */
    public readonly _wire: { readonly [kind: string]: any },
    /** @internal */
    public readonly _flaws: Flaw[],
  ) {}
}
