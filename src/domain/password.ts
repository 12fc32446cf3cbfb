/** In characters: long enough that no list of words helps (NIST SP 800-63B §3.1.1.2 wants 8 beside a second factor, 15 without). */
export const SHORTEST_PASSWORD = 15;
export const LONGEST_PASSWORD = 128;
