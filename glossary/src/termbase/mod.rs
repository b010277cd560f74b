//! Termbase files: their entries, and the forms they are read from and written to.

pub(crate) mod columns;
pub(crate) mod concept;
pub(crate) mod error;
pub(crate) mod fault;
pub(crate) mod fields;
pub(crate) mod format;
pub(crate) mod memoq;
pub(crate) mod merge;
pub(crate) mod omegat;
pub(crate) mod rows;
pub(crate) mod table;
pub(crate) mod tbx;
pub(crate) mod utx;
pub(crate) mod write;
pub(crate) mod write_xml;
