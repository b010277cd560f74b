//! Two texts become beads.
//!
//! `passes.rs` has the whole algorithm in order. Inside, the sides are called
//! Chinese and English, whichever is the source; `streams.rs` translates.

mod alignment;
mod bead_score;
mod boundary;
mod coarse;
mod corridor;
mod explain;
mod extra;
mod group;
mod grow;
mod inner;
mod labels;
mod lattice;
mod learn;
mod likely;
mod links;
mod moved;
mod overlap;
mod pairs;
mod passes;
mod prior;
mod search;
mod sentences;
mod streams;
mod structure;
mod times;
pub mod tokens;
pub mod weights;

pub use alignment::{Alignment, UNRELATED};
pub use explain::{ExplainedBead, Explanation};
pub use extra::Extra;
pub use group::Group;
pub use pairs::{PairScores, UNRELATED_PAIRS, likelihoods, score_pairs};
pub use passes::{align_around, align_sentences, align_with, explain_bead};
pub use search::{Beam, Search};
pub use sentences::{Place, Sentences, Spoken};
pub use streams::{Aligned, ExplainedLink, ExplainedLinks, Link, align, explain};
