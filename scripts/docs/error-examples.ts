import type { DiagnosticCode } from '../../src/diagnostics/codes.js';

/** A file with the mistake, for codes that a single file can show. */
export const errorExamples: Partial<Record<DiagnosticCode, string>> = {
  'yaml-syntax': 'services:\n  web:\n    image: "nginx\n',
  'duplicate-key': 'services:\n  web:\n    image: nginx\n    image: httpd\n',
  'empty-file': '# nothing yet\n',
  'interpolation-syntax': 'services:\n  web:\n    image: nginx:${TAG:=1}\n',
  'required-variable': 'services:\n  web:\n    image: nginx:${TAG:?say which}\n',
  'unset-variable': 'services:\n  web:\n    image: nginx:${TAG}\n',
  'unknown-key': 'services:\n  web:\n    imge: nginx\n',
  'invalid-type': 'services:\n  web:\n    image: nginx\n    tty: 5\n',
  'invalid-value': 'services:\n  web:\n    image: nginx\n    stop_grace_period: soon\n',
  'truncated-command': 'services:\n  web:\n    image: nginx\n    command: nginx -t && nginx\n',
  'missing-key':
    'services:\n  web:\n    image: nginx\n    depends_on:\n      db: {}\n  db:\n    image: postgres\n',
  'obsolete-key': 'version: "3"\nservices:\n  web:\n    image: nginx\n',
  'undefined-reference': 'services:\n  web:\n    image: nginx\n    depends_on: [db]\n',
  'extends-cycle':
    'services:\n  a:\n    extends: b\n    image: nginx\n  b:\n    extends: a\n    image: nginx\n',
  'remote-resource': 'include:\n  - https://example.com/compose.yaml\n',
  'conflicting-attributes':
    'services:\n  web:\n    image: nginx\n    network_mode: host\n    networks: [default]\n',
  'disabled-service':
    'services:\n  web:\n    image: nginx\n    depends_on: [db]\n  db:\n    image: postgres\n    profiles: [data]\n',
};
