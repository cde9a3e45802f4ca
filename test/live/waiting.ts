import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a promise settles within a time; the wait leaves no timer behind. */
export async function settlesWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      promise.then(() => true, () => true),
      sleep(Math.max(0, milliseconds), false, { signal: timer.signal }),
    ]);
  } finally {
    timer.abort();
  }
}

/** Waits until something holds; after the time it fails and says what it waited for. */
export async function until(what: string | (() => string), seconds: number, holds: () => boolean | Promise<boolean>, every = 50): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!await holds()) {
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for ${typeof what === 'string' ? what : what()}`);
    await sleep(every);
  }
}
