import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { Backlog } from '../../src';

const slugs = (backlog: Backlog) => backlog._flaws.map((f) => f.slug);

describe('a backlog', () => {
  test.each([
    ['30 s, 200 ms each', Backlog.within(Duration.seconds(30), Duration.millis(200)), 150],
    ['30 s, 200 ms each, 4 at once', Backlog.within(Duration.seconds(30), Duration.millis(200), 4), 600],
    ['a minute, 7 s each: rounded down, or the last would wait too long', Backlog.within(Duration.minutes(1), Duration.seconds(7)), 8],
    ['as long as one message takes', Backlog.within(Duration.seconds(2), Duration.seconds(2)), 1],
    ['a number', Backlog.perPod(25), 25],
  ])('is what a pod works off in time: %s', (_, backlog, messages) => {
    expect([backlog.messages, slugs(backlog)]).toEqual([messages, []]);
  });

  test('says how it came about', () => {
    expect(Backlog.within(Duration.seconds(30), Duration.millis(200), 4)._why).toBe('30 s acceptable / 200 ms per message x 4 at once');
  });

  test.each([
    ['less waiting than one message takes', Backlog.within(Duration.seconds(1), Duration.seconds(2)), 'backlog/cannot-be-met'],
    ['messages that take no time', Backlog.within(Duration.seconds(1), Duration.seconds(0)), 'backlog/cannot-be-met'],
    ['none at once', Backlog.within(Duration.seconds(9), Duration.seconds(1), 0), 'backlog/cannot-be-met'],
    ['one and a half at once', Backlog.within(Duration.seconds(9), Duration.seconds(1), 1.5), 'backlog/cannot-be-met'],
    ['none', Backlog.perPod(0), 'backlog/out-of-range'],
    ['half a message', Backlog.perPod(0.5), 'backlog/out-of-range'],
    ['no number', Backlog.perPod(Number.NaN), 'backlog/out-of-range'],
  ])('refuses %s', (_, backlog, slug) => {
    expect(slugs(backlog)).toEqual([slug]);
  });

  test('never lets the last message wait longer than is acceptable', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 100 }), (wait, work, atOnce) => {
      const backlog = Backlog.within(Duration.millis(wait), Duration.millis(work), atOnce);
      if (slugs(backlog).length > 0) return wait < work;
      return (backlog.messages * work) / atOnce <= wait && ((backlog.messages + 1) * work) / atOnce > wait;
    }));
  });
});
