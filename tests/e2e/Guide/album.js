// What the album does with pictures, in the browser: it can decode them and compress, and no library is needed for it.
(() => {
  const bytes = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0));

  async function decode(base64, scale = 1) {
    const bitmap = await createImageBitmap(new Blob([bytes(base64)], { type: 'image/png' }));
    const width = Math.ceil(bitmap.width * scale), height = Math.ceil(bitmap.height * scale);
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  }

  // The share of the area that looks different; 1 when the sizes differ. Seen from afar, where one id is as grey as another, and
  // a word that is as long as another is none other; what moved, came or went is seen.
  async function difference(before, after) {
    const [a, b] = await Promise.all([decode(before, .25), decode(after, .25)]);
    if (a.width !== b.width || a.height !== b.height) return 1;
    let different = 0;
    for (let i = 0; i < a.data.length; i += 4) {
      const most = Math.max(Math.abs(a.data[i] - b.data[i]), Math.abs(a.data[i + 1] - b.data[i + 1]), Math.abs(a.data[i + 2] - b.data[i + 2]));
      if (most > 32) different++;
    }
    return different / (a.width * a.height);
  }

  // The same picture with a palette of at most 256 colours: the most frequent ones as they are, others as the nearest of these.
  async function shrink(base64) {
    const { width, height, data } = await decode(base64);
    const counts = new Map();
    for (let i = 0; i < data.length; i += 4) {
      const colour = data[i] << 16 | data[i + 1] << 8 | data[i + 2];
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const alike = new Map(); // of colours that nobody can tell apart, the most frequent
    for (const [colour, count] of [...counts].sort((a, b) => b[1] - a[1])) {
      const key = colour & 0xf8f8f8, known = alike.get(key);
      alike.set(key, { colour: known?.colour ?? colour, count: count + (known?.count ?? 0) });
    }
    const palette = [...alike.values()].sort((a, b) => b.count - a.count).slice(0, 256).map(one => one.colour);
    const nearest = new Map(palette.map((colour, index) => [colour, index]));
    const find = colour => {
      let best = 0, least = Infinity;
      palette.forEach((other, index) => {
        const [r, g, b] = [16, 8, 0].map(shift => (colour >> shift & 255) - (other >> shift & 255));
        const distance = r * r + g * g + b * b;
        if (distance < least) [best, least] = [index, distance];
      });
      nearest.set(colour, best);
      return best;
    };
    const rows = new Uint8Array((width + 1) * height); // each row begins with its filter: none
    for (let y = 0, i = 0, to = 0; y < height; y++) {
      to++;
      for (let x = 0; x < width; x++, i += 4) {
        const colour = data[i] << 16 | data[i + 1] << 8 | data[i + 2];
        rows[to++] = nearest.get(colour) ?? find(colour);
      }
    }
    const squeezed = new Uint8Array(await new Response(new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer());
    const header = new Uint8Array(13), view = new DataView(header.buffer);
    view.setUint32(0, width);
    view.setUint32(4, height);
    header.set([8, 3, 0, 0, 0], 8); // 8 bits, palette
    const parts = [
      Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10), chunk('IHDR', header),
      chunk('PLTE', Uint8Array.from(palette.flatMap(c => [c >> 16, c >> 8 & 255, c & 255]))), chunk('IDAT', squeezed), chunk('IEND', new Uint8Array()),
    ];
    const file = new Uint8Array(await new Blob(parts).arrayBuffer());
    let text = '';
    for (let i = 0; i < file.length; i += 8192) text += String.fromCharCode(...file.subarray(i, i + 8192));
    return btoa(text);
  }

  function chunk(name, content) {
    const all = new Uint8Array(content.length + 12), view = new DataView(all.buffer);
    view.setUint32(0, content.length);
    all.set([...name].map(c => c.charCodeAt(0)), 4);
    all.set(content, 8);
    let crc = ~0;
    for (const byte of all.subarray(4, -4)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = crc >>> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    view.setUint32(all.length - 4, ~crc >>> 0);
    return all;
  }

  window.album = { difference, shrink };
})();
