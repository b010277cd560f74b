//! Two reviews of one alignment become one: what only one of them changed is taken, and where both
//! changed the same in other ways the conflict is named.

mod hunks;
mod merge;
mod numbers;

pub use self::merge::{Conflict, Keep, Merged, merge};
