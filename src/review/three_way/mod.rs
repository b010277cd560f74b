//! Two reviews of one alignment become one: what only one of them changed is taken, and where both
//! changed the same in other ways the conflict is named.

mod conflict;
mod hunks;
mod left;
mod merge;
mod numbers;
mod versions;

pub use self::conflict::{Conflict, Keep, Reading, Version};
pub use self::merge::{Merged, merge};
