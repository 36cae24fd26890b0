// Five instances live in one process: what a module keeps, all of them would share.
const collections = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array', 'EventEmitter', 'AsyncLocalStorage']);
const frozen = /^Readonly(?:Map|Set|Array)?$/;

/** `as const`, `satisfies` and casts say nothing about where the value comes from. */
const bare = (node) => (node && 'expression' in node && node.type.startsWith('TS') ? bare(node.expression) : node);

function isReadonly(annotation) {
  if (annotation?.type === 'TSTypeOperator') return annotation.operator === 'readonly';
  return annotation?.type === 'TSTypeReference' && frozen.test(annotation.typeName.name ?? '');
}

function canGrow(declared) {
  const value = bare(declared);
  if (value?.type === 'NewExpression') return collections.has(value.callee.name);
  if (value?.type === 'ArrayExpression') return value.elements.length === 0;
  return value?.type === 'ObjectExpression' && value.properties.length === 0;
}

const constant = (declared) => declared?.type === 'TSAsExpression' && declared.typeAnnotation.typeName?.name === 'const';

export const noModuleState = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      let: 'A module keeps no state: five instances share it. Make it inside a function.',
      collection: 'A module keeps no state: make this inside a function, or annotate what never changes as Readonly{{kind}}.',
    },
  },
  create: (context) => ({
    'Program > VariableDeclaration, Program > ExportNamedDeclaration > VariableDeclaration': (declaration) => {
      if (declaration.declare) return;
      if (declaration.kind !== 'const') context.report({ node: declaration, messageId: 'let' });
      for (const { id, init } of declaration.declarations) {
        if (isReadonly(id.typeAnnotation?.typeAnnotation) || constant(init) || !canGrow(init)) continue;
        context.report({ node: id, messageId: 'collection', data: { kind: bare(init).callee?.name ?? '' } });
      }
    },
    'PropertyDefinition[static=true][readonly!=true]': (node) => context.report({ node, messageId: 'let' }),
  }),
};
