//! Files that hold both sides of segments: XLIFF, TMX, PO and tables.

mod bilingual;
mod choice;
mod po;
mod records;
mod state;
mod table;
mod tmx;
mod turns;
mod xliff;
mod xlsx;

pub use bilingual::{Bilingual, Pair, on_one_line};
pub use choice::PairChoice;
pub(super) use po::Po;
pub(crate) use records::{lines, records};
pub(super) use table::{Table, is_table};
pub(crate) use tmx::is_damage;
pub(super) use tmx::{Tmx, each_pair as each_pair_of_tmx};
pub(super) use turns::by_turns;
pub(super) use xliff::Xliff;
pub(super) use xlsx::{Xlsx, sheets};
