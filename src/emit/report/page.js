const form = document.getElementById('filters');
function filter() {
  const data = new FormData(form);
  const classes = new Set(data.getAll('class'));
  const term = data.get('term');
  let shown = 0;
  const articles = document.querySelectorAll('article');
  for (const article of articles) {
    const waived = 'waived' in article.dataset;
    const fits = (waived ? data.has('waived') : classes.has(article.dataset.class))
      && (!term || article.dataset.term === term);
    article.hidden = !fits;
    shown += fits;
  }
  document.getElementById('shown').textContent = `${shown} of ${articles.length} shown`;
}
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
filter();
