import { describe, expect, it } from 'vitest';
import { imagesNamedIn } from '../../src/plan/dockerfile-images.js';

describe('what a Dockerfile names', () => {
  it('is what it begins with, copies from and mounts', () => {
    const text = `
# FROM comment
FROM --platform=linux/amd64 base:1 AS build
from second
COPY --chown=1 --from=tools /a /b
RUN --mount=type=bind,from=registry.test:5000/more,target=/x make
`;
    expect(imagesNamedIn(text)).toEqual({
      references: ['base:1', 'second', 'tools', 'registry.test:5000/more'],
      isUnsure: false,
    });
  });

  it('may be made of variables, which says nothing', () => {
    expect(imagesNamedIn('ARG B\nFROM ${B}\nFROM x$TAG\n')).toEqual({ references: [], isUnsure: true });
  });
});
