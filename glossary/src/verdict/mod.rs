//! How each term of a unit is rendered, and what to write instead.

pub(crate) mod context;
pub(crate) mod coordination;
pub(crate) mod decide;
pub(crate) mod diff;
pub(crate) mod document;
pub(crate) mod excuses;
pub(crate) mod fix;
pub(crate) mod matching;
pub(crate) mod near_miss;
pub(crate) mod quotation;
pub(crate) mod rendering;
pub(crate) mod substitutes;
pub(crate) mod suggestion;
pub(crate) mod unrendered;
pub(crate) mod word_class;
