"use strict";
// Checks a code as flows/model/codes.py makes it. Ed25519 (RFC 8032) and SHA-512 (FIPS 180-4) are written out here:
// a page on plain http has no WebCrypto, nor have older browsers. Nothing here is secret, so time may tell everything.
const data = JSON.parse(document.getElementById("du-lieu").textContent);
const P = (1n << 255n) - 19n, L = (1n << 252n) + 27742317777372353535851937790883648493n, WORD = (1n << 64n) - 1n;
const mod = (a) => ((a % P) + P) % P;
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const number = (bytes) => BigInt("0x" + (hex(bytes) || "0"));
const little = (bytes) => number([...bytes].reverse());

function power(base, exponent) {
  let result = 1n;
  for (base = mod(base); exponent > 0n; exponent >>= 1n, base = base * base % P) if (exponent & 1n) result = result * base % P;
  return result;
}

function root(value, degree) {
  let low = 0n, high = 1n << 80n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= value) low = middle; else high = middle - 1n;
  }
  return low;
}
const primes = [];
for (let one = 2; primes.length < 80; one++) if (primes.every((prime) => one % prime)) primes.push(one);
const ROUNDS = primes.map((prime) => root(BigInt(prime) << 192n, 3n) & WORD);
const START = primes.slice(0, 8).map((prime) => root(BigInt(prime) << 128n, 2n) & WORD);

function sha512(bytes) {
  const turn = (x, by) => (x >> by) | ((x << (64n - by)) & WORD);
  const length = bytes.length, whole = new Uint8Array(Math.ceil((length + 17) / 128) * 128);
  whole.set(bytes);
  whole[length] = 128;
  new DataView(whole.buffer).setUint32(whole.length - 4, length * 8);
  let state = START;
  for (let at = 0; at < whole.length; at += 128) {
    const w = [...Array(16).keys()].map((i) => number(whole.subarray(at + 8 * i, at + 8 * i + 8)));
    for (let i = 16; i < 80; i++) {
      const x = w[i - 15], y = w[i - 2];
      w.push((w[i - 16] + (turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n)) + w[i - 7] + (turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n))) & WORD);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 80; i++) {
      const one = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & WORD & g)) + ROUNDS[i] + w[i];
      const two = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(one + two) & WORD, a, b, c, (d + one) & WORD, e, f, g];
    }
    state = [a, b, c, d, e, f, g, h].map((value, i) => (value + state[i]) & WORD);
  }
  return state.flatMap((value) => [...Array(8).keys()].map((i) => Number((value >> BigInt(56 - 8 * i)) & 255n)));
}

const D = mod(-121665n * power(121666n, P - 2n)), ROOT = power(2n, (P - 1n) / 4n);

function point(y, odd) {
  if (y >= P) return null;
  const u = mod(y * y - 1n), v = mod(D * y * y + 1n);
  let x = u * power(v, 3n) % P * power(u * power(v, 7n), (P - 5n) / 8n) % P;
  const square = v * x * x % P;
  if (square !== u) {
    if (square !== mod(-u)) return null;
    x = x * ROOT % P;
  }
  if (x === 0n && odd) return null;
  return (x & 1n) === odd ? [x, y, 1n, x * y % P] : [P - x, y, 1n, mod(-x * y)];
}

function sum([a, b, c, d], [e, f, g, h]) {
  const one = (b - a) * (f - e), two = (b + a) * (f + e), three = 2n * d * h % P * D, four = 2n * c * g;
  const [i, j, k, l] = [two - one, four - three, four + three, two + one].map(mod);
  return [i * j % P, k * l % P, j * k % P, i * l % P];
}

function times(one, by) {
  let result = [0n, 1n, 1n, 0n];
  for (; by > 0n; by >>= 1n, one = sum(one, one)) if (by & 1n) result = sum(result, one);
  return result;
}

