/** Says whether what was read is still to be relied on (all in milliseconds). What was read while the clock was ahead is not young once it is put right. */
export const isYoung = (readAt: number, now: number, lives: number): boolean => now >= readAt && now - readAt < lives;
