//! Findings become a report: JSON lines, SARIF, a web page, a findings sheet, `JUnit` XML or Markdown.

mod content;
mod form;
mod junit;
mod markdown;
mod page;
mod sarif;
mod sheet;
mod words;

pub use content::{Report, counts};
pub use form::Form;
pub use sheet::{COLUMNS, DECISIONS};
