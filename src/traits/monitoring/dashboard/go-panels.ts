import { WINDOW } from './request-panels';
import { Panel } from '../../../kube/grafana/panel';
import { goGcShare, goMemoryHeld } from '../go-alerts';
import { Watched } from '../watched';

/** What the Go runtime tells of itself through client_golang. @internal */
export function goPanels(w: Watched): Panel[] {
  if (!w.isGo) return [];
  const { own } = w;
  const byPod = (expr: string, legend = '{{pod}}') => ({ expr, legend });
  return [
    {
      title: 'Memory of the Go runtime',
      description: 'What Go holds, as GOMEMLIMIT counts it, and the live heap. Close to the limit it collects garbage all the time.',
      unit: 'bytes',
      queries: [
        byPod(goMemoryHeld(own), 'held {{pod}}'),
        byPod(`go_memstats_heap_alloc_bytes{${own}}`, 'heap {{pod}}'),
        // Without a limit Go says 8 EiB, which would flatten all else.
        byPod(`max(go_gc_gomemlimit_bytes{${own}} < 1e15)`, 'GOMEMLIMIT'),
      ],
    },
    {
      title: 'CPU of the program',
      description: 'Processor seconds per second, and how many threads Go runs at once: more than that it cannot use.',
      unit: 'short',
      queries: [byPod(`rate(process_cpu_seconds_total{${own}}[${WINDOW}])`), byPod(`max(go_sched_gomaxprocs_threads{${own}})`, 'GOMAXPROCS')],
    },
    {
      title: 'Goroutines',
      description: 'A line that only rises is a leak: something waits without a deadline.',
      unit: 'short',
      queries: [byPod(`go_goroutines{${own}}`)],
    },
    {
      title: 'Garbage collections per second',
      description: 'Each is cheap; many per second with little memory left are not.',
      unit: 'short',
      queries: [byPod(`rate(go_gc_duration_seconds_count{${own}}[${WINDOW}])`)],
    },
    {
      title: 'CPU taken by garbage collection',
      description: 'The share of all CPU time. Empty unless the program exports the runtime\'s CPU classes.',
      unit: 'percentunit',
      queries: [byPod(goGcShare(own, WINDOW))],
    },
    {
      title: 'Open files and connections',
      description: 'At the limit no connection can be opened any more.',
      unit: 'short',
      queries: [byPod(`process_open_fds{${own}}`), byPod(`min(process_max_fds{${own}})`, 'limit')],
    },
  ];
}
