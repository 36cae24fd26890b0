import type { DirectoryServer } from '@cpom/proto/directory/v1/directory';
import type { Calls, Role } from '@cpom/service';
import type { Visit } from '../../site/visit.ts';

export interface DirectoryCalls {
  readonly directory: Calls<DirectoryServer>;
}

/** Who keeps the directory: the DREETS in a region, the DGT at the nation. */
export const keepers: readonly Role[] = ['dreets-agent', 'dgt'];

export const mayKeep = ({ may }: Pick<Visit<unknown>, 'may'>): boolean => may(keepers);

export const kinds = ['service', 'authority', 'fund', 'federation', 'body', 'partner', 'nation'] as const;

/** The kinds of organisation, as readers call them. */
export const kindNames: Readonly<Record<string, string>> = {
  service: 'Service (SPSTI)', authority: 'DREETS', fund: 'Caisse', federation: 'Fédération', body: 'Instance consultée', partner: 'Partenaire', nation: 'Administration centrale',
};
export const kindName = (kind: string): string => kindNames[kind] ?? kind;

export const originName = (origin: string): string => ({ fictif: 'donnée fictive de démonstration', saisie: 'saisie', '': 'n.r.' })[origin] ?? `document ${origin}`;

export const orgHref = (id: string): string => `/annuaire/${encodeURIComponent(id)}`;
