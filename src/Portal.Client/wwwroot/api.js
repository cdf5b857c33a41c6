// Sends a call of the API page from the browser, with the session's cookie, and tells what came back.
const most = 12000;
const longest = 70000;
const streamFor = 3000;

/** The text of the answer, at most so many characters; of a stream what comes in some seconds. */
async function read(response, abort) {
  const reader = response.body?.getReader();
  if (!reader) return { body: '', isCut: false };
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  const decoder = new TextDecoder();
  let body = '';
  let isCut = false;
  const end = isStream ? setTimeout(() => { isCut = true; abort.abort(); }, streamFor) : 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      body += decoder.decode(value, { stream: true });
      if (body.length > most) {
        isCut = true;
        abort.abort();
        break;
      }
    }
  } catch (error) {
    if (!isCut) throw error;
  } finally {
    clearTimeout(end);
  }
  return { body: body.slice(0, most), isCut };
}

export async function send(method, address, headers, body) {
  const abort = new AbortController();
  const end = setTimeout(() => abort.abort(), longest);
  const start = performance.now();
  try {
    const response = await fetch(new URL(address, document.baseURI), {
      method, headers, body: body ?? undefined, credentials: 'same-origin', redirect: 'manual', cache: 'no-store', signal: abort.signal,
    });
    const text = await read(response, abort);
    return { status: response.status, headers: [...response.headers], ...text, milliseconds: performance.now() - start, error: null };
  } catch (error) {
    return { status: 0, headers: [], body: '', isCut: false, milliseconds: performance.now() - start, error: `The browser had no answer: ${error.message}` };
  } finally {
    clearTimeout(end);
  }
}
