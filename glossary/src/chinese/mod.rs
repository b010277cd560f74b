//! The Chinese side: text folded, and where the terms stand in it.

pub(crate) mod folded;
pub(crate) mod pointers;
pub(crate) mod source_terms;
pub(crate) mod typo;
