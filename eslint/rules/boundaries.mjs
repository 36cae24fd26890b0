// Who may import whom. The one table of it.
import { declaredBy, isTest, packageOf, placeOf, resolved, workspaceOf } from '../zones.mjs';

const foundation = ['@cpom/kernel', '@cpom/platform', '@cpom/service', '@cpom/proto'];

/** What each workspace may import of ours; a service that is not named may import the foundation. */
const allowed = new Map([
  ['libs/kernel', []],
  ['libs/platform', ['@cpom/kernel', '@cpom/proto']],
  ['libs/service', ['@cpom/kernel', '@cpom/platform', '@cpom/proto']],
  ['libs/testing', foundation],
]);

/** Free to import everything of ours: what puts the services together, and what tries them together. */
const assembles = /^(?:services\/instance|tests|infra|scripts)\//;

/** What stands behind one door only. */
const doors = [
  { packages: /^(?:mongoose|mongodb|kafkajs)$/, behind: /^(?:libs\/platform\/src\/distributed|infra|tests)\//, door: 'libs/platform/src/distributed' },
  { packages: /^node:sqlite$/, behind: /^(?:libs\/platform\/src\/embedded|tests)\//, door: 'libs/platform/src/embedded' },
  { packages: /^express$/, behind: /^services\/gateway\//, door: 'services/gateway' },
];

function ofOurs(place, target) {
  if (assembles.test(place)) return undefined;
  const workspace = workspaceOf(place);
  const name = packageOf(target);
  const list = allowed.get(workspace) ?? foundation;
  if (list.includes(name) || (isTest(place) && name === '@cpom/testing')) return undefined;
  return `${workspace} may not import ${name}: it may import ${list.length > 0 ? list.join(', ') : 'nothing of ours'}.`;
}

function ofOthers(place, target) {
  const door = doors.find(({ packages, behind }) => packages.test(packageOf(target)) && !behind.test(place));
  if (door) return `${packageOf(target)} is imported under ${door.door} only.`;
  if (isTest(place)) return undefined;
  const workspace = workspaceOf(place);
  if (workspace === 'libs/kernel') return 'libs/kernel imports nothing: what it needs comes in as arguments.';
  if (target.startsWith('node:')) return undefined;
  const declared = declaredBy(workspace);
  return declared && !declared.has(packageOf(target)) ? `${packageOf(target)} is not among the dependencies of ${workspace}/package.json.` : undefined;
}

/** Says why a file may not import a target, if it may not. */
function objection(place, target) {
  if (target.startsWith('.')) {
    const inside = workspaceOf(resolved(place, target)) === workspaceOf(place) || workspaceOf(place) === 'tests';
    return inside ? undefined : `A relative import stays inside ${workspaceOf(place)}: other packages are imported by their name.`;
  }
  return target.startsWith('@cpom/') ? ofOurs(place, target) : ofOthers(place, target);
}

export const boundaries = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const place = placeOf(context.filename);
    const look = ({ source }) => {
      if (typeof source?.value !== 'string') return;
      const message = objection(place, source.value);
      if (message) context.report({ node: source, message });
    };
    return { ImportDeclaration: look, ExportNamedDeclaration: look, ExportAllDeclaration: look, ImportExpression: look };
  },
};
