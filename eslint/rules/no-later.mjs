// Work left for later goes to an issue. In capitals only: `todo` is also a word of pages (what a user has to do).
const later = /\b(?:TODO|FIXME|XXX|HACK)\b/;

export const noLater = {
  meta: { type: 'suggestion', schema: [] },
  create: (context) => ({
    Program: () => {
      for (const comment of context.sourceCode.getAllComments()) {
        const found = later.exec(comment.value);
        if (found) context.report({ loc: comment.loc, message: `No ${found[0]} in a comment: do it, or write an issue.` });
      }
    },
  }),
};
