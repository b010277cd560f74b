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
    // Whether the foot of a page was seen, and the head of the next one.
    let (mut foot, mut turned) = (false, true);
    for kind in kinds {
        match kind {
            Kind::Body | Kind::Mark => {
                page += usize::from(foot && !turned);
                (foot, turned) = (false, false);
            }
            Kind::Note | Kind::Furniture(PAGE_NUMBER) => foot = true,
            Kind::Furniture(_) => {
                page += usize::from(!turned);
                turned = true;
            }
        }
        pages.push(page);
    }
    if page < 3 {
        return;
    }
    for (line, page) in lines.iter_mut().zip(pages) {
        line.page = Some(page);
    }
}
