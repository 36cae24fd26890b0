// Wiring is calling functions with arguments: no base class, no decorator. Errors, and what Node asks to extend, may be classes.
const extendable = /^(?:Error|.*Error|Refusal|Readable|Writable|Transform|Duplex)$/;

export const noHierarchy = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    'ClassDeclaration, ClassExpression': (node) => {
      if (node.abstract) context.report({ node, message: 'No base class: write functions and give them what they need.' });
      if (node.superClass && !extendable.test(node.superClass.name ?? '')) {
        context.report({ node: node.superClass, message: 'No class hierarchy: write functions and give them what they need.' });
      }
    },
    Decorator: (node) => context.report({ node, message: 'No decorator: call the function.' }),
  }),
};
