export interface ProcessSignals {
  /** Aborts at the first SIGINT or SIGTERM: stop in good order. */
  readonly stop: AbortSignal;
  /** Aborts at the second: at once. */
  readonly kill: AbortSignal;
  /** Which one came first. */
  received(): 'SIGINT' | 'SIGTERM' | undefined;
  /** As if the first signal had come. */
  request(): void;
  /** Leaves signals to Node again. */
  release(): void;
}

/** The one place where signals of the process become signals of the code. A third one ends the process. */
export function listenForSignals(): ProcessSignals {
  const stop = new AbortController();
  const kill = new AbortController();
  let first: 'SIGINT' | 'SIGTERM' | undefined;
  const onSignal = (name: 'SIGINT' | 'SIGTERM'): void => {
    if (first === undefined) {
      first = name;
      stop.abort(new Error(`received ${name}`));
    } else if (!kill.signal.aborted) {
      kill.abort(new Error(`received ${name} again`));
    } else {
      process.exit(name === 'SIGINT' ? 130 : 143);
    }
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    stop: stop.signal,
    kill: kill.signal,
    received: () => first,
    request: () => stop.abort(new Error('nobody listens any more')),
    release: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
