/** Client to server: the user trusts the folders now, and what a repository's configuration names may be run. */
export const trusted = "workspace/trusted";
