// The page draws screens and sends presses and messages; what they mean is decided by the server.

const WORDS = {
  kk: {
    panel: "Tabys веб-панелі",
    demo: "демо",
    panelHint: "Нақты жүйеде әкімші кодты Tabys веб-панелінен алады. Мұнда рөлді таңдасаңыз, код бірден беріледі.",
    role: "Рөл",
    roles: {
      super_admin: "Бас әкімші",
      administrator: "Әкімші",
      government: "Мемлекеттік орган (тек қарау)",
      npo: "Коммерциялық емес ұйым",
      msb: "Бизнес (ШОБ)",
      volunteer_admin: "Еріктілер әкімшісі",
      client: "Клиент",
    },
    getCode: "Telegram кодын алу",
    sendCode: "Ботқа жіберу",
    copy: "Көшіру",
    copied: "Көшірілді",
    startOver: "Басқа пайдаланушы болып басынан бастау",
    telegramLanguage: "Telegram тілі",
    languageSet: "Telegram енді қазақша. Ботта таңдалған тіл өзгермейді.",
    chat: "Ботпен чат",
    online: "бот",
    typing: "жазып жатыр…",
    message: "Хабарлама",
    send: "Жіберу",
    sendPhoto: "Сурет жіберу",
    photo: "Сурет",
    tooLarge: "Сурет 10 МБ-тан аспауы керек.",
    commands: "Командалар",
    deleted: "Коды бар хабарлама өшірілді",
    noAnswer: "Демо-сервер жауап бермей тұр. `make demo` іске қосулы ма, тексеріңіз.",
    retry: "Қайталау",
  },
  ru: {
    panel: "Веб-панель Tabys",
    demo: "демо",
    panelHint: "В настоящей системе администратор получает код в веб-панели Tabys. Здесь выберите роль, и код появится сразу.",
    role: "Роль",
    roles: {
      super_admin: "Главный администратор",
      administrator: "Администратор",
      government: "Госорган (просмотр)",
      npo: "Некоммерческая организация",
      msb: "Бизнес (МСБ)",
      volunteer_admin: "Администратор волонтёров",
      client: "Клиент",
    },
    getCode: "Получить код для Telegram",
    sendCode: "Отправить боту",
    copy: "Копировать",
    copied: "Скопировано",
    startOver: "Начать заново другим пользователем",
    telegramLanguage: "Язык Telegram",
    languageSet: "Telegram теперь на русском. Язык, выбранный в боте, не меняется.",
    chat: "Чат с ботом",
    online: "бот",
    typing: "печатает…",
    message: "Сообщение",
    send: "Отправить",
    sendPhoto: "Отправить фото",
    photo: "Фото",
    tooLarge: "Фото должно быть не больше 10 МБ.",
    commands: "Команды",
    deleted: "Сообщение с кодом удалено",
    noAnswer: "Демо-сервер не отвечает. Проверьте, запущен ли `make demo`.",
    retry: "Повторить",
  },
  en: {
    panel: "Tabys web panel",
    demo: "demo",
    panelHint: "In the real system an admin gets a code from the Tabys web panel. Here, choose a role and get one at once.",
    role: "Role",
    roles: {
      super_admin: "Head administrator",
      administrator: "Administrator",
      government: "Government (read-only)",
      npo: "Non-profit organisation",
      msb: "Business (SME)",
      volunteer_admin: "Volunteer administrator",
      client: "Client",
    },
    getCode: "Get a Telegram code",
    sendCode: "Send it to the bot",
    copy: "Copy",
    copied: "Copied",
    startOver: "Start over as another user",
    telegramLanguage: "Telegram language",
    languageSet: "Telegram is in English now. A language chosen in the bot stays as it is.",
    chat: "Chat with the bot",
    online: "bot",
    typing: "typing…",
    message: "Message",
    send: "Send",
    sendPhoto: "Send a photo",
    photo: "Photo",
    tooLarge: "A photo must not be larger than 10 MB.",
    commands: "Commands",
    deleted: "The message with the code was deleted",
    noAnswer: "The demo server does not answer. Check that `make demo` is running.",
    retry: "Try again",
  },
};

