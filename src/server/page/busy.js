// @ts-check
/** Whether the page is at work: `data-busy` on the root, except while it waits for the reader. */

let count = 0;

/** @param {1 | -1} step */
function change(step) {
  count += step;
  document.documentElement.toggleAttribute("data-busy", count > 0);
}

/** @template T @param {() => Promise<T>} work */
export async function atWork(work) {
  change(1);
  try {
    return await work();
  } finally {
    change(-1);
  }
}

/** Waits for the reader inside of work. @template T @param {Promise<T>} answer */
export async function forReader(answer) {
  change(-1);
  try {
    return await answer;
  } finally {
    change(1);
  }
}
