import type { SourceRange } from '../../diagnostics/source.js';
import type { Path } from '../path.js';

/** Where a part of the model was written, or the nearest part around it that was. */
export type Locate = (path: Path) => SourceRange | undefined;