const KEPT_MESSAGES = 100;
const PATIENCE_MS = 60_000;
const TOAST_MS = 4_000;
const NEWS_MS = 3_000;
const LARGEST_PHOTO = 10 * 1024 * 1024;

const $ = (id) => document.getElementById(id);
const chat = $("chat");
const drawn = new Map(); // entry of the history → its element

let language = known(recall(localStorage, "language")) ?? preferredLanguage();
let visitor = recall(localStorage, "visitor");
let { history = [], commands = [], seen = 0 } = recall(sessionStorage, "chat") ?? {};
let turn = Promise.resolve();
let waiting = 0;
let isFetchingNews = false;
let toastTimer;

const word = (name) => WORDS[language][name];

// what the browser remembers, as far as it lets us

function recall(storage, name) {
  try {
    return JSON.parse(storage.getItem(`tabys-${name}`));
  } catch {
    return null;
  }
}

function remember(storage, name, value) {
  try {
    storage.setItem(`tabys-${name}`, JSON.stringify(value));
  } catch {
    // private windows may refuse; the chat works without
  }
}

function known(code) {
  return Object.hasOwn(WORDS, code) ? code : undefined;
}

function preferredLanguage() {
  return navigator.languages.map((code) => code.slice(0, 2)).find(known) ?? "en";
}

function becomeNewVisitor() {
  visitor = 1_000_000_000 + crypto.getRandomValues(new Uint32Array(1))[0];
  remember(localStorage, "visitor", visitor);
}

function saveChat() {
  // a message still on its way may hold a code
  const settled = history.filter((entry) => entry.kind !== "trouble" && (entry.kind !== "mine" || entry.delivered));
  remember(sessionStorage, "chat", { history: settled.slice(-KEPT_MESSAGES).map(withoutPictures), commands, seen });
}

function withoutPictures(entry) {
  // a browser keeps a few megabytes: with pictures in it the chat would soon not be kept at all
  if (entry.kind === "mine") return { ...entry, photo: undefined, src: undefined };
  if (entry.kind === "album") return { ...entry, photos: entry.photos.map(({ trouble }) => ({ trouble })) };
  if (entry.screen?.preview?.startsWith("data:")) return { ...entry, screen: { ...entry.screen, preview: "" } };
  return entry;
}

// asking the server, one thing at a time

function ask(path, question, posting = post) {
  const answer = turn.then(() => posting(path, question));
  turn = answer.catch(() => {});
  return answer;
}

function post(path, question) {
  return send(path, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(question) });
}

function postPhoto(path, { photo, ...about }) {
  const form = new FormData();
  form.append("about", JSON.stringify(about));
  form.append("photo", photo);
  return send(path, { body: form }); // the browser names the boundary itself
}

async function send(path, request) {
  const response = await fetch(path, { method: "POST", signal: AbortSignal.timeout(PATIENCE_MS), ...request });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

async function say(text) {
  await deliver(add({ kind: "mine", text, at: Date.now() }));
}

async function sendPhoto(photo) {
  if (photo.size > LARGEST_PHOTO) return toast(word("tooLarge"));
  return deliver(add({ kind: "mine", photo, src: await asAddress(photo), at: Date.now() }));
}

function asAddress(file) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.addEventListener("loadend", () => done(reader.result ?? ""));
    reader.readAsDataURL(file);
  });
}

async function deliver(entry) {
  const asked = visitor;
  wait(+1);
  try {
    const { screen, forget } = await (entry.photo
      ? ask("/api/photo", { visitor, language, photo: entry.photo }, postPhoto)
      : ask("/api/say", { visitor, language, text: entry.text }));
    if (asked !== visitor) return;
    entry.delivered = true;
    if (forget) update(entry, { kind: "remark", word: "deleted", text: undefined });
    if (screen) receive(screen);
    saveChat();
  } catch {
    complain(() => deliver(entry));
  } finally {
    wait(-1);
  }
}

