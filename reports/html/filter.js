// Serves the filter above the requirements. Without it the page is complete.
const filter = document.getElementById('filter');
const text = document.getElementById('filter-text');
const count = document.getElementById('filter-count');
const boxes = [...filter.querySelectorAll('input[type=checkbox]')];
const requirements = [...document.querySelectorAll('details.requirement')].map((element) => ({
  element,
  status: element.dataset.status,
  words: element.textContent.toLowerCase(),
}));

function apply() {
  const statuses = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { element, status, words } of requirements) {
    element.hidden = !(statuses.has(status) && wanted.every((word) => words.includes(word)));
    shown += element.hidden ? 0 : 1;
  }
  for (const area of document.querySelectorAll('section.area')) {
    area.hidden = !area.querySelector('details.requirement:not([hidden])');
  }
  count.textContent = `${shown} of ${requirements.length} shown`;
}

// A link to a requirement or a result is a wish to read it, so it is shown whatever the filter says.
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target?.matches('details')) return;
  const requirement = target.closest('details.requirement');
  if (requirement.hidden) {
    for (const box of boxes) box.checked = true;
    text.value = '';
    apply();
  }
  requirement.open = true;
  target.open = true;
  target.scrollIntoView();
}

filter.addEventListener('input', apply);
addEventListener('hashchange', openTarget);
filter.hidden = false;
apply();
openTarget();
