/** A template that is not one, or that asks for what there is not. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';

  /** @param part of the template that it is about */
  constructor(
    problem: string,
    readonly part: string,
  ) {
    super(problem);
  }
}
