/** The lines of the founding contract: what was asked until the third generation. */
export const foundingLines: readonly string[] = [
  'PDP-B-01', 'PDP-B-02', 'PDP-C-01', 'PDP-C-02', 'PDP-C-02a', 'PDP-C-02b', 'PDP-C-03a', 'PDP-C-03b', 'PDP-C-03c', 'PDP-C-03d', 'PDP-C-04', 'PDP-C-04a', 'PDP-C-05',
  'TMS-01', 'TMS-01e', 'TMS-02', 'TMS-03', 'TMS-03a', 'TMS-03b', 'TMS-04', 'TMS-05',
];
