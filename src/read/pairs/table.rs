//! Tables of two columns: CSV, TSV, and the rows of a spreadsheet.

use diptych_segments::is_han;

use super::{
    bilingual::Bilingual,
    records::{Record, records},
    turns::by_turns,
};
use crate::lang_code::{canonical, lang_of_code, named};
use crate::read::{
    error::{Error, ErrorKind},
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
    text,
    workbook::Tall,
};

/// Reads CSV (`,`) and TSV (tab).
pub(in crate::read) struct Table {
    pub(in crate::read) delimiter: u8,
}

impl Reader for Table {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        self.of_text(&text::decoded(input, options, report)?, input)
    }
}

impl Table {
    /// What a table holds whose text was decoded.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`], [`ErrorKind::NotTwoColumns`].
    pub(in crate::read) fn of_text(&self, source: &str, input: &Input) -> Result<Content, Error> {
        let quoting = self.delimiter == b',';
        let delimiter = if quoting { of_csv(source) } else { self.delimiter };
        // A quote in a TSV is a quote.
        let records = records(source, delimiter, quoting).map_err(|(line, error)| {
            Error::new(input.shown.clone(), ErrorKind::Damaged(error.to_string())).at_line(line)
        })?;
        let is_note = |record: &Record| {
            record.line == 1 && record.cells.first().is_some_and(|cell| cell.starts_with("sep="))
        };
        let rows: Vec<_> = records
            .into_iter()
            .filter(|record| !is_note(record))
            .map(|record| (record.line, record.cells))
            .collect();
        pairs(&input.name, &rows, &[])
            .map(Content::Pairs)
            .map_err(|(line, kind)| Error::new(input.shown.clone(), kind).at_line(line))
    }
}

/// What parts the columns of a CSV: what its first line says (`sep=;`, as Excel writes it), or a
/// semicolon or tab where that line has no comma.
fn of_csv(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or("");
    let said = first.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    let other = || first.bytes().find(|byte| matches!(byte, b';' | b'\t'));
    said.or_else(|| other().filter(|_| !first.contains(','))).unwrap_or(b',')
}

/// Whether a plain text is a table of two languages: each of its lines has a tab between them.
pub(in crate::read) fn is_table(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    if lines().take(SAMPLE).any(|line| !line.contains('\t')) {
        return false;
    }
    let rows: Vec<(usize, Vec<String>)> = lines()
        .take(SAMPLE)
        .map(|line| (0, line.split('\t').map(str::to_owned).collect()))
        .collect();
    let Some((first, second)) = by_script(&rows.iter().collect::<Vec<_>>()) else { return false };
    let is_filled =
        |cells: &[String], at: usize| cells.get(at).is_some_and(|c| !c.trim().is_empty());
    let paired = rows.iter().filter(|(_, row)| is_filled(row, first) && is_filled(row, second));
    rows.len() > 1 && paired.count() * 10 >= rows.len() * 9
}