function isSigned(message, signature, key) {
  const s = little(signature.slice(32)), y = little(key), a = point(y & ((1n << 255n) - 1n), y >> 255n);
  if (s >= L || !a) return false;
  const h = little(sha512([...signature.slice(0, 32), ...key, ...message])) % L;
  const base = point(4n * power(5n, P - 2n) % P, 0n), minus = [P - a[0], a[1], 1n, P - a[3]];
  const [x, up, z] = sum(times(base, s), times(minus, h)), inverse = power(z, P - 2n);
  return little(signature.slice(0, 32)) === (up * inverse % P | ((x * inverse % P & 1n) << 255n));
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const ascii = (text) => [...text].map((letter) => letter.charCodeAt(0));

function bytesOf(letters) {
  const bits = [...letters].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const rest = bits.slice(bits.length - bits.length % 8);
  return rest.length > 4 || rest.includes("1") ? null : (bits.match(/.{8}/g) || []).map((byte) => parseInt(byte, 2));
}

function saidBy(packed) {
  const bits = packed.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  let text = "", capital = false;
  for (let at = 16, end = 17; end <= bits.length; end++) {
    let symbol = data.symbols[bits.slice(at, end)];
    if (symbol === undefined) continue;
    if (symbol === "\x1b") symbol = String.fromCodePoint(parseInt(bits.slice(end, end += 21), 2));
    at = end;
    if (symbol === "^") { capital = true; continue; }
    text += capital ? symbol.toUpperCase() : symbol;
    capital = false;
  }
  const days = parseInt(bits.slice(0, 16), 2), [so, ten, viec, noi] = text.split("\n");
  return { so, ten, viec, noi, ngay: days ? new Date(Date.UTC(2000, 0, 1 + days)).toISOString().slice(0, 10) : "" };
}

function checked(code) {
  const found = /^VT1\.([A-Z2-7]{80,})$/.exec(code), raw = found && bytesOf(found[1]);
  if (!raw) return null;
  const packed = raw.slice(0, -64), key = data.key.match(/../g).map((byte) => parseInt(byte, 16));
  if (!isSigned([...ascii("VT1."), ...packed], raw.slice(-64), key)) return null;
  const [state, so, ngay, sau] = data.list[hex(sha512(ascii(data.salt + code))).slice(0, 32)] || ["chua"];
  const said = saidBy(packed);
  return { ...said, state, sau, so: so || said.so, ngay: said.ngay || ngay };
}

const VERDICTS = {
  issued: ["dung", "✓ Giấy thật, đang có giá trị."],
  void: ["sai", "✗ Giấy đã bị hủy, không còn giá trị."],
  replaced: ["sai", "✗ Giấy đã được thay thế, không còn giá trị."],
  chua: ["cho", "? Chưa phát hành. Mã do cơ quan lập, nhưng theo trang này giấy chưa được phát hành nên chưa có giá trị."],
  khong: ["sai", "✗ Không phải mã của cơ quan, hoặc mã đã bị sửa, bị thiếu chữ."],
};

function show(text) {
  const code = text.trim(), result = document.getElementById("ket-qua");
  result.replaceChildren();
  if (!code) return;
  const said = checked(code), [look, words] = VERDICTS[said ? said.state : "khong"];
  const verdict = document.createElement("p"), list = document.createElement("dl");
  verdict.className = look;
  verdict.textContent = words;
  const day = said && said.ngay.split("-").reverse().join("/");
  const rows = said ? { "Số": said.so || "ghi tay trên giấy", "Ngày": day || "ghi tay trên giấy", "Họ tên": said.ten,
    "Nội dung": said.viec, "Cơ quan": said.noi, "Giấy thay thế": said.sau } : {};
  for (const [name, value] of Object.entries(rows)) if (value) for (const [tag, told] of [["dt", name], ["dd", value]])
    list.appendChild(document.createElement(tag)).textContent = told;
  result.append(verdict, list);
}

const box = document.getElementById("ma"), fromAddress = () => {
  const code = decodeURIComponent(location.hash.slice(1));
  if (code) show(box.value = code);
};
document.getElementById("xem").addEventListener("submit", (event) => { event.preventDefault(); show(box.value); });
addEventListener("hashchange", fromAddress);
fromAddress();
