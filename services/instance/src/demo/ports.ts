import { freePorts } from '@cpom/service';

/** That many ports in a row from the first; from 0, ports that nobody listens on now. */
export const portsFrom = async (first: number, count: number): Promise<readonly number[]> =>
  (first > 0 ? Array.from({ length: count }, (_, index) => first + index) : freePorts(count));
