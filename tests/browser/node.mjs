// SPDX-License-Identifier: EUPL-1.2
// A demo node for the tests: its own port, its own folder, stopped at the end.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// `content`: another content folder than the shipped one: a process of its own, pages only (it may fail its proofs).
export async function startNode({ content } = {}) {
  if (process.env.ALTERNAT_URL && !content) return { url: process.env.ALTERNAT_URL.replace(/\/$/, ''), stop: async () => {} };
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'alternat-browser-'));
  const binary = join(root, process.env.BUILD || 'build', 'alternat');
  const child = spawn(binary, ['serve', '--port', String(port), '--data', join(data, 'demo'), ...(content ? ['--content', content, '--without-cases'] : ['--demo'])], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => { output += chunk; });
  child.stderr.on('data', (chunk) => { output += chunk; });
  let exited = false;
  child.on('exit', () => { exited = true; });
  child.on('error', (error) => { exited = true; output += error; });
  const url = `http://127.0.0.1:${port}`;
  for (let i = 0; i < 300; i += 1) {
    if (exited) throw new Error(`The node did not start:\n${output}`);
    try {
      const response = await fetch(`${url}/report`);
      if (response.ok) {
        return {
          url,
          stop: async () => {
            child.kill('SIGTERM');
            for (let j = 0; j < 100 && !exited; j += 1) await new Promise((done) => { setTimeout(done, 50); });
            if (!exited) child.kill('SIGKILL');
            rmSync(data, { recursive: true, force: true });
          },
        };
      }
    } catch { /* not yet */ }
    await new Promise((done) => { setTimeout(done, 100); });
  }
  child.kill('SIGKILL');
  throw new Error(`The node does not answer:\n${output}`);
}
