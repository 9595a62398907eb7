/* desk_numbers.js: numbers people are known by, told right from wrong while they are typed, and what card readers type.
   The server checks everything again (hall_ops/lib/identity_numbers.py); this only spares the round trip. */

const CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const RESIDENT_CHECKS = "10X98765432";
const weights = (base, modulus, count) => {
  const found = [1];
  while (found.length < count) found.push((found.at(-1) * base) % modulus);
  return found;
};
const RESIDENT_WEIGHTS = weights(2, 11, 18).reverse();
const CREDIT_WEIGHTS = weights(3, 31, 17);

/* Narrow, in capitals, without blanks. */
export const typed = (text) => text.normalize("NFKC").toUpperCase().replace(/[\s\u200b-\u200f\ufeff]/g, "");

export function residentCheck(body) {
  const total = [...body].reduce((sum, digit, place) => sum + Number(digit) * RESIDENT_WEIGHTS[place], 0);
  return RESIDENT_CHECKS[total % 11];
}

export function creditCheck(body) {
  const total = [...body].reduce((sum, mark, place) => sum + CREDIT.indexOf(mark) * CREDIT_WEIGHTS[place], 0);
  return CREDIT[(31 - (total % 31)) % 31];
}

export function bornOn(number) {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number);
  const born = new Date(year, month - 1, day);
  const real = born.getFullYear() === year && born.getMonth() === month - 1 && born.getDate() === day;
  return real && born <= new Date() && year >= 1880 ? born : null;
}

export function ageOf(born, today = new Date()) {
  const passed = today.getMonth() > born.getMonth() || (today.getMonth() === born.getMonth() && today.getDate() >= born.getDate());
  return today.getFullYear() - born.getFullYear() - (passed ? 0 : 1);
}

/* What a number looks like. Shape: {state: "empty|short|long|bad|ok|plain", kind: "resident|permit|credit_code|", say, n} */
export function judge(text) {
  const number = typed(text);
  const length = number.length;
  if (!length) return { state: "empty", kind: "" };
  const digits = /^\d+$/.test(number.slice(0, 17));
  if (/[^0-9A-Z]/.test(number)) return { state: "plain", kind: "" };
  if (length < 18) return { state: "short", kind: "", n: 18 - length, long: length >= 15 || (digits && length > 9) };
  if (length > 18) return { state: "long", kind: "", n: length - 18 };
  if (digits && /[0-9X]/.test(number[17]) && residentCheck(number.slice(0, 17)) === number[17]) {
    const born = bornOn(number);
    if (!born) return { state: "bad", kind: "resident", say: "idDate" };
    const permit = ["81", "82", "83"].includes(number.slice(0, 2));
    return { state: "ok", kind: permit ? "permit" : "resident", born, say: permit ? "idPermit" : "idPerson", n: ageOf(born) };
  }
  const body = number.slice(0, 17);
  if ([...number].every((mark) => CREDIT.includes(mark)) && /^\d{6}$/.test(number.slice(2, 8)) && creditCheck(body) === number[17]) {
    return { state: "ok", kind: "credit_code", say: "idUnit" };
  }
  const letters = !digits && [...number].some((mark) => !CREDIT.includes(mark));
  return { state: "bad", kind: digits ? "resident" : "credit_code", say: letters ? "idLetters" : "idBad" };
}

/* Readers act as keyboards: name, sex, nation, birth, address and number in one stream, or the address of a licence's
   code. Shape: {number, name, address}, or null where nothing was read. */
export function readCard(text) {
  const plain = text.normalize("NFKC");
  const resident = plain.match(/(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])/)?.[0];
  const unit = plain.match(/(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])/)?.[0];
  const number = resident ?? unit;
  if (!number || plain.trim() === number) return null;
  const parts = plain.replace(number, " ").split(/[\s,;|#^，；：:=?&/]+/).filter(Boolean);
  const han = parts.filter((part) => /^[\p{Script=Han}·]{2,40}$/u.test(part) && !/^(姓名|名称|性别|民族|出生|住址|公民身份号码|身份证|[男女]|汉族?)$/.test(part));
  const address = parts.find((part) => /[省市区县镇乡村路街号]/.test(part) && part.length > 6) ?? "";
  const name = han.find((part) => part !== address && (unit && !resident ? part.length > 3 : part.length <= 20)) ?? "";
  return { number: number.toUpperCase(), name, address };
}

/* A telephone while it is typed. Shape: {state: "empty|none|short|ok|plain", n} */
export function judgePhone(text) {
  const plain = text.normalize("NFKC").trim();
  if (!plain) return { state: "empty" };
  if (["无", "没有", "none", "no"].includes(plain.toLowerCase())) return { state: "none" };
  const digits = plain.replace(/[\s-]/g, "").replace(/^\+?86(?=1)/, "");
  if (!/^1\d*$/.test(digits)) return { state: "plain" };
  return digits.length === 11 && /^1[3-9]/.test(digits) ? { state: "ok" } : { state: "short", n: digits.length };
}
