//! A table as an Excel workbook.

use std::io::{self, Write};

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet,
    XlsxError,
};

use super::content::{Cell, Table};
use crate::finding::Severity;

/// So many UTF-16 units Excel allows a cell.
const LONGEST: usize = 32_767;
/// The paper, as Excel numbers it.
const A4: u8 = 9;
/// Height of a line of text, and the most that Excel allows a row, in points.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;
/// Pale red, yellow and blue that keep black text readable.
const COLOURS: [u32; 3] = [0xF8_D7_DA, 0xFF_F2_CC, 0xDD_EB_F7];
/// What a person fills in.
const TO_FILL: u32 = 0xE2_F0_D9;
/// The colour of a marked place.
const MARK: u32 = 0xB0_24_18;

pub(super) fn xlsx(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let is_too_long =
        |row: &&Vec<Cell>| row.iter().any(|cell| cell.text().encode_utf16().count() > LONGEST);
    if let Some(row) = table.rows.iter().find(is_too_long) {
        let at = row.iter().take(2).map(Cell::text).collect::<Vec<_>>().join(" ");
        let why = format!(
            "a text of the row “{at}” has more than {LONGEST} characters, which is more than a \
             cell of a workbook holds: write the table as .csv"
        );
        return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
    }
    let mut workbook = workbook(table).map_err(io::Error::other)?;
    out.write_all(&workbook.save_to_buffer().map_err(io::Error::other)?)
}

fn workbook(table: &Table) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed time, so that two runs give the same bytes.
    let time = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&time));
    let sheet = workbook.add_worksheet();
    sheet.set_name(format!("{} {}", table.title.0, table.title.1))?;
    header(sheet, table)?;
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            write(
                sheet,
                (row, column),
                cell,
                !table.columns[usize::from(column)].choices.is_empty(),
            )?;
        }
        sheet.set_row_height(row, height(table, cells))?;
    }
    let last = table.rows.len() as u32;
    for (column, it) in (0..).zip(table.columns).filter(|(_, it)| !it.choices.is_empty()) {
        let choice = DataValidation::new().allow_list_strings(it.choices)?;
        sheet.add_data_validation(1, column, last.max(1), column, &choice)?;
    }
    sheet.autofilter(0, 0, last, table.columns.len() as u16 - 1)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    if !table.instructions.is_empty() {
        instructions(workbook.add_worksheet(), table.instructions)?;
    }
    Ok(workbook)
}

fn header(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let format =
        Format::new().set_bold().set_background_color(Color::RGB(0xD9_E1_F2)).set_text_wrap();
    for (column, it) in (0..).zip(table.columns) {
        sheet.write_string_with_format(0, column, it.head(), &format)?;
        if it.width == 0 {
            sheet.set_column_hidden(column)?;
        } else {
            sheet.set_column_width(column, it.width)?;
        }
    }
    sheet.set_row_height(0, 32)?;
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    is_to_fill: bool,
) -> Result<(), XlsxError> {
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    // Format 49 is `@`: what is typed into the cell stays text as well.
    let mut text = plain.clone().set_num_format_index(49);
    if is_to_fill {
        text = text.set_background_color(Color::RGB(TO_FILL));
    }
    match cell {
        Cell::Count(count) => {
            sheet.write_number_with_format(row, column, *count as f64, &plain)?;
        }
        Cell::Badge(word, severity) => {
            let colour = match severity {
                Severity::Critical | Severity::Major => COLOURS[0],
                Severity::Minor => COLOURS[1],
                Severity::Info => COLOURS[2],
            };
            let text = text.set_background_color(Color::RGB(colour));
            sheet.write_string_with_format(row, column, word, &text)?;
        }
        Cell::Text(_) | Cell::Marked(..) => {
            let parts = cell.parts();
            let unmarked = Format::new();
            let marked = Format::new().set_bold().set_font_color(Color::RGB(MARK));
            let formats = [&unmarked, &marked, &unmarked];
            let pieces: Vec<(&Format, &str)> = formats
                .into_iter()
                .zip(parts.iter().map(String::as_str))
                .filter(|(_, part)| !part.is_empty())
                .collect();
            if parts[1].is_empty() {
                sheet.write_string_with_format(row, column, cell.text(), &text)?;
            } else {
                sheet.write_rich_string_with_format(row, column, &pieces, &text)?;
            }
        }
    }
    Ok(())
}

/// How high a row must be to show its texts: `LibreOffice` does not work it out when it opens a
/// workbook.
fn height(table: &Table, cells: &[Cell]) -> f64 {
    let shown = table.columns.iter().zip(cells).filter(|(column, _)| column.width > 0);
    let lines = shown.map(|(column, cell)| {
        // A line breaks a word early: a tenth of it stays empty.
        let room = f64::from(column.width) * 0.9;
        cell.text().lines().map(|line| (width(line) / room).ceil().max(1.0)).sum::<f64>()
    });
    (lines.fold(1.0, f64::max) * LINE).min(HIGHEST)
}

/// The width of a text in digits: a Chinese character takes two.
fn width(text: &str) -> f64 {
    text.chars().map(|c| if c >= '\u{2e80}' { 2.0 } else { 1.0 }).sum()
}

fn instructions(sheet: &mut Worksheet, lines: &[(&str, &str)]) -> Result<(), XlsxError> {
    sheet.set_name("说明 instructions")?;
    sheet.set_column_width(0, 60)?.set_column_width(1, 80)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, (en, zh)) in (0..).zip(lines) {
        sheet.write_string_with_format(row, 0, *zh, &wrapped)?;
        sheet.write_string_with_format(row, 1, *en, &wrapped)?;
        sheet.set_row_height(row, LINE * (width(zh) / 54.0).max(width(en) / 72.0).ceil())?;
    }
    Ok(())
}
