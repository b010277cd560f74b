//! Why a sheet is refused: the row, and what to correct in it.

use std::fmt;

/// Why a sheet is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A row has the number of a bead that the alignment does not have.
    NoSuchBead {
        /// The row of the sheet, from 1.
        row: usize,
        /// The number it gives.
        bead: usize,
    },
    /// The first row has no bead number, or is to be merged with a row above it.
    NothingAbove {
        /// The row of the sheet, from 1.
        row: usize,
    },
    /// The sheet was sorted, and it cannot be told which pair a row without a number belongs to.
    Unplaced {
        /// The row of the sheet, from 1.
        row: usize,
    },
    /// A sentence is in no row any more.
    Lost {
        /// `source` or `target`.
        side: &'static str,
        /// The rows of its bead; none where they were deleted.
        rows: Vec<usize>,
        /// The number of its bead.
        bead: usize,
        /// The sentence.
        text: String,
    },
    /// A row changes a text that may not be edited.
    Locked {
        /// `source` or `target`.
        side: &'static str,
        /// The row.
        row: usize,
        /// The number of the bead that the sentence belongs to.
        bead: usize,
        /// The sentence.
        text: String,
    },
    /// A row has question marks instead of a sentence.
    Garbled {
        /// `source` or `target`.
        side: &'static str,
        /// The row.
        row: usize,
        /// The number of the bead that the sentence belongs to.
        bead: usize,
        /// The sentence.
        text: String,
    },
    /// A sentence is in two places.
    Repeated {
        /// `source` or `target`.
        side: &'static str,
        /// The row that repeats it.
        row: usize,
        /// The number of the bead that it belongs to.
        bead: usize,
        /// The sentence.
        text: String,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NoSuchBead { row, bead } => {
                write!(
                    f,
                    "row {row}: the alignment has no pair {bead}: check that the sheet belongs to this alignment \
                     (第 {row} 行：没有句对 {bead}：请核对表格与对齐文件)"
                )
            }
            Self::NothingAbove { row } => {
                write!(
                    f,
                    "row {row}: there is no row above to join (第 {row} 行：上面没有可并入的行)"
                )
            }
            Self::Unplaced { row } => write!(
                f,
                "row {row}: the sheet was sorted, and this row without a number is no part of one pair: \
                 give it the number of the pair it belongs to (第 {row} 行：表格排过序，看不出这一行属于\
                 哪个句对：请填上编号)"
            ),
            Self::Lost { side, rows, bead, text } => {
                match rows.as_slice() {
                    [] => write!(f, "the row of pair {bead} is missing")?,
                    [row] => write!(f, "row {row} (pair {bead})")?,
                    [first, .., last] => write!(f, "rows {first} to {last} (pair {bead})")?,
                }
                write!(
                    f,
                    ": the {side} sentence “{text}” is missing: put it back; to leave it out of editions and memories \
                     set the row to `drop`, to separate the two sides to `rejected` (缺少句子：请放回；\
                     不要这一句，状态选“删除”；两侧不对应，选“拒绝”)"
                )
            }
            Self::Locked { side, row, bead, text } => {
                write!(
                    f,
                    "row {row}: changes the {side} sentence “{text}” of pair {bead}, which is locked: put the \
                     sentence back as it was (第 {row} 行改动了句对 {bead} 已锁定的句子：请恢复原样)"
                )
            }
            Self::Garbled { side, row, bead, text } => {
                write!(
                    f,
                    "row {row}: has question marks instead of the {side} sentence “{text}” of pair {bead}: \
                     the program that saved the sheet used an encoding without Chinese; save it as .xlsx or as CSV in UTF-8 (第 {row} 行的中文成了问号：\
                     请存为 .xlsx 或 UTF-8 编码的 CSV)"
                )
            }
            Self::Repeated { side, row, bead, text } => {
                write!(
                    f,
                    "row {row}: repeats the {side} sentence “{text}” of pair {bead}: keep it in one place \
                     (第 {row} 行重复了句对 {bead} 的句子：只留一处)"
                )
            }
        }
    }
}
