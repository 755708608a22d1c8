import assert from "node:assert/strict";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { entityOn } from "../../support/annotations.ts";
import { sidecarFor, startRepository } from "../../support/repository.ts";

// What is said of one sidecar alone: cli.test.ts; of conflicts: merge.test.ts.

const TEXT = "Clashes in Aden.\r\n\r\nFires in Taiz.\r\n";
const SIDECAR = sidecarFor(TEXT, [entityOn(TEXT, "Aden")]);

type Repository = ReturnType<typeof startRepository>;

function withRepository(check: (repository: Repository) => void): void {
  const repository = startRepository();
  try {
    repository.commit({ "a.txt": TEXT, "a.txt.dateline.json": SIDECAR });
    check(repository);
  } finally {
    repository.end();
  }
}

test("a sidecar whose article was renamed says where the very text is now", () =>
  withRepository((repository) => {
    renameSync(repository.at("a.txt"), repository.at("b.txt"));
    const { status, err } = repository.dateline("lint", ".");
    assert.equal(status, 1);
    assert.match(
      err,
      /a\.txt\.dateline\.json: its article is gone; its very text stands in .*b\.txt; rename the sidecar/,
    );
    writeFileSync(repository.at("b.txt"), `x${TEXT}`);
    assert.match(
      repository.dateline("lint", ".").err,
      /its article is gone; restore it, or delete the sidecar/,
    );
  }));

test("--staged looks at what the commit would have, not at the folder", () =>
  withRepository((repository) => {
    const lint = () => repository.dateline("lint", "--staged");
    assert.deepEqual([lint().status, lint().out], [0, "0 sidecars, 0 problems\n"]);
    // The article is changed and staged, and its sidecar is not.
    const text = TEXT.replace("Aden", "Ibb");
    writeFileSync(repository.at("a.txt"), text);
    assert.equal(lint().status, 0, "nothing is staged");
    repository.git("add", "a.txt");
    assert.match(lint().err, /a\.txt\.dateline\.json: the article has changed since it was annotated/);
    writeFileSync(repository.at("a.txt.dateline.json"), sidecarFor(text, [entityOn(text, "Ibb")]));
    assert.equal(lint().status, 1, "the sidecar in the folder is not in the commit");
    repository.git("add", "-A");
    assert.deepEqual([lint().status, lint().out], [0, "1 sidecar, 0 problems\n"]);
    // A rename of both, and a deletion of both, are well.
    repository.commit({});
    repository.git("mv", "a.txt", "b.txt");
    assert.match(lint().err, /its very text stands in .*b\.txt/);
    repository.git("mv", "a.txt.dateline.json", "b.txt.dateline.json");
    assert.equal(lint().status, 0);
    repository.git("rm", "-qf", "b.txt", "b.txt.dateline.json");
    assert.deepEqual([lint().status, lint().out], [0, "0 sidecars, 0 problems\n"]);
  }));

test("with other line ends in the repository than in the folder --staged counts those of the folder", () =>
  withRepository((repository) => {
    repository.git("config", "core.autocrlf", "true");
    const text = TEXT.replace("Fires", "Great fires");
    repository.commit({});
    writeFileSync(repository.at("a.txt"), text);
    writeFileSync(repository.at("a.txt.dateline.json"), sidecarFor(text, [entityOn(text, "Aden")]));
    repository.git("add", "-A");
    const { status, err } = repository.dateline("lint", "--staged");
    assert.equal(status, 0, err);
  }));

test("as a pre-commit hook lint stops the commit", () =>
  withRepository((repository) => {
    repository.hook("pre-commit", "lint --staged");
    writeFileSync(repository.at("a.txt.dateline.json"), SIDECAR.replace('"accepted"', '"approved"'));
    repository.git("add", "-A");
    const stopped = repository.git("commit", "-m", "wrong");
    assert.equal(stopped.status, 1);
    assert.match(stopped.err, /a\.txt\.dateline\.json:\d+:\d+: This is no valid sidecar/);
    writeFileSync(repository.at("a.txt.dateline.json"), SIDECAR.replace('"accepted"', '"rejected"'));
    repository.git("add", "-A");
    assert.equal(repository.git("commit", "-m", "right").status, 0);
  }));

test("calls that do not fit say what is right", () =>
  withRepository((repository) => {
    assert.match(repository.dateline("lint", "--staged", "a.txt").err, /takes no paths/);
    rmSync(repository.at(".git"), { recursive: true });
    const { status, err } = repository.dateline("lint", "--staged");
    assert.equal(status, 2);
    assert.match(err, /--staged is for a git repository/);
  }));
