// One place reads the environment, so that one place can refuse what is misspelt.
import { placeOf } from '../zones.mjs';

const reader = 'libs/service/src/config.ts';
const message = `The environment is read in ${reader} only: a service is given its settings.`;

export const noProcessEnv = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    if (placeOf(context.filename) === reader || placeOf(context.filename).startsWith('infra/')) return {};
    const report = (node) => context.report({ node, message });
    return {
      'MemberExpression[object.name="process"][property.name="env"]': report,
      'MemberExpression[object.name="process"][property.value="env"]': report,
      'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]': report,
      'ImportDeclaration[source.value=/^(?:node:)?process$/] ImportSpecifier[imported.name="env"]': report,
    };
  },
};
