// Files whose name promises that they only compute: the same input gives the same output, today and in a replay.
import { isTest, placeOf } from '../zones.mjs';

const names = 'contract|commands|published|reactions|views|schedule|upcast';
const pureFile = new RegExp(`^services/(?!gateway/)[^/]+/src/(?:.*/)?(?:(?:${names})(?:/.+)?\\.ts|formats/.+\\.ts)$`);

/** The kernel is pure as a whole. */
const isPure = (place) => (pureFile.test(place) || place.startsWith('libs/kernel/src/')) && !isTest(place);

const clocks = new Set(['Date.now', 'Math.random', 'performance.now', 'process.hrtime']);
const effects = new Set(['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'console', 'process', 'crypto']);

const nameOf = ({ object, property }) => `${object.name}.${property.name}`;

function objectionToAsync(context) {
  const report = (node) => context.report({ node, message: 'A pure file is not async: it decides, others fetch and store.' });
  return {
    ':function[async=true]': report,
    AwaitExpression: report,
    'ForOfStatement[await=true]': report,
    'NewExpression[callee.name="Promise"]': report,
  };
}

function objectionToOutside(context) {
  const say = (node, what) => context.report({ node, message: `A pure file does not use ${what}: it comes in as an argument.` });
  return {
    ImportDeclaration: (node) => {
      if (node.source.value.startsWith('node:') && node.importKind !== 'type') say(node, node.source.value);
    },
    MemberExpression: (node) => {
      if (clocks.has(nameOf(node))) say(node, nameOf(node));
      else if (effects.has(node.object.name)) say(node, node.object.name);
    },
    CallExpression: ({ callee }) => {
      if (effects.has(callee.name) || callee.name === 'Date') say(callee, callee.name);
    },
    'NewExpression[callee.name="Date"][arguments.length=0]': (node) => say(node, 'the clock'),
  };
}

export const pure = {
  meta: { type: 'problem', schema: [] },
  create: (context) => (isPure(placeOf(context.filename)) ? { ...objectionToAsync(context), ...objectionToOutside(context) } : {}),
};
