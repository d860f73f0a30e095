// As much of redis's protocol as one counter needs.
const net = require('net');

// count('10.0.0.2:6379', 'visits'): one more, and how many that makes.
function count(address, name) {
  const colon = address.lastIndexOf(':');
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)) });
    let said = '';
    socket.setTimeout(2000, () => socket.destroy(new Error('no answer in 2 s')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`${address} hung up`)));
    socket.on('connect', () => socket.write(`INCR ${name}\r\n`));
    socket.on('data', (part) => {
      said += part;
      if (said.endsWith('\r\n')) {
        const line = said.trim();
        line.startsWith(':') ? resolve(Number(line.slice(1))) : reject(new Error(line));
        socket.end();
      }
    });
  });
}

module.exports = { count };
