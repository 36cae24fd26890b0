import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { regions } from '@cpom/kernel';
import { bars } from '../charts/bars.ts';
import { dots } from '../charts/dots.ts';
import { lines } from '../charts/lines.ts';
import { bucketOf, tileMap } from '../charts/map.ts';
import { multiples, sparkline } from '../charts/small.ts';
import type { Series } from '../charts/series.ts';
import { masked, missing, number, percent } from '../numbers.ts';
import type { Say } from './say.ts';

const values = [12, 18, 15, 26, 31];
const series = (label: string, shift: number): Series =>
  ({ label, points: values.map((value, index) => ({ year: 2018 + index, value: index === 2 && shift === 9 ? missing : number(value + shift + ((index * shift) % 5)) })) });

const common = (say: Say, id: string, title: string): { id: string; title: string; description: string; notes: string[] } =>
  ({ id, title: say(title), description: say(`${title}, en détail.`), notes: [say('Source : campagnes annuelles.'), say('1 valeur masquée.')] });

const regional = (say: Say): Html => tileMap({
  ...common(say, 'carte', 'Deux services sur trois sont sous CPOM actif'), measure: say('Services couverts'), detailHead: say('Fraîcheur'),
  legend: ['moins de 25 %', 'de 25 à 50 %', 'de 50 à 75 %', 'de 75 à 90 %', '90 % et plus'].map(say),
  figures: regions.map((region, index) => {
    const rate = ((index * 37) % 101) / 100;
    const connected = index % 5 !== 4;
    return { code: region.code, figure: say(index === 7 ? 'n.r.' : percent(rate)), ...(index !== 7 && { bucket: bucketOf(rate, [0.25, 0.5, 0.75, 0.9]) }), href: `/regions/${region.code}`, connected, detail: say(connected ? 'il y a 3 jours' : '—') };
  }),
});

const bar = (label: string, value: number, target?: number): { label: string; value: ReturnType<typeof number>; target?: number } =>
  ({ label, value: number(value), ...(target !== undefined && { target }) });

/** Every chart once. */
export function chartsGallery(say: Say): Html {
  const five = ['Centre-Val de Loire', 'Île-de-France', 'Provence-Alpes-Côte d’Azur', 'Corse'].map((label, index) => series(say(label), index * 3));
  return html`${regional(say)}
  ${bars({ ...common(say, 'barres', 'Délai entre négociation et signature'), unit: ' jours', bars: [bar(say('Bretagne'), 212, 180), { ...bar(say('Centre-Val de Loire'), 365, 180), mine: true, href: '/regions/24' }, bar(say('Corse'), 96), { label: say('Mayotte'), value: masked }] })}
  ${lines({ ...common(say, 'lignes', 'Les orientations vers la cellule PDP progressent'), series: five, target: { value: 35, label: say('cible 2022 : 35') }, unit: say(' orientations') })}
  ${dots({ ...common(say, 'points', 'Deux actions sur trois sont sous leur cible'), bars: [bar(say('Salariés orientés'), 310, 400), bar(say('Essais encadrés'), 42, 40), bar(say('Conventions de rééducation'), 9, 25)] })}
  <p>Évolution ${sparkline({ ...common(say, 'mini', 'Salariés orientés de 2018 à 2022'), series: series(say('Orientés'), 0) })}</p>
  ${multiples({ ...common(say, 'multiples', 'Taux de réponse par région'), series: regions.slice(0, 7).map((region, index) => series(say(region.name), index * 4)), target: { value: 40, label: say('cible') }, unit: say(' %') })}`;
}
