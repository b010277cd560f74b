//! Where the pages of a text were that has lost its form feeds.

use super::marks::PAGE_NUMBER;
use crate::reflow::lines::line::{Kind, Line};

/// Gives each line the ordinal of its page, where what stands at the foot and at the head of pages
/// shows them: a page ends behind its notes and its page number, and before a running head.
///
/// A text that shows fewer than three pages is left alone: its only notes may be endnotes.
pub(crate) fn number(lines: &mut [Line], kinds: &[Kind]) {
    if lines.iter().any(|line| line.page.is_some()) {
        return;
    }
    let mut page = 1;
    let mut pages = Vec::with_capacity(lines.len());
    let mut foot = false;
    for kind in kinds {
        let head = matches!(kind, Kind::Furniture(reason) if *reason != PAGE_NUMBER);
        if foot && (*kind == Kind::Body || head) {
            page += 1;
        }
        // A head where no foot was seen starts a page as well, unless it opens the document.
        if head && !foot && !pages.is_empty() {
            page += 1;
        }
        foot = match kind {
            Kind::Note => true,
            Kind::Furniture(_) => !head,
            Kind::Body | Kind::Mark => false,
        };
        pages.push(page);
    }
    if page < 3 {
        return;
    }
    for (line, page) in lines.iter_mut().zip(pages) {
        line.page = Some(page);
    }
}
