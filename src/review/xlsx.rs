//! The review sheet as an Excel workbook.

use std::io::{self, Write};

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet,
    XlsxError,
};

use super::fingerprint::of_lines;
use super::lines::{INSTRUCTIONS, Line, lines};
use super::row::{BASE, COLUMNS, MADE_FROM, Status};
use crate::bitext::Bitext;
use crate::bitext::DOUBTFUL;
use crate::bitext::saved::SavedBead;
use crate::emit::Emit;
use crate::finding::Finding;

/// From this score on a bead counts as sure.
const SURE: f32 = 0.9;
/// Pale green, yellow and red that keep black text readable.
const COLOURS: [u32; 3] = [0xE2_F0_D9, 0xFF_F2_CC, 0xF8_D7_DA];
/// So many UTF-16 units Excel allows a cell.
const LONGEST: usize = 32_767;
/// The paper, as Excel numbers it.
const A4: u8 = 9;
/// Column widths, in characters of the standard font.
const WIDTHS: [u16; 10] = [8, 17, 9, 50, 60, 30, 20, 10, 10, 10];
/// Height of a line of text, and the most that Excel allows a row, in points.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

/// The review sheet as an Excel workbook.
#[derive(Debug, Clone, Copy)]
pub struct Xlsx;

impl Emit for Xlsx {
    fn emit(&self, bitext: &Bitext, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        let lines = lines(bitext, findings);
        let too_long = lines.iter().find_map(|line| {
            let cells = [
                ("source", &line.source),
                ("target", &line.target),
                ("findings", &line.findings),
                ("comment", &line.comment),
            ];
            let is_too_long = |(_, text): &(_, &String)| text.encode_utf16().count() > LONGEST;
            cells.into_iter().find(is_too_long).map(|(column, _)| (line.bead, column))
        });
        if let Some((bead, column)) = too_long {
            let why = format!(
                "pair {bead}: the column `{column}` has more than {LONGEST} characters, which is more \
                 than a cell of a workbook takes: write the sheet as .csv"
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        let mut workbook = workbook(bitext, &lines).map_err(io::Error::other)?;
        out.write_all(&workbook.save_to_buffer().map_err(io::Error::other)?)
    }
}

fn workbook(bitext: &Bitext, lines: &[Line]) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed time, so that two runs give the same bytes.
    let time = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&time));
    review(workbook.add_worksheet(), bitext, lines)?;
    instructions(workbook.add_worksheet())?;
    base(workbook.add_worksheet(), bitext)?;
    Ok(workbook)
}

