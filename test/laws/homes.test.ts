import { CHOICES } from './choices';
import { homesOf } from './homes';

const kindsOn = (...versions: string[]) => CHOICES.map((choice) => [choice.label, homesOf(choice, versions).flatMap(({ kinds }) => kinds).sort()]);

test('every choice has a place for somebody', () => {
  expect(CHOICES.filter((choice) => homesOf(choice, ['1.37']).length === 0).map(({ label }) => label)).toEqual([]);
});

test('the judges, whose newest Kubernetes is 1.35, miss no kind that may have a choice', () => expect(kindsOn('1.35')).toEqual(kindsOn('1.35', '1.37')));

test('a version that comes first is taken where it will do', () => {
  const versions = CHOICES.flatMap((choice) => homesOf(choice, ['1.28', '1.37']).map(({ site }) => site.version));
  expect(new Set(versions)).toEqual(new Set(['1.28', '1.37']));
});
