// Evaluated inside a page by its test: texts whose contrast with what is behind them is below WCAG AA.
(() => {
  const numbersIn = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);

  const luminance = (colour) => {
    const [red, green, blue] = numbersIn(colour).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const behind = (element) => {
    if (element === null) return 'rgb(255, 255, 255)';
    const colour = getComputedStyle(element).backgroundColor;
    const [, , , alpha = 1] = numbersIn(colour);
    return alpha > 0 ? colour : behind(element.parentElement);
  };

  const contrastOf = (element) => {
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };

  const isLarge = (element) => {
    const { fontSize, fontWeight } = getComputedStyle(element);
    return Number.parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? 18.66 : 24);
  };

  const low = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const text = texts.currentNode.textContent.trim();
    if (text === '' || element.closest('script') || !element.checkVisibility()) continue;
    const contrast = contrastOf(element);
    if (contrast < (isLarge(element) ? 3 : 4.5)) low.push(`${contrast.toFixed(2)}: ${text.slice(0, 60)}`);
  }
  return low;
})();
