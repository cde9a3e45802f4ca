import { writeFileSync } from 'fs';
import { join } from 'path';
import { pageWithMatrix } from '../test/docs/features-matrix';

/* Writes the comparison in docs/features.md from its rows, test/docs/features-rows.json. */
writeFileSync(join(__dirname, '..', 'docs', 'features.md'), pageWithMatrix());
