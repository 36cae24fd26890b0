import { z } from 'zod';
import { reads } from '../core/make.ts';
import { string } from '../values/out.ts';

const me = z.object({
  instance: z.object({ code: string(), kind: string('region ou nation.'), name: string() }), name: string(), email: string(),
  memberships: z.array(z.object({ organisation: string('Identifiant dans l’annuaire.'), role: string() })),
  csrf: string('À rendre dans l’en-tête X-CSRF-Token de chaque écriture.'), today: string('La date du jour ici.'),
});

/** Who asks, and the token that writes need. */
export const meEndpoint = <C>() => reads<C>()({
  id: 'getMe', tag: 'Session', path: '/me', summary: 'Qui vous êtes ici, vos rôles et le jeton des écritures', params: {}, query: {}, reply: me,
  run: ({ info, person, csrf, today }) => Promise.resolve({ instance: info, name: person.name, email: person.email, memberships: person.memberships, csrf, today }),
});
