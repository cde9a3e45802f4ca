import { Duration } from 'cdk8s';
import { Edge, EdgeController, GracefulDrain, ITrait } from '../../src';
import { on, shop } from '../kit';

describe('a drain', () => {
  test('serves on for 5 s after the pod left the Service, by a hook that needs nothing in the image', () => {
    const it = shop({}, on('1.30'));
    expect(it.container().lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
    expect(it.env('SHUTDOWN_DELAY')).toBe('0s');
  });

  test('before Kubernetes 1.30 is left to the program, as there is no sleep hook', () => {
    const it = shop({}, on('1.29'));
    expect(it.container().lifecycle).toBeUndefined();
    expect(it.env('SHUTDOWN_DELAY')).toBe('5s');
  });

  test.each([['1.29'], ['1.30']])('waits once, never twice, on Kubernetes %s', (version) => {
    const it = shop({}, on(version));
    const waits = [it.container().lifecycle?.preStop?.sleep?.seconds ?? 0, Number.parseInt(it.env('SHUTDOWN_DELAY')!, 10)];
    expect(waits.filter((s) => s > 0)).toEqual([5]);
  });

  test.each([
    ['nothing said', {}, 30],
    ['a cloud load balancer in front', { delay: Duration.seconds(15) }, 40],
    ['long requests', { timeout: Duration.minutes(2) }, 130],
    ['all steps said', { delay: Duration.seconds(15), timeout: Duration.seconds(20), flush: Duration.seconds(5) }, 42],
    ['no delay', { delay: Duration.seconds(0) }, 25],
  ])('gets as much time as its steps add up to, with %s', (_, props, seconds) => {
    expect(shop({ traits: [new GracefulDrain(props)] }).pod().terminationGracePeriodSeconds).toBe(seconds);
  });

  describe('behind a load balancer that learns late', () => {
    const edge = Edge.gateway({ name: 'public', namespace: 'gateways', controller: EdgeController.GKE });
    const exposed = (traits: ITrait[] = [], version = '1.33') => {
      const it = shop({ traits }, { ...on(version), edge });
      it.checkout.exposeAt('shop.example.com');
      return it;
    };

    test('waits as long as that needs, and has the time for it', () => {
      expect([exposed().container().lifecycle.preStop.sleep.seconds, exposed().pod().terminationGracePeriodSeconds]).toEqual([15, 40]);
      expect(exposed([], '1.29').env('SHUTDOWN_DELAY')).toBe('15s');
    });

    test('waits no longer where nothing is exposed', () => {
      expect(shop({}, { edge }).pod().terminationGracePeriodSeconds).toBe(30);
    });

    test('may wait longer, never shorter', () => {
      expect(exposed([new GracefulDrain({ delay: Duration.seconds(20) })]).problems).toEqual([]);
      expect(exposed([new GracefulDrain({ delay: Duration.seconds(5) })]).problems).toEqual(['drain/delay-too-short']);
    });

    test('adds up to a grace period of your own, too', () => {
      const it = exposed();
      it.checkout.draft.fixGracePeriod(Duration.seconds(35));
      expect(it.problems).toEqual(['drain/grace-too-short']);
    });
  });

  test('tells the program how long requests in flight may take', () => {
    expect(shop({ traits: [new GracefulDrain({ timeout: Duration.seconds(45) })] }).env('SHUTDOWN_TIMEOUT')).toBe('45s');
  });

  test('without a delay has no hook, as a sleep of 0 s is refused before 1.33', () => {
    expect(shop({ traits: [new GracefulDrain({ delay: Duration.seconds(0) })] }).container().lifecycle).toBeUndefined();
  });

  test('sleeps for less than the grace period, or the API server refuses it', () => {
    const it = shop({ traits: [new GracefulDrain({ delay: Duration.minutes(10) })] });
    expect(it.container().lifecycle.preStop.sleep.seconds).toBeLessThan(it.pod().terminationGracePeriodSeconds);
  });

  test.each([
    [{ timeout: Duration.seconds(0) }],
    [{ delay: Duration.millis(1500) }],
    [{ flush: Duration.days(2) }],
    [{ timeout: Duration.seconds(Number.NaN) }],
  ])('refuses steps that are not whole seconds: %p', (props) => {
    expect(shop({ traits: [new GracefulDrain(props)] }).problems).toEqual(['drain/bad-duration']);
  });

  test('refuses a grace period of your own that cuts requests', () => {
    const it = shop();
    it.checkout.draft.fixGracePeriod(Duration.seconds(28));
    expect(it.problems).toEqual(['drain/grace-too-short']);
  });

  test('accepts a longer grace period of your own', () => {
    const it = shop();
    it.checkout.draft.fixGracePeriod(Duration.seconds(60));
    expect(it.problems).toEqual([]);
    expect(it.pod().terminationGracePeriodSeconds).toBe(60);
  });

  test('refuses a timeout that was not added up', () => {
    expect(shop({ env: { SHUTDOWN_TIMEOUT: '60s' } }).problems).toEqual(['drain/timeout-set-by-hand']);
  });
});

describe('D3: a hook that runs a program the image does not have', () => {
  test.each([['1.28'], ['1.30'], ['1.37']])('no hook ever runs a command, on Kubernetes %s', (version) => {
    expect(JSON.stringify(shop({}, on(version)).container().lifecycle ?? {})).not.toContain('exec');
  });
});
