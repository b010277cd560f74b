//! What each fuzz target does with its input.
//!
//! `fuzz_targets/NAME.rs` gives a body to libFuzzer, and `tests/laws/damaged_files.rs` of the
//! application runs it on the files in `seeds/NAME`, whole and damaged. A find becomes one more
//! file there.

mod app;
mod leaves;

pub use app::*;
pub use leaves::*;

/// A body: it returns on every input.
pub type Body = fn(&[u8]);

/// The names of all targets, and what they do.
pub const TARGETS: &[(&str, Body)] = &[
    ("segment", segment),
    ("srx", srx),
    ("tmx_read", tmx_read),
    ("tmx_round_trip", tmx_round_trip),
    ("termbase", termbase),
    ("file", file),
    ("docx", docx),
    ("epub", epub),
    ("xliff", xliff),
    ("workbook", workbook),
    ("review_sheet", review_sheet),
    ("findings_sheet", findings_sheet),
    ("saved_alignment", saved_alignment),
    ("project", project),
    ("waivers", waivers),
];
