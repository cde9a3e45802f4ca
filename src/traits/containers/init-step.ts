import { addContainer, ExtraContainerProps } from './extra-container';
import { Trait } from '../trait';
import { ITraitHost } from '../trait-host';

/** What is done before the program starts. */
export interface InitStepProps extends ExtraContainerProps {}

/**
 * Does something to its end before the program starts, at every start of a pod.
 *
 * Becomes an init container, with the program's security context. If it fails, it is
 * started again and the program waits: whatever scales up waits for it too, so keep it
 * short. Waiting for another service is better done by the program, which then retries.
 *
 * @example
 * checkout.addTraits(new InitStep('fetch-model', {
 *   image: Image.of('registry.example.com/shop/model:2.0.0'),
 *   args: ['--to', '/tmp/model'],
 *   sharesFiles: ['/tmp'],
 * }));
 */
export class InitStep extends Trait {
  public readonly traitId: string;

  /** @param stepName the container's name, a DNS label @param props what is done */
  public constructor(private readonly stepName: string, private readonly props: InitStepProps) {
    super();
    this.traitId = `init-step/${stepName}`;
  }

  public bind(host: ITraitHost): void {
    addContainer(host, 'init', this.stepName, this.props, {}, 'runs before the program');
  }
}
