import { Agent } from 'node:http';
import { inspect } from 'node:util';

/**
 * For connections without TLS. Shows itself as a word: where it is not replaced by the build, docker-modem formats all
 * options of each request for its debug log, whether that log is on or not, and would walk every open socket.
 */
export class PlainAgent extends Agent {
  constructor() {
    // Nobody asks for the name of the server, which Node would work out for each request.
    const options = { keepAlive: true, servername: '' };
    super(options);
  }

  [inspect.custom](): string {
    return 'PlainAgent';
  }
}
