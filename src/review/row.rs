//! The rows of a review sheet: their columns, and what a reviewer can choose.

use crate::bitext::{Bead, Cell, Sides};

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
    /// Both sides stay in the alignment and are in no edition and no memory.
    Dropped,
    /// So does the source.
    SourceDropped,
    /// So does the target.
    TargetDropped,
}

/// Other words for a status.
const OTHER_NAMES: [(Status, &[&str]); 5] = [
    (Status::Open, &["open", "pending", "待定", "未定", "待审", "未审"]),
    (
        Status::Accepted,
        &["accept", "ok", "yes", "已接受", "通过", "已通过", "确认", "已确认", "√", "✓", "✔", "对"],
    ),
    (
        Status::Rejected,
        &["reject", "no", "已拒绝", "驳回", "已驳回", "不通过", "×", "✗", "✘", "错"],
    ),
    (Status::MergeUp, &["merge", "合并", "向上合并", "并入上一行"]),
    (Status::Dropped, &["delete", "deleted", "dropped", "已删除"]),
];

impl Status {
    /// Every status that can be chosen, as it stands in the drop-down.
    pub const CHOICES: [(Self, &'static str); 6] = [
        (Self::Accepted, "accepted 接受"),
        (Self::Rejected, "rejected 拒绝"),
        (Self::MergeUp, "merge up 并入上行"),
        (Self::Dropped, "drop 删除"),
        (Self::SourceDropped, "drop source 删除原文"),
        (Self::TargetDropped, "drop target 删除译文"),
    ];

    /// The status that a bead has in the sheet.
    pub fn of(bead: &Bead) -> Self {
        let (dropped, has) = (bead.dropped(), |cell: &Cell| !cell.is_empty());
        match (dropped.source, dropped.target) {
            (true, false) if has(&bead.target) => Self::SourceDropped,
            (false, true) if has(&bead.source) => Self::TargetDropped,
            (false, false) if bead.accepted => Self::Accepted,
            (false, false) => Self::Open,
            _ => Self::Dropped,
        }
    }

    /// The sides that it drops.
    pub fn dropped(self) -> Sides {
        Sides {
            source: matches!(self, Self::Dropped | Self::SourceDropped),
            target: matches!(self, Self::Dropped | Self::TargetDropped),
        }
    }

    /// As it stands in the sheet: the whole choice.
    pub(super) fn shown(self) -> &'static str {
        Self::CHOICES.iter().find(|(status, _)| *status == self).map_or("", |(_, name)| name)
    }

    /// The status that a cell names: by the whole choice, by either language, or by another word for it.
    pub fn named(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        if cell.is_empty() {
            return Some(Self::Open);
        }
        let named = |choice: &str| {
            let (en, zh) = choice.rsplit_once(' ').unwrap_or((choice, choice));
            [choice, en, zh].iter().any(|name| name.eq_ignore_ascii_case(cell))
        };
        let is_other = |names: &&[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(cell));
        let choice = Self::CHOICES.iter().find(|(_, choice)| named(choice));
        let choice = choice.map(|&(status, _)| status);
        choice.or_else(|| {
            OTHER_NAMES.iter().find(|(_, names)| is_other(names)).map(|&(status, _)| status)
        })
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
    /// The numbers of its segments on both sides as the sheet had them, where it has these columns.
    pub ids: Option<(String, String)>,
    /// What the reviewer wrote about it, in the column and in comments of its cells; none where the
    /// sheet has no such column and no comment.
    pub comment: Option<String>,
}

impl Row {
    /// Whether it is about a pair or holds something.
    pub(super) fn says_something(&self) -> bool {
        let has_comment = self.comment.as_ref().is_some_and(|comment| !comment.is_empty());
        self.bead.is_some() || !self.source.is_empty() || !self.target.is_empty() || has_comment
    }
}

/// The columns, in order: the name by which a column is found again, and its Chinese name.
pub(super) const COLUMNS: [(&str, &str); 10] = [
    ("bead", "句对"),
    ("status", "状态"),
    ("score", "可信度"),
    ("source", "原文"),
    ("target", "译文"),
    ("findings", "问题"),
    ("comment", "备注"),
    ("source_ids", "原文句号"),
    ("target_ids", "译文句号"),
    ("made_from", "版本"),
];

/// The hidden sheet of a workbook that holds the alignment it was made from.
pub(super) const BASE: &str = "base 底本";

/// The name of the column whose head tells the state of the alignment that the sheet was made from.
pub(super) const MADE_FROM: &str = COLUMNS[9].0;
