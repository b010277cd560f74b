//! What a reviewer does, one act at a time, and the state that the acts lead to.
//!
//! [`Act`] is the one language of decisions: the page sends it, the journal keeps it. [`Review`]
//! holds the beads of a bitext and applies acts to them.

mod act;
mod cells;
mod realigned;
mod refused;
mod reopened;
mod review;
mod rows;
mod step;
mod words;

pub use self::act::{Act, Half, Place, Realigned, Ruled, Towards, Worth};
pub use self::refused::Refused;
pub use self::review::{Changed, Review};
