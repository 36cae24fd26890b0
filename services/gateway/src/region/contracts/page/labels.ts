import { Refusal } from '@cpom/kernel';
import { ListIndicatorsRequest } from '@cpom/proto/indicators/v1/indicators';
import type { RegionVisit } from '../../calls.ts';
import type { Labels } from './indicators.ts';

/** The catalogue's words for its codes. The contract stays readable while the catalogue is away: codes then stand alone. */
export async function readLabels(visit: RegionVisit): Promise<Labels> {
  try {
    const page = await visit.calls.indicators.listIndicators(ListIndicatorsRequest.fromPartial({}));
    return new Map(page.indicators.map((one) => [one.code, one.label]));
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unavailable') return new Map();
    throw error;
  }
}
