import { readFile } from 'node:fs/promises';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';

/** Throws with what is wrong when a report is not one that CI systems can read. */
export async function checkJunit(xml: string): Promise<void> {
  using schema = XmlDocument.fromString(await readFile(new URL('junit.xsd', import.meta.url), 'utf8'));
  using validator = XsdValidator.fromDoc(schema);
  using document = XmlDocument.fromString(xml);
  validator.validate(document);
}
