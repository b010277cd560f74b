//! The Python module `diptych`: the aligner, the sentence splitter and the checks for Python programs.
//!
//! `answers` has all that the module does, without Python; `module` hands it over. The words that Python
//! programs see stand in `module/diptych/__init__.py`.

pub mod answers;
#[cfg(feature = "module")]
mod module;
