//! Characters that are no text, and those that stand for others: made plain in every reader.

use super::report::Report;

/// What was done to the characters of a document.
#[derive(Default)]
pub(super) struct Characters {
    gone: usize,
    mapped: usize,
}

/// Characters that nobody sees: zero-width ones, soft hyphens, marks of direction.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a character joins others to one sign, as in 👩‍💻.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

/// The vertical forms of punctuation from U+FE10 on.
const VERTICAL: &str = "，、。：；！？〖〗…";
/// The vertical forms from U+FE30 on; U+FE33 and U+FE34 are low lines.
const VERTICAL_BRACKETS: &str = "：—–＿＿（）｛｝〔〕【】《》〈〉「」『』";
/// The ligatures from U+FB00 on.
const LIGATURES: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
/// The 214 radicals from U+2F00 on, as the characters they are.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// Radicals of the supplement that are whole characters, with those.
const SUPPLEMENT: &str = "⺁厂⺂乛⺄乙⺆冂⺇几⺈刀⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺗心⺘手⺙攵⺛旡⺜日⺝月⺟母⺠民⺡水⺢氺⺣灬⺤爫⺥爪⺦丬⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺲罒⺳网⺶羊⺷羊⺸羊⺺聿⺻肀⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

/// Frequent characters that simplified text does not have.
const TRADITIONAL: &str = "們個來這說時國會學為對發經過還後與從開";

/// What a character stands for, where that is another.
fn plain(c: char) -> Option<Plain> {
    let nth = |list: &str, from: u32| list.chars().nth((u32::from(c) - from) as usize);
    match c {
        '\u{2F00}'..='\u{2FD5}' => nth(KANGXI, 0x2F00).map(Plain::One),
        '\u{2E80}'..='\u{2EF3}' => {
            let at = SUPPLEMENT.chars().position(|known| known == c)?;
            SUPPLEMENT.chars().nth(at + 1).map(Plain::One)
        }
        '\u{FE10}'..='\u{FE19}' => nth(VERTICAL, 0xFE10).map(Plain::One),
        '\u{FE30}'..='\u{FE44}' => nth(VERTICAL_BRACKETS, 0xFE30).map(Plain::One),
        '\u{FB00}'..='\u{FB06}' => {
            LIGATURES.get((u32::from(c) - 0xFB00) as usize).copied().map(Plain::Several)
        }
        _ => None,
    }
}

enum Plain {
    One(char),
    Several(&'static str),
}

impl Characters {
    /// A text in plain characters; a soft hyphen at its end stays.
    ///
    /// Law: what is plain stays as it is.
    pub(super) fn plain(&mut self, text: &mut String) {
        if text.is_ascii() || !text.chars().any(|c| is_unseen(c) || plain(c).is_some()) {
            return;
        }
        let mut out = String::with_capacity(text.len());
        let body = text.trim_end();
        let is_traditional = body.contains(|c: char| TRADITIONAL.contains(c));
        let mut chars = body.chars().peekable();
        while let Some(c) = chars.next() {
            let joins = c == '\u{200D}'
                && (out.chars().next_back().is_some_and(is_sign)
                    || chars.peek().is_some_and(|next| is_sign(*next)));
            if c == '\u{AD}' && chars.peek().is_none() {
                // Reflow joins the word.
                out.push(c);
            } else if c == '⼾' {
                // One radical for two ways to write a door.
                out.push(if is_traditional { '戶' } else { '户' });
                self.mapped += 1;
            } else if is_unseen(c) && !joins {
                self.gone += 1;
            } else if let Some(plain) = plain(c) {
                self.mapped += 1;
                match plain {
                    Plain::One(plain) => out.push(plain),
                    Plain::Several(plain) => out.push_str(plain),
                }
            } else {
                out.push(c);
            }
        }
        out.push_str(&text[body.len()..]);
        *text = out;
    }

    /// Says in the report what was done.
    pub(super) fn report(self, report: &mut Report) {
        report.leave_out_all("invisible characters", "nobody sees them", self.gone);
        report.change(
            "characters made plain",
            "radicals, vertical forms and ligatures stand for others",
            self.mapped,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        let mut text = text.to_owned();
        Characters::default().plain(&mut text);
        text
    }

    #[test]
    fn what_nobody_sees_goes_and_what_stands_for_another_is_mapped() {
        for (text, want) in [
            ("今天\u{200B}天气\u{200E}很好。", "今天天气很好。"),
            ("inter\u{AD}national", "international"),
            ("inter\u{AD}", "inter\u{AD}"),
            ("這是⼾⼝", "這是戶口"),
            ("⽤⼾在⽹络上查⻓期的⾦融", "用户在网络上查长期的金融"),
            ("︵一︶好︒︐他說︰﹁好︒﹂", "（一）好。，他說：「好。」"),
            ("the ﬁrst oﬀer", "the first offer"),
            ("👩\u{200D}💻", "👩\u{200D}💻"),
        ] {
            assert_eq!(plain(text), want);
        }
    }

    #[test]
    fn the_lists_are_complete() {
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!(VERTICAL.chars().count(), 10);
        assert_eq!(VERTICAL_BRACKETS.chars().count(), 21);
        assert_eq!(SUPPLEMENT.chars().count() % 2, 0);
    }

    proptest::proptest! {
        #[test]
        fn plain_text_stays(text in "[\u{AD}\u{200B}⽤ﬁ中a\u{FE12} ]{0,20}") {
            let once = plain(&text);
            proptest::prop_assert_eq!(plain(&once), once);
        }
    }
}
