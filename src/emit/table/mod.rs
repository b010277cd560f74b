//! Tables that people work in: a workbook, CSV, a web page or tab-separated text, from one value.
//!
//! A findings sheet, the usage of terms and the like are [`Table`]s; each form shows all of their
//! columns. Both names of a column stand in its head, so that one file serves readers of Chinese
//! and of English, and is found again by its English name.

mod content;
mod csv;
mod form;
mod guard;
mod html;
mod workbook;

pub use content::{Cell, Column, Table};
pub use form::TableForm;
pub use guard::{guarded, unguarded};
