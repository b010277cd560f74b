//! A review sheet as it is written, whatever the format: one line a bead, and how to review.

use std::collections::HashMap;

use super::row::Status;
use crate::bitext::Bitext;
use crate::emit::edition::in_words;
use crate::finding::Finding;

/// One row as it is written.
pub(super) struct Line {
    pub(super) bead: usize,
    pub(super) status: Status,
    pub(super) comment: String,
    pub(super) score: f32,
    pub(super) source: String,
    pub(super) target: String,
    pub(super) findings: String,
    pub(super) source_ids: String,
    pub(super) target_ids: String,
}

/// The lines of a bitext, in bead order; findings that are not waived stand with their bead.
pub(super) fn lines(bitext: &Bitext, findings: &[Finding]) -> Vec<Line> {
    let mut said: HashMap<usize, Vec<String>> = HashMap::new();
    for finding in findings.iter().filter(|finding| !finding.waived) {
        said.entry(finding.unit).or_default().push(in_words(finding));
    }
    let ids = |ids: &[usize]| ids.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    (1..)
        .zip(&bitext.beads)
        .map(|(number, bead)| Line {
            bead: number,
            status: Status::of(bead),
            comment: bead.comment().to_owned(),
            score: bead.score,
            source: bitext.source_text(bead),
            target: bitext.target_text(bead),
            findings: said.remove(&number).unwrap_or_default().join("\n"),
            source_ids: ids(&bead.source.ids),
            target_ids: ids(&bead.target.ids),
        })
        .collect()
}

/// How to review, in both languages; line by line.
pub(super) const INSTRUCTIONS: [(&str, &str); 10] = [
    (
        "每行一个句对，按“句对”列的编号读回；该列请勿改动。",
        "Each row is one pair. The number in the column `bead` identifies it: leave that number as it is.",
    ),
    ("改字句：直接修改原文或译文。", "Edit: change the text of either side."),
    (
        "拆分：在下方插入一行（编号留空），把后半部分剪切过去。",
        "Split: insert a row beneath (no number) and cut and paste the second part into it.",
    ),
    (
        "合并：状态选“并入上行”；或把文字移到相邻行，再删除空行。",
        "Merge: choose the status `merge up`; or move the text to the next row and delete the empty row.",
    ),
    (
        "移动：把句子从一格剪切到相邻句对的同一列。",
        "Move: cut a sentence from one cell and paste it into the same column of a neighbouring pair.",
    ),
    (
        "接受：状态选“接受”，以后重新对齐时不再变动。",
        "Accept: choose `accepted`; later alignments keep the pair as it is.",
    ),
    (
        "拒绝：状态选“拒绝”，两侧分开，不进入翻译记忆。",
        "Reject: choose `rejected`; the two sides are separated and stay out of the translation memory.",
    ),
    (
        "删除：状态选“删除”（或只删一侧），句子留在对齐文件中，不进入任何版本和翻译记忆；请勿删除行。",
        "Drop: choose `drop` (or one side only); the sentences stay in the alignment and are in no edition and no memory. Do not delete the row.",
    ),
    (
        "请勿删除句子：凡会丢失或重复句子的表格都会被退回，并指出行号。",
        "Do not delete sentences: a sheet that loses or repeats one is refused, and its rows are named.",
    ),
    (
        "颜色：绿色可靠，黄色待查，红色可疑；“备注”列和单元格批注会读回并保留。",
        "Colours: green is sure, yellow needs a look, red is doubtful. The column `comment` and comments on cells are read back and kept.",
    ),
];