async function press(entry, button, element) {
  if (element.getAttribute("aria-busy") === "true") return;
  const asked = visitor;
  element.setAttribute("aria-busy", "true");
  try {
    const { screen } = await ask("/api/press", { visitor, language, button });
    if (asked !== visitor) return;
    if (screen?.notice) toast(screen.notice);
    if (screen && !screen.passing) receive(screen, entry);
    saveChat();
  } catch {
    complain(() => press(entry, button, element));
  } finally {
    element.removeAttribute("aria-busy");
  }
}

function receive(screen, place) {
  commands = screen.commands ?? commands;
  const { photos, title, unshown } = screen;
  const entry = { kind: "bot", screen, at: place?.at ?? Date.now() };
  if (photos.length) add({ kind: "album", photos, title, unshown, at: Date.now() });
  else if (place) update(place, entry);
  else add(entry);
}

// what the bot says of itself

async function fetchNews() {
  if (isFetchingNews || document.hidden) return;
  const asked = visitor;
  isFetchingNews = true;
  try {
    const { events, last } = await post("/api/inbox", { visitor, language, seen });
    if (asked !== visitor) return;
    events.forEach(hear);
    if (seen === last) return;
    seen = last;
    saveChat();
  } catch {
    // whoever presses or writes is told that the server does not answer
  } finally {
    isFetchingNews = false;
  }
}

function hear({ kind, message: number, screen }) {
  const told = history.find((entry) => entry.number === number);
  if (told) replace(told, { screen });
  else if (kind === "new") add({ kind: "bot", number, screen, at: Date.now() });
}

function complain(again) {
  const entry = add({ kind: "trouble" });
  entry.again = () => {
    remove(entry);
    again();
  };
}

// the chat

function add(entry) {
  history.push(entry);
  const element = draw(entry);
  drawn.set(entry, element);
  chat.insertBefore(element, chat.querySelector(".typing"));
  reveal(element);
  return entry;
}

function update(entry, changes) {
  const element = replace(entry, changes);
  if (element) reveal(element);
}

function replace(entry, changes) {
  Object.assign(entry, changes);
  const old = drawn.get(entry);
  if (!old) return undefined;
  const focused = old.contains(document.activeElement);
  const element = draw(entry);
  element.classList.add("edited");
  drawn.set(entry, element);
  old.replaceWith(element);
  if (focused) element.focus({ preventScroll: true });
  return element;
}

function remove(entry) {
  history = history.filter((other) => other !== entry);
  drawn.get(entry)?.remove();
  drawn.delete(entry);
}

function redraw() {
  drawn.clear();
  chat.replaceChildren();
  const entries = history;
  history = [];
  entries.forEach(add);
}

function reveal(element) {
  const top = element.offsetTop - 14;
  const bottom = element.offsetTop + element.offsetHeight + 14;
  const height = chat.clientHeight;
  if (top < chat.scrollTop || bottom - top > height) chat.scrollTop = top;
  else if (bottom > chat.scrollTop + height) chat.scrollTop = bottom - height;
}

function wait(change) {
  waiting += change;
  $("state").textContent = word(waiting ? "typing" : "online");
  chat.querySelector(".typing")?.remove();
  if (!waiting) return;
  const dots = make("div", { className: "bubble" }, make("i"), make("i"), make("i"));
  const element = make("div", { className: "message bot typing", ariaHidden: "true" }, dots);
  chat.append(element);
  reveal(element);
}

function toast(text) {
  clearTimeout(toastTimer);
  $("toast").textContent = text;
  $("toast").classList.add("shown");
  toastTimer = setTimeout(() => $("toast").classList.remove("shown"), TOAST_MS);
}

// drawing: text only ever becomes text nodes

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function draw(entry) {
  switch (entry.kind) {
    case "bot":
      return message("bot", bubble(entry.at, ...drawScreen(entry.screen)), ...drawRows(entry));
    case "album":
      return message("bot album", bubble(entry.at, ...drawPhotos(entry), make("p", {}, entry.title)));
    case "mine":
      return message("mine", bubble(entry.at, entry.text ?? drawMine(entry)));
    case "trouble":
      return message("bot trouble", bubble(null, word("noAnswer")), row(button(word("retry"), () => entry.again())));
    default:
      return make("p", { className: "remark", tabIndex: -1 }, word(entry.word));
  }
}

