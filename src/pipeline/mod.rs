//! The pipe: files in, a checked bitext and its diagnosis out.
//!
//! [`align_files`] reads, splits, aligns and checks two documents; [`align_file`] does the same for
//! one file that holds both sides; [`List`] is many pairs. Every command that aligns calls these, so
//! that each refuses the same texts, takes the same options, and lets a termbase help to align.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = std::env::temp_dir();
//! # let (chinese, english) = (folder.join("pipe-doc.zh.txt"), folder.join("pipe-doc.en.txt"));
//! # std::fs::write(&chinese, "山里下了三天雨。\n\n第四天，太阳出来了。\n")?;
//! # std::fs::write(&english, "It rained in the hills for three days.\n\nOn the fourth day the sun came out.\n")?;
//! let pair = diptych::align_files(&chinese, &english, &diptych::pipeline::Options::default())?;
//! assert_eq!(pair.bitext.beads.len(), 2);
//! assert!(pair.findings.is_empty());
//! println!("support {:.2}, {} gaps", pair.diagnosis.support, pair.diagnosis.gaps.len());
//! # Ok(())
//! # }
//! ```

mod align_files;
mod anchors;
mod convert_memory;
mod decide;
mod decided;
mod diagnosis;
mod error;
mod fix_file;
mod list;
mod pairing;
mod policy;
mod realign;
mod resources;
mod split_memory;
mod unmatched;
mod write;

pub use align_files::{
    AlignedPair, Options, align_file, align_files, pair_file, pair_files, pair_read,
};
pub use convert_memory::{
    Adapted, Adapting, TableWritten, write_adapted, write_lines, write_table,
};
pub use decide::{DecideError, Decisions, decide};
pub use decided::{read_baseline, read_findings, read_waivers};
pub use diagnosis::{Diagnosis, Gap, GapSide, Unrelated};
pub use error::Error;
pub use fix_file::{FixError, Fixes, write_fixed};
pub use list::{List, ListedPair};
pub use pairing::{Pairing, pair};
pub use policy::{FailOn, OnFinding, Policy, class_named};
pub use realign::realign;
pub use resources::Resources;
pub use split_memory::{PartOf, Split, split_memory};
pub use unmatched::Unmatched;
pub use write::{Decided, Writing};
