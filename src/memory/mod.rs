//! A translation memory in use: what it has for a text, and for a document.

mod analyse;
mod lookup;
mod open;
mod rate;
mod take;

pub use analyse::{Amount, Amounts, Analysis, Band, Segments};
pub use lookup::{Context, Found, Quoted};
pub use open::{Error, IndexFile, Memory, Unit, index_path, is_store, make_index};
pub use rate::{Penalty, Reason, Tier};
pub use take::{export, take};