/// The pairs in rows (line and cells).
///
/// The columns are those that a head names; or else the one in Chinese and the one in English,
/// whichever stands first; or else the first two. Rows that a cell of one of the two was merged over
/// are one pair.
///
/// # Errors
/// [`ErrorKind::NotTwoColumns`] with the line of the row that lacks one.
pub(super) fn pairs(
    name: &str,
    rows: &[(usize, Vec<String>)],
    tall: &[Tall],
) -> Result<Bilingual, (usize, ErrorKind)> {
    let mut both = Bilingual { name: name.to_owned(), ..Bilingual::default() };
    let filled = |cells: &[String]| cells.iter().any(|cell| !cell.trim().is_empty());
    let rows: Vec<_> = rows.iter().filter(|(_, cells)| filled(cells)).collect();
    // A title may stand above the head.
    let head = (0..rows.len().min(HEAD_WITHIN)).find_map(|at| Some((at, head(&rows[at].1)?)));
    let (columns, first) = match head {
        Some((at, head)) => {
            (both.source_lang, both.target_lang) = (head.source_lang, head.target_lang);
            ((head.source, head.target), at + 1)
        }
        None => match by_script(&rows) {
            Some(columns) => (columns, 0),
            None => match two_columns(&rows) {
                Some(columns) => (columns, 0),
                None => return Ok(one_column(both, &rows)),
            },
        },
    };
    let mut tall: Vec<_> =
        tall.iter().filter(|it| [columns.0, columns.1].contains(&it.column)).collect();
    tall.sort_unstable_by_key(|it| *it.rows.start());
    let mut tall = tall.into_iter().peekable();
    // Where the rows of one pair begin, and the last that a cell of them reaches down to.
    let (mut from, mut reach) = (0, 0);
    for (line, cells) in rows.into_iter().skip(first) {
        let (Some(source), Some(target)) = (cells.get(columns.0), cells.get(columns.1)) else {
            return Err((*line, ErrorKind::NotTwoColumns));
        };
        if *line > reach {
            from = *line;
        }
        while let Some(it) = tall.next_if(|it| it.rows.start() <= line) {
            reach = reach.max(*it.rows.end());
        }
        if let Some(pair) = both.pairs.last_mut().filter(|pair| (from..*line).contains(&pair.line))
        {
            for (text, more) in [(&mut pair.source, source), (&mut pair.target, target)] {
                let parts = [text.as_str(), more].into_iter().filter(|it| !it.trim().is_empty());
                *text = parts.collect::<Vec<_>>().join("\n");
            }
            continue;
        }
        both.push(None, source, target, *line);
        if let Some(pair) = both.pairs.last_mut().filter(|pair| pair.line == *line) {
            pair.number = *line;
        }
    }
    both.columns = Some(columns);
    Ok(both)
}

/// How many letters each column has.
fn letters(rows: &[&(usize, Vec<String>)]) -> Vec<usize> {
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let of = |column: usize| {
        let cells = rows.iter().filter_map(|(_, cells)| cells.get(column));
        cells.map(|cell| cell.chars().filter(|c| c.is_alphabetic()).count()).sum()
    };
    (0..width).map(of).collect()
}

/// The two columns with the most letters, where neither is a mere remark on the other.
fn two_columns(rows: &[&(usize, Vec<String>)]) -> Option<(usize, usize)> {
    let letters = letters(rows);
    let mut columns: Vec<usize> = (0..letters.len()).collect();
    columns.sort_by_key(|&column| std::cmp::Reverse(letters[column]));
    let (&first, &second) = (columns.first()?, columns.get(1)?);
    (letters[second] * 5 >= letters[first] && letters[second] > 0)
        .then_some((first.min(second), first.max(second)))
}

/// A table whose text is in one column: both languages by turns, or one language, which has no
/// targets.
fn one_column(mut both: Bilingual, rows: &[&(usize, Vec<String>)]) -> Bilingual {
    let letters = letters(rows);
    let Some(column) = (0..letters.len()).rev().max_by_key(|&column| letters[column]) else {
        return both;
    };
    let texts: Vec<(usize, &str)> = rows
        .iter()
        .filter_map(|(line, cells)| Some((*line, cells.get(column)?.as_str())))
        .collect();
    if let Some((pairs, _)) = by_turns(texts.iter().copied()) {
        both.pairs = pairs;
    } else {
        for (line, text) in texts {
            both.push(None, text, "", line);
        }
    }
    both
}

/// The head of a table is one of its first rows.
const HEAD_WITHIN: usize = 5;
/// Heads of columns, by side.
const SOURCE: &[&str] = &[
    "source",
    "src",
    "source text",
    "source segment",
    "original",
    "原文",
    "源文",
    "源语",
    "源语言",
];
const TARGET: &[&str] = &[
    "target",
    "tgt",
    "trg",
    "target text",
    "target segment",
    "translation",
    "译文",
    "譯文",
    "翻译",
    "目标语",
    "目标语言",
];
/// What may follow the name of a language in a head.
const AFTER_LANGUAGE: &[&str] = &[
    "",
    "原文",
    "译文",
    "譯文",
    "文本",
    "翻译",
    "翻譯",
    "source",
    "target",
    "text",
    "original",
    "translation",
    "source text",
    "target text",
];

