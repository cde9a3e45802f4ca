import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart } from 'cdk8s';
import { GopherApp, Platform, PlatformProps, Severity } from '../../src';

/** What all rules find in an app with a chart in the namespace `shop`; what is only worth knowing is left out. */
export function findingsIn(make: (chart: Chart) => unknown, platform: PlatformProps = {}): string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'gopher-findings-'));
  try {
    const app = new GopherApp({ outdir });
    new Platform(platform).applyTo(app);
    make(new Chart(app, 'shop', { namespace: 'shop' }));
    return app.findings().filter((finding) => finding.severity !== Severity.INFO).map(String);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
