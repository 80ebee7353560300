'use strict';

// One line of JSON in, one line out, in the order in which the answers come.

globalThis.WebSocket = require('./ws/index.js');
globalThis.StompJs = require('./stomp.umd.min.js');
require('./remote.js');

require('node:readline')
  .createInterface({ input: process.stdin })
  .on('line', async line => process.stdout.write(`${await stompjs.call(line)}\n`))
  .on('close', () => process.exit());
