// PouchDB to PouchDB over HTTP on this machine: documents come on stdin, one JSON object a line;
// what their replication took goes to stdout. `node peer.js FOLDER [serve]`
'use strict';
const { spawn } = require('child_process');
const path = require('path');
const readline = require('readline');
const PouchDB = require('pouchdb');

const BATCH = 1000; // documents in a request; as much as one parcel of ours holds

function serve(folder) {
  const Kept = PouchDB.defaults({ prefix: folder + path.sep });
  const pouch = require('express-pouchdb')(Kept, {
    mode: 'minimumForPouchDB',
    configPath: path.join(folder, 'config.json'),
    logPath: path.join(folder, 'log.txt'),
  });
  const app = require('express')();
  app.use('/', pouch);
  const listening = app.listen(0, '127.0.0.1', () =>
    console.log(listening.address().port));
}

async function replicate(folder) {
  const docs = [];
  for await (const line of readline.createInterface({ input: process.stdin })) {
    docs.push(JSON.parse(line));
  }
  const local = new PouchDB(path.join(folder, 'station'));
  await local.bulkDocs(docs);
  const server = spawn(process.execPath, [__filename, folder, 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await new Promise((told) =>
      server.stdout.once('data', (word) => told(String(word).trim())));
    const remote = new PouchDB(`http://127.0.0.1:${port}/cases`);
    await remote.info();
    const began = process.hrtime.bigint();
    const done = await local.replicate.to(remote, { batch_size: BATCH });
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    const held = (await remote.info()).doc_count;
    console.log(JSON.stringify({ seconds, written: done.docs_written, held }));
  } finally {
    server.kill();
  }
}

const [folder, what] = process.argv.slice(2);
if (what === 'serve') serve(folder);
else replicate(folder).then(() => process.exit(0));
