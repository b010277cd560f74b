//! Findings become a report: JSON lines, SARIF, a web page or Markdown.

mod content;
mod form;
mod markdown;
mod page;
mod sarif;

pub use content::{Report, counts};
pub use form::Form;
