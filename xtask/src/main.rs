//! Tasks of the people who carry on: `cargo xtask TASK`.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tasks talk to the person who runs them"
)]

mod accuracy;
mod bench_tmx;
mod boundaries;
mod compare;
mod dist;
mod fuzz;
mod gale_church;
mod gold;
mod growth;
mod lexicon;
mod mutate;
mod pairs;
mod process;
mod proof;
mod random;
mod robustness;
mod rules;
mod search_check;
mod torture;
mod weights;

use std::process::ExitCode;

const USAGE: &str = "cargo xtask TASK

  accuracy   scores the aligner and the sentence splitter on the gold sets in DIPTYCH_GOLD (folders, as in PATH)
  bench-tmx [FILE]
             makes the memory that diptych tmx is measured on
  compare OLD NEW [--only TEXT]
             runs two binaries over examples/ and DIPTYCH_SHARED, and lists the files that differ
  dist [archive] [deb] [npm] [wheel] [--quick]
             makes what people install in target/dist: all of it, or the parts that are named; a quick
             wheel is to be tried, not to be given away
  fuzz TARGET [SECONDS]
             runs a target of fuzz/fuzz_targets
  growth [BINARY] [--only TEXT]
             runs every command on n, 2n and 4n times the example, and prints how time and memory grow
  lexicon    makes src/lexicon/lexicon.bin from its sources
  man        writes the manual pages to target/man
  mutate ROOM [--count N] [--seed N] [--only TEXT] [--app] [--jobs N] [--timeout SECONDS]
             deletes the conditions of a folder or file one at a time, and lists those that no test notices
  pairs      scores how well given pairs are told right from wrong, on the gold sets in DIPTYCH_GOLD
  proof [--pdf]
             checks sample editions: epubcheck, axe-core in Chromium, LibreOffice, xmllint
  robustness scores it on damaged gold sets
  rules      switches off each rule that excuses a missing term, and lists the cases that then fail
  search-check
             counts the beads that the aligner's search loses
  torture [BINARY] [--seconds N] [--count N] [--seed N] [--only TEXT] [--kill N]
             gives wounded inputs to every command, or stops N runs by signals
  weights    moves each weight of the aligner, and judges by the novels that did not choose the step";

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let outcome = match task.as_str() {
        "accuracy" => accuracy::print().and_then(|()| boundaries::print()),
        "bench-tmx" => bench_tmx::make(std::env::args().nth(2)),
        "compare" => compare::run(std::env::args().skip(2)),
        "dist" => dist::run(std::env::args().skip(2)),
        "fuzz" => fuzz::run(std::env::args().nth(2), std::env::args().nth(3).as_deref()),
        "growth" => growth::print(&std::env::args().skip(2).collect::<Vec<_>>()),
        "lexicon" => lexicon::make(),
        "man" => dist::man(),
        "mutate" => mutate::run(std::env::args().skip(2)),
        "pairs" => pairs::print(),
        "proof" => proof::run(std::env::args().nth(2).as_deref()),
        "robustness" => robustness::print(),
        "rules" => rules::print(),
        "search-check" => search_check::print(),
        "weights" => weights::print(),
        "torture" => torture::run(std::env::args().skip(2)),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
