/** Puts the cursor into a block of the form, or into one of its fields. */
export function focusBlock(frame: HTMLElement | null, block: number, name?: string): void {
  const area = frame?.querySelector(`[data-block="${block}"]`);
  const target = name
    ? area?.querySelector<HTMLElement>(`[name="${name}"]`)
    : (area?.querySelector<HTMLElement>("input:checked") ??
      area?.querySelector<HTMLElement>("input, textarea, select"));
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}

/** Puts the cursor into the group of choices with this name. */
export function focusGroup(name: string): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`[data-group="${name}"] input, [name="${name}"]`)?.focus();
  });
}
