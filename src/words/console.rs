//! The labels of messages.

messages! {
    warning() "warning" "警告";
    error() "error" "错误";
    comma() ", " "，";
    labelled(label, message) "{label}: {message}" "{label}：{message}";
}
