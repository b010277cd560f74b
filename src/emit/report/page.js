const form = document.getElementById('filters');
const main = document.querySelector('main');
const articles = [...document.querySelectorAll('article')];
const sheet = JSON.parse(document.getElementById('sheet').textContent);
const column = (name) => sheet.head.findIndex((head) => head.split(' ')[0] === name);
function filter() {
  const data = new FormData(form);
  const classes = new Set(data.getAll('class'));
  const fits = (article, name) => !data.get(name) || article.dataset[name] === data.get(name);
  let shown = 0;
  for (const article of articles) {
    const waived = 'waived' in article.dataset;
    const isShown = (waived ? data.has('waived') : classes.has(article.dataset.class))
      && fits(article, 'term') && fits(article, 'file') && fits(article, 'chapter');
    article.hidden = !isShown;
    shown += isShown;
  }
  const order = data.has('sort')
    ? [...articles].sort((a, b) => b.dataset.gravity - a.dataset.gravity)
    : articles;
  main.prepend(...order);
  document.getElementById('shown').textContent = `${shown} / ${articles.length}`;
}
function boxes() {
  return [...document.querySelectorAll('.decision')].map((box) => {
    const [decision, wording, comment] = box.children;
    const row = [...sheet.rows[box.dataset.row]];
    row[column('decision')] = decision.value;
    row[column('wording')] = wording.value;
    row[column('comment')] = comment.value;
    return row;
  }).filter((row) => ['decision', 'wording', 'comment'].some((name) => row[column(name)]));
}
let exported = '[]';
function cell(text) {
  const guarded = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""')}"`;
}
document.getElementById('export').addEventListener('click', () => {
  const lines = [sheet.head, ...boxes()].map((row) => row.map(cell).join(','));
  const blob = new Blob(['\ufeff', lines.join('\r\n'), '\r\n'], { type: 'text/csv' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = 'decisions.csv';
  link.click();
  exported = JSON.stringify(boxes());
});
window.addEventListener('beforeunload', (event) => {
  if (JSON.stringify(boxes()) !== exported) event.preventDefault();
});
main.addEventListener('input', () => {
  document.getElementById('decided').textContent = boxes().length;
});
function speak(zh) {
  document.body.classList.toggle('in-zh', zh);
  document.documentElement.lang = zh ? 'zh' : 'en';
  document.getElementById('language').textContent = zh ? 'English' : '中文';
}
document.getElementById('language').addEventListener('click', () => {
  speak(!document.body.classList.contains('in-zh'));
});
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
speak(navigator.language.startsWith('zh'));
filter();
