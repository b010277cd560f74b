//! What is done with whole memories: counting, checking, cleaning, adapting, repairing.

pub(crate) mod clean;
pub(crate) mod codes;
pub(crate) mod convention;
pub(crate) mod dedupe;
pub(crate) mod edit;
pub(crate) mod filter;
pub(crate) mod forecast;
pub(crate) mod matching;
pub(crate) mod merge3;
pub(crate) mod placeholders;
pub(crate) mod quality;
pub(crate) mod repair;
pub(crate) mod side;
pub(crate) mod stats;
pub(crate) mod validate;
