// The keyboard of a phone. iOS leaves the page as high as it was and lays the keyboard over it; only visualViewport knows. What it says
// is used once it has settled, and for one thing: a padding under the whole column.

const SETTLED_MS = 100;

export function viewport() {
  const view = window.visualViewport;
  if (!view) return;
  let timer = 0;
  let last = 0;
  const set = inset => document.documentElement.style.setProperty('--kb', inset + 'px');
  const settle = () => {
    // Zoomed in by fingers is no keyboard.
    const inset = view.scale > 1.01 ? 0 : Math.max(0, Math.round(innerHeight - view.height - view.offsetTop));
    if (inset > 80) last = inset;
    set(inset > 80 ? inset : 0);
  };
  view.addEventListener('resize', () => {
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLED_MS);
  });
  // The height of last time, so that the field is in sight before the keyboard has finished coming up.
  document.addEventListener('focusin', event => {
    if (last && event.target.closest('#composer textarea') && matchMedia('(pointer: coarse)').matches && !matchMedia('(pointer: fine)').matches) {
      set(last);
      // With a keyboard of keys nothing comes up.
      clearTimeout(timer);
      timer = setTimeout(settle, SETTLED_MS * 6);
    }
  });
  document.addEventListener('focusout', () => {
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLED_MS * 3);
  });
}
