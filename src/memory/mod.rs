//! A translation memory in use: what it has for a text, and for a document.

mod analyse;
mod lookup;
mod open;
mod rate;

pub use analyse::{Amount, Amounts, Analysis, Band, Segments};
pub use lookup::{Context, Found, Quoted};
pub use open::{Error, Memory, Unit};
pub use rate::{Penalty, Reason, Tier};
