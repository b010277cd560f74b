//! Laws: what holds for every text, memory and file, tried on made-up ones, and the accuracy that may not fall.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up must fail")]

mod accuracy;
mod aligner;
mod damaged_files;
#[cfg(feature = "cli")]
#[path = "../commands/desk.rs"]
#[allow(dead_code, reason = "the commands use all of it")]
mod desk;
#[cfg(feature = "cli")]
mod memories;
mod numbers;
mod omissions;
mod reviewing;
mod sections;
mod subtitles;
#[path = "../../benches/synthetic.rs"]
mod synthetic;
