// Static files of the demo site, from one folder at a time. It never leaves that folder: not by "..", not by an encoded
// slash and not by a symbolic link; and it serves only the file types listed here, so no TypeScript source of the site.
import { realpath, readFile, stat } from 'node:fs/promises';
import { type ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.zip': 'application/zip',
};

/** Workers and frames of one host load from another: the whole site is public to its own pages, isolated ones too. */
const commonHeaders = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
};

export interface FoundFile {
  readonly path: string;
  readonly contentType: string;
}

/** Resolves `urlPath` below `folder`; a path ending in `/` means its index.html. Null when refused or absent. */
export async function findFile(folder: string, urlPath: string): Promise<FoundFile | null> {
  const relative = decodePath(
    urlPath === '' || urlPath.endsWith('/') ? `${urlPath}index.html` : urlPath,
  );
  const contentType = relative === null ? undefined : contentTypes[extname(relative)];
  if (relative === null || contentType === undefined) return null;
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, relative));
    const inside = path.startsWith(root + sep);
    return inside && (await stat(path)).isFile() ? { path, contentType } : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export async function sendFile(
  response: ServerResponse,
  file: FoundFile,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  sendBytes(response, file.contentType, await readFile(file.path), headers);
}

export function sendBytes(
  response: ServerResponse,
  contentType: string,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(200, { ...commonHeaders, ...headers, 'content-type': contentType });
  response.end(bytes);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...commonHeaders, 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

function decodePath(urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath);
    const hostile = path.includes('\0') || path.includes('\\') || path.split('/').includes('..');
    return hostile ? null : path;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
