/** How many nodes are carried out at once; waits are not counted, they cost the engine nothing. */
export interface Places {
  readonly count: number;
  /** Milliseconds after which a node that is still under way leaves its place to the next one. */
  readonly heldMs: number;
  /** How many builds may be under way at once, whatever places they have; absent: the builder decides. */
  readonly builds?: number;
}

/**
 * What an engine is given to do at once when nobody says how much. More calls only wait for each other in it, for the
 * firewall's lock above all: containers stop a quarter faster eight at a time than fifty at a time. What takes longer than
 * `heldMs` waits for a program, such as one that is slow to stop, and nothing else has to wait for that.
 */
export const enginePlaces: Places = { count: 8, heldMs: 500 };