struct Head {
    source: usize,
    target: usize,
    source_lang: Option<String>,
    target_lang: Option<String>,
}

/// The columns that a row names, when it is a head.
fn head(cells: &[String]) -> Option<Head> {
    let place = |names: &[&str]| {
        let mut named = cells.iter().map(|cell| name_and_code(cell)).enumerate();
        let is_named = |(_, (name, _)): &(usize, (String, _))| {
            let is_name = |words: &str| names.contains(&words);
            is_name(name) || name.split(' ').all(is_name)
        };
        named.find(is_named).map(|(at, (_, code))| (at, code))
    };
    if let (Some((source, source_lang)), Some((target, target_lang))) =
        (place(SOURCE), place(TARGET))
    {
        return Some(Head { source, target, source_lang, target_lang });
    }
    let mut languages =
        cells.iter().enumerate().filter_map(|(at, cell)| Some((at, language(cell.trim())?)));
    let (source, source_lang) = languages.next()?;
    let (target, target_lang) =
        languages.find(|(_, code)| lang_of_code(code) != lang_of_code(&source_lang))?;
    Some(Head { source, target, source_lang: Some(source_lang), target_lang: Some(target_lang) })
}

/// What a head says in small letters, without the code of a language at its end, and that code: a
/// review sheet writes `source 原文 zh-CN`.
fn name_and_code(head: &str) -> (String, Option<String>) {
    let head = head.trim().to_lowercase();
    match head.rsplit_once(' ').map(|(rest, last)| (rest, canonical(last))) {
        Some((rest, Some(code))) => (rest.trim_end().to_owned(), Some(code)),
        _ => (head, None),
    }
}

/// The code of the language that a head names: by a word, or a code such as `zh-CN` or `zh_cn`.
fn language(head: &str) -> Option<String> {
    if let Some((code, rest)) = named(head) {
        let rest = rest.trim().to_lowercase();
        if AFTER_LANGUAGE.contains(&rest.as_str()) || rest.starts_with(['(', '（', '[', '［']) {
            return Some(code.to_owned());
        }
    }
    canonical(head)
}

/// How many rows are looked at to tell the columns by their script.
const SAMPLE: usize = 200;

/// The column with the most Chinese and that with the most English, as they stand.
fn by_script(rows: &[&(usize, Vec<String>)]) -> Option<(usize, usize)> {
    let width = rows.iter().map(|(_, cells)| cells.len()).max()?;
    let mut letters = vec![(0usize, 0usize); width];
    for (_, cells) in rows.iter().take(SAMPLE) {
        for (cell, (han, latin)) in cells.iter().zip(&mut letters) {
            *han += cell.chars().filter(|c| is_han(*c)).count();
            *latin += cell.chars().filter(char::is_ascii_alphabetic).count();
        }
    }
    // Columns that hold neither, such as numbers, and those that come later lose.
    let most = |count: &dyn Fn(&(usize, usize)) -> usize| {
        let counts = || letters.iter().map(count).enumerate().rev();
        counts().max_by_key(|(_, n)| *n).filter(|(_, n)| *n > 0).map(|(at, _)| at)
    };
    let chinese = most(&|(han, latin)| if han * 2 > *latin { *han } else { 0 })?;
    let english = most(&|(han, latin)| if han * 2 > *latin { 0 } else { *latin })?;
    // A column of marks or codes is no translation: English has more letters than Chinese.
    if letters[english].1 * 5 < letters[chinese].0 {
        return None;
    }
    Some((chinese.min(english), chinese.max(english)))
}
