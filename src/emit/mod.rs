//! A bitext becomes bytes: one file per format, one trait.

pub mod analysis;
mod changes;
pub mod difference;
pub mod edition;
mod emitter;
mod escape;
mod json;
pub mod report;
pub mod table;
pub mod terms;
mod tmx;
mod tsv;
pub mod units;

pub use changes::changes;
pub use emitter::{ByName, Emit};
pub use json::Jsonl;
pub use tmx::{FINDING, Tmx};
pub use tsv::Tsv;
