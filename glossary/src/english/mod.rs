//! The English side: words and their forms, renderings as patterns, and where they stand.

pub(crate) mod inflection;
pub(crate) mod match_pattern;
pub(crate) mod phrase;
pub(crate) mod renderings;
pub(crate) mod tokens;
pub(crate) mod words;
