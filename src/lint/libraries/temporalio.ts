import { unknownLayer } from '../policy/layer';
import { absolute } from '../program/fileView';
import { dotted } from './dotted';
import type { LibraryModel } from './model';

/** temporalio 1.x: the service runs an activity again as the workflow that asks for it says, without end by default. */
export const temporalio: LibraryModel = {
  name: 'temporalio',
  languages: ['python'],
  decorator: ({ decorator, args }) => {
    const name = dotted(decorator.kind === 'result' ? decorator.callee : decorator);
    if (name !== 'temporalio.activity.defn') return undefined;
    const nowhere = { start: 0, end: 0 };
    return { ...unknownLayer({ kind: 'decorator', name: 'temporalio', at: nowhere }), at: args && absolute(args.chunk, args.call.span) };
  },
};
