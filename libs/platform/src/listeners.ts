/** Who wants to know of new commits. Each listener has its own turn: one that throws is a fault of its own. */
export function listeners() {
  const known = new Set<{ readonly call: () => void; pending: boolean }>();
  return {
    add(listener: () => void): () => void {
      const entry = { call: listener, pending: false };
      known.add(entry);
      return () => void known.delete(entry);
    },
    wake(): void {
      for (const entry of known) {
        if (entry.pending) continue;
        entry.pending = true;
        setImmediate(() => {
          entry.pending = false;
          if (known.has(entry)) entry.call();
        });
      }
    },
  };
}
