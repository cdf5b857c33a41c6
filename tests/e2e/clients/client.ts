// A client generated from the portal's own description (openapi-typescript, openapi-fetch), checked by the compiler.
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.js';

const [url, key] = process.argv.slice(2) as [string, string];
const portal = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${key}` } });

function must<T>(value: T | undefined, error: unknown): T {
  if (value === undefined) throw new Error(JSON.stringify(error));
  return value;
}

// An order, and what came of it. The types say what is there: a status is one of four, a total is a number.
const placed = await portal.POST('/api/orders', {
  params: { header: { 'Idempotency-Key': 'typescript-1', Prefer: 'wait=30' } },
  body: { customer: 'TypeScript', lines: [{ sku: 'KB-100', quantity: 1 }] },
});
const order: components['schemas']['OrderView'] = must(placed.data, placed.error);
const status: 'placed' | 'billed' | 'readyToShip' | 'cancelled' = order.status;
const total: number = order.total;
const invoice: string | null = order.invoiceNumber;
const first: number = order.lines[0]!.quantity;
const again = await portal.POST('/api/orders', {
  params: { header: { 'Idempotency-Key': 'typescript-1', Prefer: 'wait=30' } },
  body: { customer: 'TypeScript', lines: [{ sku: 'KB-100', quantity: 1 }] },
});

// A refusal is typed, too.
const refused = await portal.POST('/api/orders', { body: { customer: '', lines: [] } });
const fields = Object.keys(refused.error?.errors ?? {}).sort();

// What is known already is not sent again.
const read = await portal.GET('/api/orders/{id}', { params: { path: { id: order.id } } });
const etag = read.response.headers.get('ETag')!;
const unchanged = await portal.GET('/api/orders/{id}', { params: { path: { id: order.id }, header: { 'If-None-Match': etag } } });

// Pages of a list.
const skus: string[] = [];
let after: string | undefined;
do {
  const page = must((await portal.GET('/api/products', { params: { query: { limit: 2, after } } })).data, 'no page');
  skus.push(...page.items.map(product => product.sku));
  after = page.next ?? undefined;
} while (after);

// A message there and back.
must((await portal.PUT('/api/queues/{queue}', { params: { path: { queue: 'typescript' } }, body: { maxDeliveryAttempts: 3 } })).data, 'no queue');
const sent = must((await portal.POST('/api/queues/{queue}/messages', {
  params: { path: { queue: 'typescript' }, header: { 'Message-Type': 'greeting' } },
  body: { hello: 'world' },
})).data, 'not sent');
const received = must((await portal.POST('/api/queues/{queue}/receive', { params: { path: { queue: 'typescript' }, query: { wait: 10 } } })).data, 'nothing came');
const message = received[0]!;
const settled = await portal.POST('/api/leases/{token}/ack', { params: { path: { token: message.leaseToken } } });

console.log(JSON.stringify({
  id: order.id,
  same: again.data?.id === order.id && again.response.headers.get('Idempotency-Replayed') === 'true',
  status, total, invoice, first, fields,
  unchanged: unchanged.response.status,
  skus: skus.length === new Set(skus).size && skus.includes('KB-100'),
  message: message.id === sent.id && message.type === 'greeting' && Buffer.from(message.body, 'base64').toString() === '{"hello":"world"}',
  settled: settled.response.status,
}));