function message(side, ...parts) {
  return make("article", { className: `message ${side}`, tabIndex: -1 }, ...parts);
}

function bubble(at, ...parts) {
  const element = make("div", { className: "bubble" }, ...parts);
  if (at) element.append(make("time", {}, clock(at)));
  return element;
}

function clock(at) {
  return new Date(at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

function drawMine({ src }) {
  if (!src || !isOurs(src)) return picture();
  return image({ src, className: "photo", alt: word("photo") }, (element) => element.replaceWith(picture()));
}

function picture() {
  return make("div", { className: "picture", role: "img", ariaLabel: word("photo") });
}

function drawScreen(screen) {
  return [...drawPreview(screen), make("h2", {}, screen.title), ...screen.body.flatMap(drawBlock)];
}

function drawPreview({ preview }) {
  if (!preview || !isOurs(preview)) return [];
  return [image({ src: preview, className: "preview", alt: "" }, (element) => element.remove())];
}

function drawPhotos({ photos, title, unshown }) {
  const trouble = (sentence) => make("p", { className: "unshown" }, sentence);
  return photos.map((photo) => {
    if (photo.trouble !== undefined) return trouble(photo.trouble);
    if (!photo.src) return picture(); // the page was loaded again since
    return image({ src: photo.src, className: "photo", alt: title }, (element) => element.replaceWith(trouble(unshown)));
  });
}

function image(properties, whenBroken) {
  const element = make("img", properties);
  element.addEventListener("error", () => whenBroken(element));
  element.addEventListener("load", () => {
    const last = drawn.get(history.at(-1));
    if (last?.contains(element)) reveal(last); // it has its height only now
  });
  return element;
}

function isOurs(address) {
  if (/^data:image\/(png|jpeg|gif|webp);base64,/.test(address)) return true;
  return URL.canParse(address, location.origin) && new URL(address, location.origin).href.startsWith(`${location.origin}/`);
}

function drawBlock(block) {
  if (block.kind === "fact") {
    const label = make("span", { className: "label" }, `${block.label}: `);
    return [make("p", { className: "fact" }, label, drawValue(block))];
  }
  const heading = block.heading ? [make("h3", {}, block.heading)] : [];
  return [...heading, make("p", { className: heading.length ? "" : "paragraph" }, ...withCommands(block.text))];
}

function drawValue({ value, href, at }) {
  const told = at ? make("time", { dateTime: at, title: here(at) }, value) : value;
  return /^(tel|mailto):/i.test(href) ? make("a", { href, className: "contact" }, told) : told;
}

function here(at) {
  return new Date(at).toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
}

function withCommands(text) {
  return text.split(/(\s)/).map((piece) => {
    if (!commands.some((command) => `/${command.name}` === piece)) return piece;
    return make("button", { type: "button", className: "command", onclick: () => say(piece) }, piece);
  });
}

function drawRows(entry) {
  return entry.screen.rows.map((buttons) => row(...buttons.map((one) => drawButton(one, entry))));
}

function row(...buttons) {
  return make("div", { className: "row" }, ...buttons);
}

function drawButton({ label, url, button: token, style, copy: text, share, inert }, entry) {
  if (inert) return make("button", { type: "button", disabled: true }, label);
  if (share) return button(label, () => copy(`${location.origin}/?start=${share}`));
  if (text) return button(label, () => copy(text));
  if (!url) return button(label, (event) => press(entry, token, event.currentTarget), style);
  const href = /^https?:\/\//i.test(url) ? url : "about:blank";
  return make("a", { href, target: "_blank", rel: "noopener noreferrer" }, label);
}

async function copy(text, otherwise = () => toast(text)) {
  try {
    await navigator.clipboard.writeText(text);
    toast(word("copied"));
  } catch {
    otherwise();
  }
}

function button(label, onclick, className = "plain") {
  return make("button", { type: "button", className, onclick }, label);
}

// the menu of commands

function showCommands(prefix = "/") {
  const fitting = commands.filter((command) => `/${command.name}`.startsWith(prefix));
  $("commands").replaceChildren(...fitting.map(drawCommand));
  $("commands").hidden = !fitting.length;
  $("menu").setAttribute("aria-expanded", String(!$("commands").hidden));
}

function hideCommands() {
  $("commands").hidden = true;
  $("menu").setAttribute("aria-expanded", "false");
}

function drawCommand({ name, description }) {
  const choose = () => {
    $("text").value = "";
    hideCommands();
    $("menu").focus();
    say(`/${name}`);
  };
  return make("button", { type: "button", onclick: choose }, make("b", {}, `/${name}`), make("span", {}, description));
}

// the demo's web panel

async function getCode() {
  try {
    const { command } = await ask("/api/code", { role: $("role").value });
    $("code").replaceChildren(make("code", {}, command));
    $("code-actions").hidden = false;
  } catch {
    $("code").textContent = word("noAnswer");
    $("code-actions").hidden = true;
  }
}

function sendCode() {
  const command = $("code").textContent;
  dropCode();
  $("panel").open = isWide.matches;
  say(command);
}

function copyCode() {
  copy($("code").textContent, () => getSelection().selectAllChildren($("code")));
}

function dropCode() {
  $("code").replaceChildren();
  $("code-actions").hidden = true;
}

function startOver() {
  becomeNewVisitor();
  seen = 0;
  dropCode();
  $("panel").open = isWide.matches;
  greet();
}

async function greet() {
  history = [];
  commands = [];
  redraw();
  // what Telegram shows to everybody; if the server does not answer, /start will tell
  ({ commands } = await post("/api/commands", { language }).catch(() => ({ commands })));
  say("/start");
}

// words of the page

function speak() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.ariaLabel = word(element.dataset.label);
    if (element.matches("button")) element.title = element.ariaLabel;
  }
  $("text").placeholder = word("message");
  $("state").textContent = word(waiting ? "typing" : "online");
  const role = $("role").value || "super_admin";
  $("role").replaceChildren(...Object.entries(word("roles")).map(([value, name]) => new Option(name, value)));
  $("role").value = role;
  for (const choice of $("languages").children) choice.ariaPressed = String(choice.value === language);
}

