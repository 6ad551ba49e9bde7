// The service worker keeps the shell for times without a network. Its address is the only script
// address made at run time, so it is the only thing the trusted-types policy lets through.
interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL: (url: string) => string };
}

const ADDRESS = "/sw.js";

export function registerWorker(): void {
  if (!("serviceWorker" in navigator)) return;
  const policies = (window as unknown as { trustedTypes?: Policies }).trustedTypes;
  const policy = policies?.createPolicy("nrm", {
    createScriptURL: (url) => (url === ADDRESS ? url : ""),
  });
  const address = policy ? policy.createScriptURL(ADDRESS) : ADDRESS;
  navigator.serviceWorker.register(address).catch(() => {});
}
