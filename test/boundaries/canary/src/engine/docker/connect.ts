export const connect = 'behind the port';
