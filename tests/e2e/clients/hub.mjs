// Microsoft's own SignalR client, as a program elsewhere would use it: watches orders while one is placed. Prints what it heard.
import * as signalR from '@microsoft/signalr';

const [url, key] = process.argv.slice(2);
const hub = new signalR.HubConnectionBuilder()
  .withUrl(url + '/hubs/status', { accessTokenFactory: () => key })
  .configureLogging(signalR.LogLevel.Error)
  .build();
const heard = [];
let settled;
const done = new Promise(resolve => { settled = resolve; });
let placed;
hub.on('orderChanged', order => {
  if (order.customer !== 'SignalR') return;
  heard.push([order.version, order.status]);
  if (order.status === 'readyToShip') settled(order.id);
});
hub.on('queueChanged', () => {});
await hub.start();
await hub.invoke('watchOrders');
await hub.invoke('watchQueues');
const response = await fetch(url + '/api/orders', {
  method: 'POST',
  headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
  body: JSON.stringify({ customer: 'SignalR', lines: [{ sku: 'KB-100', quantity: 1 }] }),
});
placed = (await response.json()).id;
const ready = await Promise.race([done, new Promise((_, fail) => setTimeout(() => fail(new Error('nothing was heard in 30 s')), 30_000))]);
let refused = '';
try {
  await hub.invoke('watchOrder', 'nothing');
} catch (error) {
  refused = error.message;
}

await hub.invoke('unwatchOrders');
await hub.stop();

let stranger = '';
try {
  await new signalR.HubConnectionBuilder().withUrl(url + '/hubs/status', { accessTokenFactory: () => 'wrong' }).configureLogging(signalR.LogLevel.None).build().start();
} catch (error) {
  stranger = error.message;
}

console.log(JSON.stringify({ placed, ready, heard, refused, stranger }));
process.exit(0);
