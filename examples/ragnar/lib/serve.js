// What the three workers have in common: an HTTP server on port 80 that ends when it is told to.
const http = require('http');
const os = require('os');

// Who answers: viking tells each container what it is.
const me = {
  node: process.env.VIKING_NODE || 'nobody',
  tag: process.env.VIKING_TAG || '0.0',
  host: process.env.VIKING_HOSTNAME || os.hostname(),
};

// routes: {'GET /path': async (url, body) => what is answered as JSON, or as it is where it is a text}.
function serve(routes, port = 80) {
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://here');
    const route = routes[`${request.method} ${url.pathname}`];
    if (!route) {
      return send(response, 404, { problem: `there is no ${request.method} ${url.pathname}` });
    }
    try {
      send(response, 200, await route(url, await text(request)));
    } catch (problem) {
      send(response, problem.status || 502, { problem: problem.message });
    }
  });
  server.listen(port, () => console.log(`${me.node} ${me.tag} listens on port ${port}`));
  // Process 1 of a container gets no signal that it does not ask for. By now no new requests come:
  // those under way are finished.
  process.on('SIGTERM', () => {
    console.log('told to end');
    server.close(() => process.exit(0));
    server.closeIdleConnections?.();
  });
  return server;
}

function send(response, status, answer) {
  const page = typeof answer === 'string';
  response.writeHead(status, { 'content-type': page ? 'text/html; charset=utf-8' : 'application/json' });
  response.end(page ? answer : JSON.stringify(answer) + '\n');
}

async function text(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > 1 << 16) {
      throw Object.assign(new Error('more than 64 kB'), { status: 413 });
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

module.exports = { me, serve };