function setLanguage(code) {
  language = code;
  remember(localStorage, "language", code);
  speak();
  toast(word("languageSet"));
  if (history.length > 2) redraw();
  else greet(); // nothing but the greeting was there: have it in the new language
}

const isWide = matchMedia("(width >= 800px)");
const unfold = () => ($("panel").open = isWide.matches);

isWide.addEventListener("change", unfold);
$("get-code").addEventListener("click", getCode);
$("send-code").addEventListener("click", sendCode);
$("copy-code").addEventListener("click", copyCode);
$("start-over").addEventListener("click", startOver);
$("photo").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", ({ target }) => {
  const [photo] = target.files;
  target.value = ""; // the same one can be sent again
  if (photo) sendPhoto(photo);
});
$("menu").addEventListener("click", () => ($("commands").hidden ? showCommands() : hideCommands()));
$("languages").addEventListener("click", ({ target }) => known(target.value) && setLanguage(target.value));
$("text").addEventListener("input", ({ target }) => {
  if (target.value.startsWith("/")) showCommands(target.value);
  else hideCommands();
});
$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text) return;
  $("text").value = "";
  hideCommands();
  say(text.toWellFormed?.() ?? text);
});
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || $("commands").hidden) return;
  hideCommands();
  $("menu").focus();
});
document.addEventListener("click", ({ target }) => {
  if (!target.closest("footer")) hideCommands();
});

document.addEventListener("visibilitychange", fetchNews);
setInterval(fetchNews, NEWS_MS);

if (!Number.isSafeInteger(visitor) || visitor <= 0 || visitor >= 2 ** 52) becomeNewVisitor();
unfold();
speak();

// what a shared link is for; said once, not again when the page is reloaded
const shared = new URLSearchParams(location.search).get("start");
if (shared !== null) window.history.replaceState(null, "", location.pathname);
if (history.length) redraw();
else await greet();
if (/^[\w-]{1,64}$/.test(shared ?? "")) say(`/start ${shared}`);
