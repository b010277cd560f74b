//! What is wrong with the arguments of a command. In English it is clap's own words that are said.

/// Texts that are there in Chinese only.
macro_rules! chinese {
    ($($name:ident($($arg:ident),*) $zh:literal;)*) => {$(
        pub(crate) fn $name($($arg: impl std::fmt::Display),*) -> String {
            format!($zh $(, $arg = $arg)*)
        }
    )*};
}

chinese! {
    error(message) "错误：{message}";
    unknown_option(given) "没有 {given} 这个选项";
    unexpected(given) "多余的参数：{given}";
    unknown_command(given) "没有 {given} 这个命令";
    no_value(option) "{option} 缺少值";
    wrong_value(option, value) "{option} 的值“{value}”无效";
    wrong_value_because(option, value, why) "{option} 的值“{value}”无效：{why}";
    values(all) "可用的值：{all}";
    too_many(option) "{option} 的值太多";
    too_few(option, expected) "{option} 至少要 {expected} 个值";
    wrong_number(option, expected) "{option} 要 {expected} 个值";
    no_equals(option) "{option} 的值要用等号给出";
    conflict(option, others) "{option} 不能和 {others} 一起使用";
    twice(option) "{option} 只能使用一次";
    missing(what) "缺少必需的参数：{what}";
    missing_command(all) "缺少子命令；可用：{all}";
    not_utf8() "参数不是有效的 UTF-8";
    other() "命令行参数有误";
    similar(name) "  提示：您是不是要写 {name}？";
    usage(way) "用法：{way}";
    see(command) "详细说明请运行 {command}";
}

messages! {
    /// An option begins with a dash that a text program put in.
    long_dash(given, plain)
        "  tip: `{given}` begins with a dash that a text program put in: type {plain}"
        "  提示：“{given}”开头的破折号不对，可能是文字软件自动替换的：请输入 {plain}";
    /// A third file was named, which looks like an output.
    output(given)
        "  tip: to write to a file, name it with -o: -o {given}"
        "  提示：输出文件用 -o 指定：-o {given}";
}
