//! The cells of `OpenDocument` spreadsheets (.ods).

use super::{
    archive::Archive,
    cells::{Cells, Room, Sheet},
    error::{Error, ErrorKind},
    format::Format,
    input::Options,
    report::Report,
    xml::{self, Element, Node, Pulled, Xml},
};

/// The sheets and their cells.
///
/// # Errors
/// [`ErrorKind::DamagedWorkbook`], or [`ErrorKind::Hostile`] when there is no room for the cells:
/// one element may stand for a million of them.
pub(super) fn cells(
    archive: &mut Archive<'_>,
    room: &mut Room,
) -> Result<(Vec<Sheet>, Vec<Cells>), ErrorKind> {
    read(archive, room).map_err(|kind| match kind {
        ErrorKind::Damaged(what) => ErrorKind::DamagedWorkbook(what),
        kind => kind,
    })
}

fn read(archive: &mut Archive<'_>, room: &mut Room) -> Result<(Vec<Sheet>, Vec<Cells>), ErrorKind> {
    let bytes = archive.required("content.xml")?;
    let mut report = Report::new("", Format::Xlsx);
    let text = xml::decode(&bytes, &Options::default(), &mut report).map_err(Error::into_kind)?;
    let mut xml = Xml::new(&text);
    let (mut sheets, mut all) = (Vec::new(), Vec::new());
    let mut row = 0u32;
    loop {
        match xml.pull()? {
            Pulled::Start(element) => match element.name.as_str() {
                "table" => {
                    let name = element.attr("name").unwrap_or_default().to_owned();
                    sheets.push(Sheet { name, is_visible: true });
                    all.push(Cells::default());
                    row = 0;
                }
                "table-row" => {
                    let element = xml.tree(element)?;
                    if let Some(cells) = all.last_mut() {
                        add_row(&element, row, cells, room)?;
                    }
                    row = row.saturating_add(repeated(&element, "number-rows-repeated"));
                }
                // Former states of the cells, and what is drawn on them.
                "tracked-changes" | "shapes" => drop(xml.tree(element)?),
                _ => {}
            },
            Pulled::Eof if sheets.is_empty() => {
                return Err(ErrorKind::Damaged("it has no sheet".to_owned()));
            }
            Pulled::Eof => return Ok((sheets, all)),
            Pulled::End | Pulled::Text(_) => {}
        }
    }
}

fn repeated(element: &Element, attribute: &str) -> u32 {
    element.attr(attribute).and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn add_row(
    element: &Element,
    row: u32,
    cells: &mut Cells,
    room: &mut Room,
) -> Result<(), ErrorKind> {
    let mut column = 0u32;
    for cell in element.elements() {
        let columns = repeated(cell, "number-columns-repeated");
        let text = match cell.name.as_str() {
            "table-cell" => shown(cell),
            // Beneath a merged cell.
            "covered-table-cell" => String::new(),
            _ => continue,
        };
        let last = row.saturating_add(repeated(cell, "number-rows-spanned").saturating_sub(1));
        cells.merge(column, row, last);
        // Blanks may fill all cells of a sheet.
        if !text.trim().is_empty() {
            let rows = repeated(element, "number-rows-repeated");
            room.check(u64::from(rows) * u64::from(columns))?;
            for row in (row..).take(rows as usize) {
                for column in (column..).take(columns as usize) {
                    cells.add(row, column, &text, room)?;
                }
            }
        }
        column = column.saturating_add(columns);
    }
    Ok(())
}

/// What a cell shows: its paragraphs, each on a line. Remarks on it are none of them.
fn shown(cell: &Element) -> String {
    let paragraphs = cell.elements().filter(|e| e.name == "p").map(|paragraph| {
        let mut text = String::new();
        inline(paragraph, &mut text);
        text
    });
    paragraphs.collect::<Vec<_>>().join("\n")
}

fn inline(element: &Element, text: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(piece) => text.push_str(piece),
            Node::Element(e) => match e.name.as_str() {
                "s" => {
                    let blanks = repeated(e, "c").min(100) as usize;
                    text.extend(std::iter::repeat_n(' ', blanks));
                }
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                "annotation" | "note" => {}
                _ => inline(e, text),
            },
        }
    }
}