fn review(sheet: &mut Worksheet, bitext: &Bitext, lines: &[Line]) -> Result<(), XlsxError> {
    sheet.set_name("review 审校")?;
    header(sheet, bitext, &of_lines(lines))?;
    rows(sheet, bitext, lines)?;
    let last = lines.len() as u32;
    // Beyond the last row too, for rows that the reviewer inserts.
    let choice =
        DataValidation::new().allow_list_strings(&Status::CHOICES.map(|(_, name)| name))?;
    sheet.add_data_validation(1, 1, last + 1000, 1, &choice)?;
    sheet.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn header(sheet: &mut Worksheet, bitext: &Bitext, state: &str) -> Result<(), XlsxError> {
    let header =
        Format::new().set_bold().set_background_color(Color::RGB(0xD9_E1_F2)).set_text_wrap();
    for (column, (name, zh)) in (0..).zip(COLUMNS) {
        let title = match name {
            "source" => format!("{name} {zh} {}", bitext.source.code),
            "target" => format!("{name} {zh} {}", bitext.target.code),
            MADE_FROM => format!("{name} {zh} {state}"),
            _ => format!("{name} {zh}"),
        };
        sheet.write_string_with_format(0, column, title, &header)?;
    }
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    // Nothing to read for people.
    sheet.set_column_hidden(COLUMNS.len() as u16 - 1)?;
    sheet.set_row_height(0, 32)?;
    Ok(())
}

/// One row a bead, coloured by its score.
fn rows(sheet: &mut Worksheet, bitext: &Bitext, lines: &[Line]) -> Result<(), XlsxError> {
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    // Format 49 is `@`: what is typed into the cell stays text as well.
    let text = cell.clone().set_num_format_index(49);
    let chinese = text.clone().set_font_name("SimSun");
    let fonts = [bitext.source.lang, bitext.target.lang]
        .map(|lang| if lang == diptych_segments::Lang::Zh { &chinese } else { &text });
    let shades = COLOURS.map(|colour| {
        cell.clone().set_background_color(Color::RGB(colour)).set_num_format("0.000")
    });
    for (row, line) in (1..).zip(lines) {
        let shade = match line.score {
            score if line.status == Status::Accepted || score >= SURE => &shades[0],
            score if score >= DOUBTFUL => &shades[1],
            _ => &shades[2],
        };
        sheet.write_number_with_format(row, 0, line.bead as f64, &cell)?;
        sheet.write_string_with_format(row, 1, line.status.shown(), &text)?;
        sheet.write_number_with_format(
            row,
            2,
            (f64::from(line.score) * 1000.0).round() / 1000.0,
            shade,
        )?;
        sheet.write_string_with_format(row, 3, &line.source, fonts[0])?;
        sheet.write_string_with_format(row, 4, &line.target, fonts[1])?;
        sheet.write_string_with_format(row, 5, &line.findings, &text)?;
        sheet.write_string_with_format(row, 6, &line.comment, &text)?;
        sheet.write_string_with_format(row, 7, &line.source_ids, &text)?;
        sheet.write_string_with_format(row, 8, &line.target_ids, &text)?;
        sheet.set_row_height(
            row,
            height(&[
                (&line.source, 3),
                (&line.target, 4),
                (&line.findings, 5),
                (&line.comment, 6),
            ]),
        )?;
    }
    Ok(())
}

/// How high a row must be to show its texts, each with its column: `LibreOffice` does not
/// work it out when it opens a workbook.
fn height(cells: &[(&str, usize)]) -> f64 {
    let lines = cells.iter().map(|&(text, column)| {
        // A line breaks a word early: a tenth of it stays empty.
        let room = f64::from(WIDTHS[column]) * 0.9;
        text.lines().map(|line| (width(line) / room).ceil().max(1.0)).sum::<f64>()
    });
    (lines.fold(1.0, f64::max) * LINE).min(HIGHEST)
}

/// The width of a text in digits: a Chinese character takes two.
fn width(text: &str) -> f64 {
    text.chars().map(|c| if c >= '\u{2e80}' { 2.0 } else { 1.0 }).sum()
}

/// The alignment that the sheet is made from, a line a row, where no reviewer sees it: whoever imports
/// the sheet into a later state of the alignment sees by it what this reviewer changed.
fn base(sheet: &mut Worksheet, bitext: &Bitext) -> Result<(), XlsxError> {
    sheet.set_name(BASE)?.set_very_hidden(true);
    for number in 1..=bitext.beads.len() {
        let line = serde_json::to_string(&SavedBead::new(bitext, number));
        let line: Vec<char> =
            line.map_err(|error| XlsxError::CustomError(error.to_string()))?.chars().collect();
        // A cell takes so many units; a character may be two.
        for (column, part) in (0..).zip(line.chunks(LONGEST / 2)) {
            let part: String = part.iter().collect();
            sheet.write_string(number as u32 - 1, column, part)?;
        }
    }
    Ok(())
}

fn instructions(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("说明 instructions")?;
    sheet.set_column_width(0, 60)?.set_column_width(1, 80)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, (zh, en)) in (0..).zip(INSTRUCTIONS) {
        sheet.write_string_with_format(row, 0, zh, &wrapped)?;
        sheet.write_string_with_format(row, 1, en, &wrapped)?;
        sheet.set_row_height(row, LINE * (width(zh) / 54.0).max(width(en) / 72.0).ceil())?;
    }
    Ok(())
}
