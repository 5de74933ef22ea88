/** Shows the buttons that copy the text of the element which they name. */
export const COPY_SCRIPT = `
for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const from = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(from.value ?? from.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(from);
      from.select?.();
      button.textContent = 'Selected: copy it now';
    }
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
}
`;
