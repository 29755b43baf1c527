/** A container without a health check is ready when it has run this long, in milliseconds: most that cannot start fail sooner. */
export const settleMs = 500;
