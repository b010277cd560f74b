//! Page numbers and running heads.

mod marks;
mod page_number;
pub(crate) mod pages;
mod repeated;
mod running_heads;

#[cfg(test)]
pub(crate) use page_number::page_number;
#[cfg(test)]
pub(crate) use running_heads::HEADS;

use crate::reflow::lines::line::{Kind, Line};
use crate::reflow::lines::page_style::PageStyle;
use marks::Marks;
use page_number::page_numbers;

/// Marks page numbers and running heads among `kinds`.
pub(crate) fn mark(lines: &[Line], style: &PageStyle, kinds: &mut [Kind]) {
    let paged = lines.iter().skip(1).any(|line| line.form_feed);
    let edges = marks::edges(lines);
    let title = repeated::title(lines, style);
    let mut heads = if paged {
        repeated::heads(lines, style, &edges, &title)
    } else {
        repeated::heads_without_pages(lines, style, &title)
    };
    if paged {
        repeated::top_lines(lines, style, &mut heads);
    }
    if repeated::opens_with_head(lines, style) {
        heads[0] = true;
    }
    let page_numbers = page_numbers(lines, style, &edges, paged, &heads);
    let reasons = vec![marks::HEAD; lines.len()];
    let mut marks = Marks { paged, edges, heads, page_numbers, reasons };
    running_heads::mark_shared(lines, style, &mut marks);
    running_heads::mark_lone_numbers(lines, &mut marks);
    running_heads::mark_turns(lines, style, &mut marks);
    for (index, kind) in kinds.iter_mut().enumerate() {
        if marks.page_numbers[index] {
            *kind = Kind::Furniture(marks::PAGE_NUMBER);
        } else if marks.heads[index] {
            *kind = Kind::Furniture(marks.reasons[index]);
        }
    }
}
