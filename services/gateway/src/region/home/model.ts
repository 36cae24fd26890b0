import type { Content, Html } from '../../ui/index.ts';

/** One thing that awaits the reader, with the way to where it is done. */
export interface Task {
  readonly href: string;
  readonly text: string;
  readonly badge?: Html;
  readonly detail?: Content;
}

/** A part of the home page: tasks of one kind; or, when there is none, the sentence that says so. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly tasks: readonly Task[];
  readonly none: Content;
  /** « 3 avis à enregistrer », for the sentence at the top; counted only when there are some. */
  readonly words?: string;
  readonly all?: { readonly href: string; readonly text: string };
  /** Shown before the tasks. */
  readonly top?: Html;
}
