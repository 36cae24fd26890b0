import { describe, expect, test } from '@jest/globals';
import { Refusal } from '@cpom/kernel';
import { periodOf, previousCampaign, usualDueDate, yearOf } from './period.ts';

describe('the period of a campaign', () => {
  test.each([
    ['2022', '2022-01-01', '2022-12-31', '2022', '2021', '2023-04-30'],
    ['2022-T1', '2022-01-01', '2022-03-31', '1er trimestre 2022', '2021-T1', '2022-04-30'],
    ['2022-T4', '2022-10-01', '2022-12-31', '4e trimestre 2022', '2021-T4', '2023-01-31'],
    ['2022-02-10_2022-12-31', '2022-02-10', '2022-12-31', 'du 10/02/2022 au 31/12/2022', '2021-02-10_2021-12-31', '2023-01-31'],
  ])('given %s', (campaign, from, to, label, before, due) => {
    const period = periodOf(campaign);
    expect(period).toMatchObject({ from, to, label });
    expect([previousCampaign(campaign), usualDueDate(period), yearOf(period)]).toEqual([before, due, 2022]);
  });
  test.each(['', '22', '2022-T5', '2022-13', '2022-02-31_2022-03-01', '2022-03-01_2022-02-01', '2022_2023', '../2022', '2022-01-01_2022-02-01_x'])('given « %s », then it says what can be written', (campaign) => {
    expect(() => periodOf(campaign)).toThrow(Refusal);
  });
});
