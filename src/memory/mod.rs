//! A translation memory in use: what it has for a text, and for a document.

mod analyse;
mod give;
mod lookup;
mod merge;
mod open;
mod rate;
mod take;

pub use analyse::{Amount, Amounts, Analysis, Band, Segments};
pub use give::export;
pub use lookup::{Context, Found, LONGEST, Quoted};
pub use merge::merge;
pub use open::{Error, IndexFile, Memory, Unit, index_path, is_store, make_index};
pub use rate::{Penalty, Reason, Tier};
pub use take::{Taken, take};
