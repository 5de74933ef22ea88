/*
 * Runs a TypeScript program: node infra/run.cjs infra/commands/pushlight.ts start. First it checks what the program
 * itself cannot: whether this Node is too old for it, and whether the packages are installed. Its syntax can be read by
 * an old Node.
 */
'use strict';
var path = require('path');
var url = require('url');
var root = path.dirname(__dirname);

var needed = require('../package.json').engines.node.replace('>=', '');

/** @param {string} version */
function numberOf(version) {
  var parts = version.split('.');
  return Number(parts[0]) * 1000 + Number(parts[1]);
}

function fail(message) {
  process.stderr.write(message + '\n');
  process.exit(1);
}

function describe(error) {
  if (String(error.code).startsWith('ERR_PARSE_ARGS')) return error.message.split('. ')[0] + '. -h lists the options.';
  // Node says "package" for packages, but not for our own files.
  var missing = /^Cannot find package '([^']+)'/.exec(error.message);
  if (!missing) return error.message;
  if (missing[1] === 'tsx') return 'The packages are not installed: run npm ci first.';
  return 'The package ' + missing[1] + ' is not installed: run npm ci without --omit=dev.';
}

if (numberOf(process.versions.node) < numberOf(needed)) {
  fail('Pushlight needs Node ' + needed + ' or later, but this is ' + process.versions.node + ': https://nodejs.org');
}
var program = path.resolve(root, process.argv[2]);
process.argv.splice(1, 2, program);
import('tsx/esm/api')
  .then(function (tsx) {
    tsx.register();
    var nodeModule = require('module');
    if (!nodeModule.registerHooks) nodeModule.register(url.pathToFileURL(path.join(__dirname, 'end-compiler.mjs')));
    return import(url.pathToFileURL(program).href);
  })
  .catch(function (error) {
    fail(describe(error));
  });
