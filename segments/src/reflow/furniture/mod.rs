//! Page numbers, running heads, and tables of contents.

mod contents;
mod marks;
mod page_number;
pub(crate) mod pages;
mod repeated;
mod running_heads;
mod without_pages;

pub(crate) use contents::mark_contents;
pub(crate) use marks::PAGE_NUMBER;
pub(crate) use page_number::{HIGHEST, page_number};
#[cfg(test)]
pub(crate) use running_heads::HEADS;

use crate::reflow::lines::line::{Kind, Line};
use crate::reflow::lines::page_style::PageStyle;
use marks::Marks;

/// Marks page numbers and running heads among `kinds`.
pub(crate) fn mark(lines: &[Line], style: &PageStyle, kinds: &mut [Kind]) {
    let paged = lines.iter().skip(1).any(|line| line.form_feed);
    let edges = marks::edges(lines);
    let title = repeated::title(lines, style);
    let (mut heads, page_numbers) = if paged {
        let mut heads = repeated::heads(lines, style, &edges, &title);
        repeated::top_lines(lines, style, &mut heads);
        (heads, page_number::numbers_of_pages(lines, &edges))
    } else {
        without_pages::find(lines, style, &title)
    };
    if repeated::opens_with_head(lines, style) {
        heads[0] = true;
    }
    let reasons = vec![marks::HEAD; lines.len()];
    let mut marks = Marks { paged, edges, heads, page_numbers, reasons };
    running_heads::mark_shared(lines, &mut marks);
    running_heads::mark_lone_numbers(lines, &mut marks);
    running_heads::mark_turns(lines, style, &mut marks);
    for (index, kind) in kinds.iter_mut().enumerate() {
        if marks.page_numbers[index] {
            *kind = Kind::Furniture(PAGE_NUMBER);
        } else if marks.heads[index] {
            *kind = Kind::Furniture(marks.reasons[index]);
        }
    }
}
