//! The reviewer's spreadsheet: a bitext out to Excel or CSV, and back.
//!
//! One row is one bead. A reviewer edits texts, moves sentences between
//! neighbouring rows, splits a bead by inserting a row beneath it, merges by
//! deleting a row whose text went elsewhere or by status, accepts and rejects.
//! [`revise`] makes a bitext of what comes back, and refuses what would lose or
//! repeat a sentence.

mod changes;
mod csv;
mod kept;
mod pour;
mod read;
mod realign;
mod refusal;
mod revise;
mod verbatim;
mod xlsx;

pub use self::changes::Change;
pub use self::csv::Csv;
pub use self::read::{Error, read};
pub use self::realign::realign;
pub use self::refusal::Refusal;
pub use self::revise::{Revision, revise};
pub use self::xlsx::Xlsx;

use std::collections::HashMap;

use crate::bitext::Bitext;
use crate::emit::edition::in_words;
use crate::finding::Finding;

/// What a reviewer decided about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Status {
    /// Nothing yet.
    #[default]
    Open,
    /// The two sides are translations: a fixed point from now on.
    Accepted,
    /// They are not: the sides part.
    Rejected,
    /// The row belongs to the row above it.
    MergeUp,
}

impl Status {
    /// Every status that can be chosen, as it stands in the drop-down.
    pub const CHOICES: [(Self, &'static str); 3] = [
        (Self::Accepted, "accepted 接受"),
        (Self::Rejected, "rejected 拒绝"),
        (Self::MergeUp, "merge up 并入上行"),
    ];

    /// The status that a cell names, by the whole choice or by either language.
    pub fn named(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        if cell.is_empty() {
            return Some(Self::Open);
        }
        let named = |choice: &str| {
            let (en, zh) = choice.rsplit_once(' ').unwrap_or((choice, choice));
            [choice, en, zh].iter().any(|name| name.eq_ignore_ascii_case(cell))
        };
        Self::CHOICES.iter().find(|(_, choice)| named(choice)).map(|&(status, _)| status)
    }
}

/// One row of a sheet that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in the sheet, from 1, the header being row 1.
    pub number: usize,
    /// The bead it is about; none in a row the reviewer inserted.
    pub bead: Option<usize>,
    /// What the reviewer decided.
    pub status: Status,
    /// The source text.
    pub source: String,
    /// The target text.
    pub target: String,
}

/// The columns, in order: the name by which a column is found again, and its Chinese name.
const COLUMNS: [(&str, &str); 9] = [
    ("bead", "句对"),
    ("status", "状态"),
    ("score", "置信度"),
    ("source", "原文"),
    ("target", "译文"),
    ("findings", "问题"),
    ("comment", "备注"),
    ("source_ids", "原文句号"),
    ("target_ids", "译文句号"),
];

/// One row as it is written.
struct Line {
    bead: usize,
    accepted: bool,
    score: f32,
    source: String,
    target: String,
    findings: String,
    source_ids: String,
    target_ids: String,
}

fn lines(bitext: &Bitext, findings: &[Finding]) -> Vec<Line> {
    let mut said: HashMap<usize, Vec<String>> = HashMap::new();
    for finding in findings.iter().filter(|finding| !finding.waived) {
        said.entry(finding.unit).or_default().push(in_words(finding));
    }
    let ids = |ids: &[usize]| ids.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    (1..)
        .zip(&bitext.beads)
        .map(|(number, bead)| Line {
            bead: number,
            accepted: bead.accepted,
            score: bead.score,
            source: bitext.source_text(bead),
            target: bitext.target_text(bead),
            findings: said.remove(&number).unwrap_or_default().join("\n"),
            source_ids: ids(&bead.source.ids),
            target_ids: ids(&bead.target.ids),
        })
        .collect()
}

/// How to review, in both languages; the sheet of instructions holds it line by line.
const INSTRUCTIONS: [(&str, &str); 9] = [
    (
        "每行一个句对，按“句对”列的编号读回；该列请勿改动。",
        "Each row is one bead; it is read back by the number in the column `bead`: leave that as it is.",
    ),
    ("改字句：直接修改原文或译文。", "Edit: change the text of either side."),
    (
        "拆分：在下方插入一行（编号留空），把后半部分剪切过去。",
        "Split: insert a row beneath (no number) and cut and paste the second part into it.",
    ),
    (
        "合并：状态选“并入上行”；或把文字移到相邻行，再删除空行。",
        "Merge: choose the status `merge up`; or move the text to the next row and delete the empty one.",
    ),
    (
        "移动：把句子从一格剪切到相邻句对的同一列。",
        "Move: cut a sentence from one cell and paste it into the same column of a neighbouring bead.",
    ),
    (
        "接受：状态选“接受”，以后重新对齐时不再变动。",
        "Accept: choose `accepted`; later alignments leave the bead as it is.",
    ),
    (
        "拒绝：状态选“拒绝”，两侧分开，不进入翻译记忆库。",
        "Reject: choose `rejected`; the sides part and do not reach the translation memory.",
    ),
    (
        "请勿删除句子：凡会丢失或重复句子的表格都会被退回，并指出行号。",
        "Delete no sentence: a sheet that would lose or repeat one is refused, with its rows named.",
    ),
    (
        "颜色：绿色可靠，黄色待查，红色可疑；“备注”列不读回。",
        "Colours: green is sure, yellow is to be looked at, red is doubtful. Comments are not read back.",
    ),
];
